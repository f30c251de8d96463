/** JUnit 5 network namespaces, topologies with faults, a fake kernel and a simulator, for tests of code that changes routes. */
module dev.multipath.testkit {
    requires transitive dev.multipath.netlink;
    requires transitive org.junit.jupiter.api;
    requires static org.jspecify;

    exports dev.multipath.testkit.kernel;
    exports dev.multipath.testkit.netns;
    exports dev.multipath.testkit.sim;
}
