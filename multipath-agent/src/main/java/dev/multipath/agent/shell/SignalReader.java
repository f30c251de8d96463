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
    /** Those that were last asked for when the indexes of all were known. */
    private List<String> usual = List.of();
    /** Theirs. */
    private List<Integer> usualIndexes = List.of();
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
        usual = List.of();
        usualIndexes = List.of();
    }

    /** One for each name, in the same order; empty where there is no such device. */
    List<Optional<LinkSignal>> of(List<String> devices) {
        if (!devices.equals(usual)) {
            if (!indexes.keySet().containsAll(devices)) {
                return learn(devices);
            }
            usual = List.copyOf(devices);
            usualIndexes = usual.stream().map(indexes::get).toList();
        }
        return byIndex(usualIndexes);
    }

    /** Asks for those by name whose indexes are not known. */
    private List<Optional<LinkSignal>> learn(List<String> devices) {
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
        List<LinkSignal> all = links.signals();
        List<Optional<LinkSignal>> signals = new ArrayList<>(known.size());
        List<Integer> others = new ArrayList<>();
        int last = -1;
        for (int index : known) {
            int at = find(all, index, last + 1);
            boolean told = at >= 0 && all.get(at).up();
            signals.add(told ? Optional.of(all.get(at)) : Optional.empty());
            if (told) {
                last = at;
            } else {
                others.add(index);
            }
        }
        worthwhile = 2 * others.size() <= known.size();
        Iterator<Optional<LinkSignal>> asked = links.signalsByIndex(others).iterator();
        signals.replaceAll(told -> told.isPresent() ? told : asked.next());
        return signals;
    }

    /** Where it is, -1 for nowhere; the search begins there and goes round. */
    private static int find(List<LinkSignal> signals, int index, int from) {
        for (int i = 0; i < signals.size(); i++) {
            int at = (from + i) % signals.size();
            if (signals.get(at).index() == index) {
                return at;
            }
        }
        return -1;
    }
}
