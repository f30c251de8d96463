package dev.multipath.agent.shell;

import dev.multipath.netlink.Links;
import dev.multipath.netlink.model.LinkSignal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for carrier and counters of devices in the way that costs least: one by one, or all of the machine's together where
 * they are many and not few of all there are.
 */
final class SignalReader {
    /** Fewer are asked for one by one. */
    private static final int MANY = 8;

    /** What the kernel takes for one that is asked for by itself, in the time of one in a dump. */
    private static final int COST = 3;

    /** With more the kernel adds up more of IPv6's own counters for a dump than it saves. */
    private static final int MAX_PROCESSORS = 8;

    private final Links links;
    private final boolean fewProcessors;
    /** How many devices there are. */
    private int present;
    /** Whether no dump since the last complete look has left out most of them. */
    private boolean worthwhile;

    /** @param processors for which the kernel keeps counters */
    SignalReader(Links links, int processors) {
        this.links = links;
        this.fewProcessors = processors <= MAX_PROCESSORS;
    }

    /** How many devices a complete look has shown. */
    void present(int devices) {
        present = devices;
        worthwhile = true;
    }

    /**
     * One for each index, in the same order; empty where there is no such device.
     *
     * @param indexes each above 0
     */
    List<Optional<LinkSignal>> of(List<Integer> indexes) {
        return asksTogether(indexes.size()) ? together(indexes) : links.signalsByIndex(indexes);
    }

    /** Whether so many are asked for together. */
    boolean asksTogether(int count) {
        return fewProcessors && worthwhile && count >= MANY && present <= COST * count;
    }

    /** Of those that are up and have IPv6 by dumps, of the others one by one: a dump does not tell their carrier. */
    private List<Optional<LinkSignal>> together(List<Integer> indexes) {
        Map<Integer, LinkSignal> known = new HashMap<>();
        for (LinkSignal signal : links.signals()) {
            if (signal.up()) {
                known.put(signal.index(), signal);
            }
        }
        List<Integer> others = new ArrayList<>(indexes);
        others.removeAll(known.keySet());
        worthwhile = 2 * others.size() <= indexes.size();
        List<Optional<LinkSignal>> asked = links.signalsByIndex(others);
        List<Optional<LinkSignal>> signals = new ArrayList<>(indexes.size());
        int next = 0;
        for (int index : indexes) {
            signals.add(known.containsKey(index) ? Optional.of(known.get(index)) : asked.get(next++));
        }
        return signals;
    }
}
