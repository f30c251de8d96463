package dev.multipath.agent.survival;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkHandle;
import dev.multipath.testkit.netns.UplinkSpec;
import java.util.List;

/**
 * A site whose own addresses (10.77.0.0/24) the Internet reaches through all three of its lines, by way of the first one
 * as it happens: nothing is masqueraded, so that each packet may take another line. Lines can be made slow.
 */
final class OwnSpace implements AutoCloseable {
    static final int PORT = 7778;
    private static final List<Integer> WEIGHTS = List.of(4, 1, 1);
    private static final String SITE = "10.77.0.0/24";

    private final Topology topology;

    OwnSpace() {
        topology = Topology.builder()
                .uplink(UplinkSpec.fixed("a").onlyIpv4())
                .uplink(UplinkSpec.fixed("b").onlyIpv4())
                .uplink(UplinkSpec.fixed("c").onlyIpv4())
                .target("203.0.113.53")
                .build();
        gateway().nft("flush ruleset\n");
        topology.internet().sysctl("net.ipv4.conf.all.rp_filter", "0");
        gateway().sysctl("net.ipv4.conf.all.rp_filter", "0");
        for (UplinkHandle uplink : topology.uplinks()) {
            uplink.isp().route(SITE, uplink.address(AddressFamily.INET).toString(), "customer");
        }
        // A lot for each segment on the wire, not for dozens at once that only a network card would part.
        client().run("ip", "link", "set", "eth0", "gso_max_segs", "1");
        topology.internet().route(SITE, "10.255.0.2", "isp0");
    }

    Namespace client() {
        return topology.client();
    }

    Namespace internet() {
        return topology.internet();
    }

    Namespace gateway() {
        return topology.gateway();
    }

    IpAddress target() {
        return topology.target(AddressFamily.INET);
    }

    /** Everything over the first line. */
    void overOne() {
        gateway().run("ip", "route", "replace", "default", "via", "198.18.0.1", "dev", "wan0");
    }

    /** Each packet of the LAN draws its line by weight in turn, as {@code balance = "packet"} does. */
    void byPacket() {
        overOne();
        StringBuilder commands = new StringBuilder();
        for (int i = 0; i < WEIGHTS.size(); i++) {
            commands.append("ip route replace default table ").append(101 + i).append(Script.Words.single(i));
            commands.append("\nip rule add pref ").append(50 + i).append(" fwmark ").append(i + 1);
            commands.append(" lookup ").append(101 + i).append('\n');
        }
        gateway().run("sh", "-c", commands.toString());
        gateway()
                .nft("table ip spread {\nchain pre {\n type filter hook prerouting priority mangle;\n"
                        + " iifname \"lan0\" meta mark set numgen inc mod 6 map { 0-3 : 1, 4 : 2, 5 : 3 };\n}\n}\n");
    }

    /** Limits what a line takes, with a queue of 100 ms. */
    void limit(int line, int megabits) {
        gateway()
                .run("tc", "qdisc", "replace", "dev", "wan" + line, "root", "tbf", "rate", megabits + "mbit", "burst",
                        "10kb", "latency", "100ms");
    }

    @Override
    public void close() {
        topology.close();
    }
}
