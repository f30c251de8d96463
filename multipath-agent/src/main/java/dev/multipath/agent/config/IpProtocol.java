package dev.multipath.agent.config;

import java.util.OptionalInt;
import java.util.Set;

/** IP protocols by the names of {@code /etc/protocols}. */
public final class IpProtocol {
    static final int MAX = 255;

    private static final Set<Integer> WITH_PORTS = Set.of(6, 17, 33, 132, 136);

    private static final String[] NAMES = {
        "icmp",
        "igmp",
        "ipip",
        "tcp",
        "udp",
        "dccp",
        "ipv6",
        "gre",
        "esp",
        "ah",
        "icmpv6",
        "ipv6-icmp",
        "ospf",
        "pim",
        "vrrp",
        "l2tp",
        "sctp",
        "udplite"
    };

    private IpProtocol() {}

    static String[] names() {
        return NAMES.clone();
    }

    /** Its number; empty for a name that is not known. */
    public static OptionalInt number(String name) {
        int number = switch (name) {
            case "icmp" -> 1;
            case "igmp" -> 2;
            case "ipip" -> 4;
            case "tcp" -> 6;
            case "udp" -> 17;
            case "dccp" -> 33;
            case "ipv6" -> 41;
            case "gre" -> 47;
            case "esp" -> 50;
            case "ah" -> 51;
            case "icmpv6", "ipv6-icmp" -> 58;
            case "ospf" -> 89;
            case "pim" -> 103;
            case "vrrp" -> 112;
            case "l2tp" -> 115;
            case "sctp" -> 132;
            case "udplite" -> 136;
            default -> 0;
        };
        return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** Whether its packets have ports. */
    static boolean hasPorts(int number) {
        return WITH_PORTS.contains(number);
    }
}
