package dev.multipath.agent.uplink;

import java.util.Locale;

/** What {@code status} says of an uplink or of one family of it. */
public enum UplinkState {
    UP,
    /** A round was lost; fast probes are deciding. Still in use. */
    SUSPECT,
    DOWN,
    /** Answers again and waits for its hold-up to end. */
    PROVING,
    /** Answers, with too much loss or too slowly. */
    DEGRADED,
    /** Not judged yet; in use. */
    UNKNOWN,
    /** Taken out by hand or by the configuration. */
    DISABLED,
    /** Its device does not exist. */
    ABSENT;

    /** The word of the contract, lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
