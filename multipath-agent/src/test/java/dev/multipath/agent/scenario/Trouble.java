package dev.multipath.agent.scenario;

/** What may be wrong with an uplink. */
public enum Trouble {
    CABLE_PULLED,
    ADMIN_DOWN,
    ADDRESSES_GONE,
    /** Deleted, as when a call ends; the next call brings another address. */
    DEVICE_GONE,
    /** Nothing passes the provider any more; the next hop answers. */
    SILENT,
    SILENT_OUT,
    SILENT_IN,
    IPV6_SILENT,
    /** The provider says "unreachable" instead of nothing. */
    UNREACHABLE,
    /** Not even the next hop answers; the carrier stays. */
    NEXT_HOP_DEAD,
    /** 2.5 % each way. */
    LOSS_5,
    /** 15 % each way: 28 % of all probes. */
    LOSS_28,
    /** Every answer takes 600 ms more. */
    SLOW_600;

    /** Whether it lies beyond the device, which stays as it is. */
    boolean isOfLine() {
        return switch (this) {
            case CABLE_PULLED, ADMIN_DOWN, ADDRESSES_GONE, DEVICE_GONE -> false;
            default -> true;
        };
    }
}
