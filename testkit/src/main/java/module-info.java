/** JUnit 5 network namespaces and topologies with faults, for tests of code that changes routes. */
module dev.multipath.testkit {
    requires transitive dev.multipath.netlink;
    requires transitive org.junit.jupiter.api;
    requires static org.jspecify;

    exports dev.multipath.testkit.netns;
}
