package dev.multipath.testkit.kernel;

import java.util.Map;

/**
 * The kernel facts the contract cannot tell of a fake without time, traffic or a JVM of its own, each with the test of
 * the real kernel that has it instead.
 */
final class Facts {
    /** How many there are; 14a, 14b and 29a come besides. */
    static final int LAST = 36;

    /**
     * Why a fact is not in the contract, and where it is tested.
     *
     * @param test a test class's file, from the root of the sources; empty where the fact is no behaviour that a test of
     *     this project could pin down
     */
    record Elsewhere(String why, String test) {}

    static final Map<String, Elsewhere> ELSEWHERE = Map.ofEntries(
            Map.entry("14", new Elsewhere("source addresses of real senders", "")),
            Map.entry(
                    "14a",
                    new Elsewhere(
                            "the regions of the kernel's hash",
                            "multipath-agent/src/test/java/dev/multipath/agent/uplink/LegOrderTest.java")),
            Map.entry("14b", new Elsewhere("source addresses of real senders", "")),
            Map.entry("16", new Elsewhere("flows of real traffic over a resilient group", "")),
            Map.entry(
                    "27",
                    new Elsewhere(
                            "threads and namespaces of a process",
                            "multipath-netlink/src/test/java/dev/multipath/netlink/transport/NetNsNetnsIT.java")),
            Map.entry(
                    "28",
                    new Elsewhere(
                            "modules of the JVM",
                            "multipath-netlink/src/test/java/dev/multipath/netlink/transport/jnr/NativeTest.java")),
            Map.entry(
                    "30",
                    new Elsewhere(
                            "the distribution of real flows",
                            "multipath-agent/src/test/java/dev/multipath/agent/bench/Balance.java")),
            Map.entry("31", new Elsewhere("conntrack and masquerading", "")),
            Map.entry("32", new Elsewhere("TCP sockets and conntrack", "")),
            Map.entry("34", new Elsewhere("packets counted by nf_tables", "")));

    private Facts() {}
}
