package dev.multipath.agent.scenario;

import dev.multipath.netlink.model.AddressFamily;
import java.util.List;
import java.util.Locale;

/** The uplinks that every scenario has: two Ethernet lines with both families, and a point-to-point one with IPv4 alone. */
public enum Uplink {
    HINET("eth0", true),
    SEED("eth1", true),
    DSL("ppp0", false);

    static final List<AddressFamily> BOTH = List.of(AddressFamily.INET, AddressFamily.INET6);

    private final String device;
    private final boolean both;

    Uplink(String device, boolean both) {
        this.device = device;
        this.both = both;
    }

    /** As the configuration has it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String device() {
        return device;
    }

    public List<AddressFamily> families() {
        return both ? BOTH : List.of(AddressFamily.INET);
    }
}
