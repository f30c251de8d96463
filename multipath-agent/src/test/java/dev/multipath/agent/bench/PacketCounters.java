package dev.multipath.agent.bench;

import dev.multipath.testkit.netns.Namespace;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counters of nf_tables at a gateway: echo requests it sends, and what of the LAN's traffic finds no route. */
final class PacketCounters {
    private static final Pattern COUNTER = Pattern.compile("counter (\\w+) \\{\\s*packets (\\d+)");

    private final Namespace namespace;

    private PacketCounters(Namespace namespace) {
        this.namespace = namespace;
    }

    /** Counts from now on, until the namespace is gone. */
    static PacketCounters of(Namespace namespace) {
        namespace.nft("""
                table inet bench {
                  counter probes {}
                  counter arrived {}
                  counter forwarded {}
                  chain out {
                    type filter hook output priority -400;
                    icmp type echo-request counter name probes
                    icmpv6 type echo-request counter name probes
                  }
                  chain before_routing {
                    type filter hook prerouting priority -400;
                    iifname "lan0" udp dport 7777 counter name arrived
                  }
                  chain routed {
                    type filter hook forward priority -400;
                    iifname "lan0" udp dport 7777 counter name forwarded
                  }
                }
                """);
        return new PacketCounters(namespace);
    }

    /** ICMP and ICMPv6 echo requests. */
    long echoRequests() {
        return read("probes");
    }

    /** Packets of the LAN that came, and were not forwarded for want of a route. To be asked while no traffic runs. */
    long unrouted() {
        return read("arrived") - read("forwarded");
    }

    private long read(String name) {
        Matcher matcher = COUNTER.matcher(namespace.run("nft", "list", "counters", "table", "inet", "bench"));
        while (matcher.find()) {
            if (matcher.group(1).equals(name)) {
                return Long.parseLong(matcher.group(2));
            }
        }
        throw new IllegalStateException("no counter " + name);
    }
}
