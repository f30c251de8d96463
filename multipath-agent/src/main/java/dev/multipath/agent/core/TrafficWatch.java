package dev.multipath.agent.core;

import dev.multipath.agent.uplink.PassiveEvidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the packet counters of the uplinks' devices say, as of the last quick look at them. Apart from the uplinks, of which
 * nothing else changes ten times a second.
 *
 * @param devices in the order in which they were looked at
 * @param deservesCloseLooks whether a short silence of one of them would tell
 * @param suspicious whether this very look makes one of them suspect
 */
record TrafficWatch(List<Counted> devices, boolean deservesCloseLooks, boolean suspicious) {
    static final TrafficWatch NONE = new TrafficWatch(List.of(), false, false);

    /**
     * One device.
     *
     * @param interfaceIndex what had that name when it was looked at, 0 for nothing; another one starts anew
     */
    record Counted(String name, int interfaceIndex, PassiveEvidence evidence) {}

    TrafficWatch {
        devices = List.copyOf(devices);
    }

    private static TrafficWatch of(Counted[] devices) {
        boolean close = false;
        boolean suspicious = false;
        for (Counted device : devices) {
            close |= device.evidence().deservesCloseLooks();
            suspicious |= device.evidence().isSuspicious();
        }
        return new TrafficWatch(List.of(devices), close, suspicious);
    }

    /**
     * Another look, which replaces the one before.
     *
     * @param now monotonic nanoseconds
     */
    TrafficWatch seen(List<Event.DeviceLook> looks, long now) {
        Counted[] counted = new Counted[looks.size()];
        for (int i = 0; i < counted.length; i++) {
            Event.DeviceLook look = looks.get(i);
            Counted before = find(i, look.name());
            PassiveEvidence known = before != null && before.interfaceIndex() == look.interfaceIndex()
                    ? before.evidence()
                    : PassiveEvidence.NONE;
            counted[i] = new Counted(look.name(), look.interfaceIndex(), known.seen(look.received(), look.sent(), now));
        }
        return of(counted);
    }

    /** Of one device; nothing where it was not looked at. */
    PassiveEvidence evidence(String name) {
        Counted device = find(0, name);
        return device == null ? PassiveEvidence.NONE : device.evidence();
    }

    /** Of that device no suspicion was wrong: it is dead indeed. */
    TrafficWatch confirmed(String name) {
        Counted[] counted = devices.toArray(Counted[]::new);
        for (int i = 0; i < counted.length; i++) {
            Counted device = counted[i];
            if (device.name().equals(name)) {
                PassiveEvidence confirmed = device.evidence().confirmed();
                counted[i] = new Counted(name, device.interfaceIndex(), confirmed);
            }
        }
        return of(counted);
    }

    /** @param position where it is likely to be */
    private @Nullable Counted find(int position, String name) {
        if (position < devices.size() && devices.get(position).name().equals(name)) {
            return devices.get(position);
        }
        for (Counted device : devices) {
            if (device.name().equals(name)) {
                return device;
            }
        }
        return null;
    }
}
