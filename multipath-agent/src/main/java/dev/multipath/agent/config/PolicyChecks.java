package dev.multipath.agent.config;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpPrefix;
import java.util.List;

/** What must hold between the keys of one {@code [[policy]]}. */
final class PolicyChecks {
    /** A rule for each pair of source and destination; more are a list for a {@code [[route]]}. */
    static final int MAX_RULES = 1000;

    private static final int ICMP = 1;
    private static final int ICMPV6 = 58;

    private final TomlSection section;
    private final PolicyConfig policy;

    PolicyChecks(TomlSection section, PolicyConfig policy) {
        this.section = section;
        this.policy = policy;
    }

    void run() {
        matchesSomething();
        ports("source-port");
        ports("destination-port");
        families();
        if (policy.uid().isPresent()
                && policy.incoming().isPresent()
                && !policy.incoming().get().equals("lo")) {
            String wrong = "uid is about sockets of this machine, incoming about packets that come in";
            section.warn("uid", wrong + ": no packet has both; better one of the two");
        }
        long rules = (long) policy.from().size() * policy.to().size();
        if (rules > MAX_RULES) {
            String wrong = policy.from().size() + " × " + policy.to().size() + " pairs of from and to are too many";
            section.wrong("to", wrong + "; expected at most " + MAX_RULES);
        }
    }

    private void matchesSomething() {
        boolean anything = policy.from().isEmpty()
                && policy.to().isEmpty()
                && policy.incoming().isEmpty()
                && policy.protocol().isEmpty()
                && policy.uid().isEmpty();
        boolean meant = section.isSound("from")
                && section.isSound("to")
                && section.isSound("incoming")
                && section.isSound("protocol")
                && section.isSound("uid");
        if (anything
                && meant
                && policy.sourcePort().isEmpty()
                && policy.destinationPort().isEmpty()) {
            String wrong = "[[policy]] " + Quoted.of(policy.name()) + " matches every packet";
            String expected = "; expected at least one of from, to, incoming, protocol, uid";
            section.wrongUnlessBroken("name", wrong + expected + "; \"0.0.0.0/0\" in to is all of IPv4");
        }
    }

    private void ports(String key) {
        boolean wanted = key.equals("source-port")
                ? policy.sourcePort().isPresent()
                : policy.destinationPort().isPresent();
        if (wanted
                && section.isSound("protocol")
                && !IpProtocol.hasPorts(policy.protocol().orElse(0))) {
            String wrong = key + " needs a protocol with ports";
            section.wrong(key, wrong + "; expected protocol = \"tcp\", \"udp\", \"sctp\", \"dccp\" or \"udplite\"");
        }
    }

    private void families() {
        if (!section.isSound("from") || !section.isSound("to")) {
            return;
        }
        for (AddressFamily family : List.of(AddressFamily.INET, AddressFamily.INET6)) {
            String name = family.equals(AddressFamily.INET) ? "IPv4" : "IPv6";
            boolean from = has(policy.from(), family);
            boolean to = has(policy.to(), family);
            if (from != to && !policy.from().isEmpty() && !policy.to().isEmpty()) {
                String wrong = (from ? "from" : "to") + " has " + name + " and " + (from ? "to" : "from") + " has not";
                section.wrong(from ? "from" : "to", wrong + "; expected the same families in both");
            }
            int foreign = family.equals(AddressFamily.INET) ? ICMPV6 : ICMP;
            if (policy.protocol().orElse(0) == foreign && (from || to)) {
                String wrong = "protocol " + (foreign == ICMP ? "icmp" : "icmpv6") + " has no " + name;
                section.wrong("protocol", wrong + " addresses; expected another protocol, or other prefixes");
            }
        }
    }

    private static boolean has(List<IpPrefix> prefixes, AddressFamily family) {
        return prefixes.stream().anyMatch(prefix -> prefix.family().equals(family));
    }
}
