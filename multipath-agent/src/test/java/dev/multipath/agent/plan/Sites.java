package dev.multipath.agent.plan;

/** Kernels with uplinks, and configurations that go with them. */
public final class Sites {
    public static final String PROBE = "[probe]\ntargets = [\"203.0.113.53\"]\n";

    public static final String HINET = """
        [[uplink]]
        name = "hinet"
        interface = "eth0"
        gateway = "192.0.2.1"
        gateway6 = "fe80::1"
        weight = 4
        """;

    public static final String SEED = """
        [[uplink]]
        name = "seed"
        interface = "eth1"
        gateway = "198.51.100.1"
        gateway6 = "fe80::1"
        """;

    public static final String DSL = """
        [[uplink]]
        name = "dsl"
        interface = "ppp0"
        gateway6 = "off"
        """;

    /** Two Ethernet uplinks with both families and a point-to-point one with IPv4 alone. */
    public static final String THREE = PROBE + HINET + SEED + DSL;

    private Sites() {}

    public static InMemoryKernel three() {
        InMemoryKernel kernel =
                new InMemoryKernel().ethernet("eth0").ethernet("eth1").pointToPoint("ppp0");
        kernel.address("eth0", "192.0.2.2/24").address("eth0", "2001:db8:a::2/64");
        kernel.address("eth1", "198.51.100.2/24").address("eth1", "2001:db8:b::2/64");
        return kernel.address("ppp0", "10.0.0.2 peer 10.0.0.1/32");
    }

    /** The same uplink without IPv6. */
    public static String ipv4Only(String uplink) {
        return uplink.replace("gateway6 = \"fe80::1\"", "gateway6 = \"off\"");
    }
}
