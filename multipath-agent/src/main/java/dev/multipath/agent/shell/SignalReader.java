package dev.multipath.agent.shell;

import dev.multipath.netlink.Links;
import dev.multipath.netlink.model.LinkSignal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for carrier and counters of devices in the way that costs least: by index once it is known; one by one, or all of the
 * machine's together where they are many and not few of all there are.
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
    /** Of devices asked for since the last complete look, which knows of every renaming. */
    private final Map<String, Integer> indexes = new HashMap<>();
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
    void looked(int devices) {
        present = devices;
        worthwhile = true;
        indexes.clear();
    }

    /** One for each name, in the same order; empty where there is no such device. */
    List<Optional<LinkSignal>> of(List<String> devices) {
        List<String> known = new ArrayList<>(devices);
        known.retainAll(indexes.keySet());
        List<String> unknown = new ArrayList<>(devices);
        unknown.removeAll(indexes.keySet());
        Map<String, LinkSignal> found = new HashMap<>();
        enter(known, byIndex(known.stream().map(indexes::get).toList()), found);
        Map<String, LinkSignal> named = new HashMap<>();
        enter(unknown, links.signals(unknown), named);
        named.forEach((device, signal) -> indexes.put(device, signal.index()));
        found.putAll(named);
        return devices.stream()
                .map(device -> Optional.ofNullable(found.get(device)))
                .toList();
    }

    private static void enter(List<String> devices, List<Optional<LinkSignal>> signals, Map<String, LinkSignal> into) {
        for (int i = 0; i < devices.size(); i++) {
            String device = devices.get(i);
            signals.get(i).ifPresent(signal -> into.put(device, signal));
        }
    }

    private List<Optional<LinkSignal>> byIndex(List<Integer> known) {
        return asksTogether(known.size()) ? together(known) : links.signalsByIndex(known);
    }

    /** Whether so many are asked for together. */
    boolean asksTogether(int count) {
        return fewProcessors && worthwhile && count >= MANY && present <= COST * count;
    }

    /** Of those that are up and have IPv6 by dumps, of the others one by one: a dump does not tell their carrier. */
    private List<Optional<LinkSignal>> together(List<Integer> known) {
        Map<Integer, LinkSignal> told = new HashMap<>();
        for (LinkSignal signal : links.signals()) {
            if (signal.up()) {
                told.put(signal.index(), signal);
            }
        }
        List<Integer> others = new ArrayList<>(known);
        others.removeAll(told.keySet());
        worthwhile = 2 * others.size() <= known.size();
        Iterator<Optional<LinkSignal>> asked = links.signalsByIndex(others).iterator();
        List<Optional<LinkSignal>> signals = new ArrayList<>(known.size());
        for (int index : known) {
            signals.add(told.containsKey(index) ? Optional.of(told.get(index)) : asked.next());
        }
        return signals;
    }
}
