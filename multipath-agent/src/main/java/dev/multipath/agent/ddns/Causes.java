package dev.multipath.agent.ddns;

import dev.multipath.agent.core.Happening;
import dev.multipath.agent.ddns.decision.Addresses;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which event a change of the addresses follows from: the last one of an uplink whose addresses changed. */
final class Causes {
    private final Map<String, Long> lastOf = new ConcurrentHashMap<>();

    void note(Happening happening) {
        if (!happening.uplink().isEmpty()) {
            lastOf.put(happening.uplink(), happening.eventId());
        }
    }

    /** @param fallback the last event at all, where no uplink's own is known */
    long of(Map<String, Addresses> before, Map<String, Addresses> after, long fallback) {
        Map<String, Addresses> all = new HashMap<>(before);
        all.putAll(after);
        long latest = 0;
        for (String uplink : all.keySet()) {
            boolean same =
                    before.getOrDefault(uplink, Addresses.NONE).equals(after.getOrDefault(uplink, Addresses.NONE));
            latest = same ? latest : Math.max(latest, lastOf.getOrDefault(uplink, 0L));
        }
        return latest == 0 ? fallback : latest;
    }
}
