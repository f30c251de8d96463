package dev.multipath.testkit.kernel;

import java.util.Map;
import java.util.Set;

/** The kernel facts that mean nothing in a fake kernel, each with the test that has it instead. */
final class Facts {
    /** How many there are; 14a, 14b and 29a come besides. */
    static final int LAST = 36;

    /** Facts of which the contract has the choice of a route, and {@link TrafficFactsNetnsIT} the connections. */
    static final Set<String> WITH_TRAFFIC = Set.of("16", "31", "32", "34");

    /**
     * Why a fact is not in the contract, and where it is tested.
     *
     * @param test a test class's file, from the root of the sources
     */
    record Elsewhere(String why, String test) {}

    static final Map<String, Elsewhere> ELSEWHERE = Map.of(
            "27",
            new Elsewhere(
                    "a fake kernel is in no namespace, and its sockets belong to no thread",
                    "multipath-netlink/src/test/java/dev/multipath/netlink/transport/NetNsNetnsIT.java"),
            "28",
            new Elsewhere(
                    "a fake kernel is called without jnr-ffi",
                    "multipath-netlink/src/test/java/dev/multipath/netlink/transport/jnr/NativeTest.java"));

    private Facts() {}
}
