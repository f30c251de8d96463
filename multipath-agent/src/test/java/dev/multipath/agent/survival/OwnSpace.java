package dev.multipath.agent.survival;

import dev.multipath.agent.acceptance.AgentProcess;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkHandle;
import dev.multipath.testkit.netns.UplinkSpec;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A site whose own addresses (10.77.0.0/24) the Internet reaches through all three of its lines, by way of the first one
 * as it happens: nothing is masqueraded, so that each packet may take another line. Lines can be made slow.
 */
final class OwnSpace implements AutoCloseable {
    static final int PORT = 7778;
    private static final List<Integer> WEIGHTS = List.of(4, 1, 1);
    private static final String SITE = "10.77.0.0/24";

    private static final Duration START = Duration.ofSeconds(20);

    private final Topology topology;
    private @Nullable AgentProcess agent;

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

    /** Each packet by itself: the packaged agent with {@code balance = "packet"}. */
    void byPacket() {
        StringBuilder config = new StringBuilder("[probe]\ntargets = [\"203.0.113.53\"]\n");
        for (int i = 0; i < WEIGHTS.size(); i++) {
            config.append("\n[[uplink]]\ninterface = \"wan").append(i);
            config.append("\"\ngateway = \"198.18.").append(i);
            config.append(".1\"\ngateway6 = \"off\"\nweight = ")
                    .append(WEIGHTS.get(i))
                    .append('\n');
        }
        AgentProcess started = AgentProcess.configured(gateway(), config + "\n[flows]\nbalance = \"packet\"\n");
        agent = started;
        started.start();
        for (int i = 0; i < WEIGHTS.size(); i++) {
            String lead = "goto lead-" + (i + 1);
            Await.until(
                    START,
                    "packets led over uplink " + i,
                    () -> gateway().run("nft", "list", "ruleset").contains(lead));
        }
    }

    /** Limits what a line takes, with a queue of 100 ms. */
    void limit(int line, int megabits) {
        gateway()
                .run(
                        "tc",
                        "qdisc",
                        "replace",
                        "dev",
                        "wan" + line,
                        "root",
                        "tbf",
                        "rate",
                        megabits + "mbit",
                        "burst",
                        "10kb",
                        "latency",
                        "100ms");
    }

    @Override
    public void close() {
        if (agent != null) {
            agent.close();
        }
        topology.close();
    }
}
