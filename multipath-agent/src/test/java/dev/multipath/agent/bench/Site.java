package dev.multipath.agent.bench;

import dev.multipath.agent.acceptance.AgentProcess;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.EchoServer;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkHandle;
import dev.multipath.testkit.netns.UplinkSpec;
import java.time.Duration;
import java.util.Optional;

/** The place of the measurements: a gateway with three uplinks of weights 4:1:1, and the agent in it. */
public final class Site implements AutoCloseable {
    /** Where the Internet echoes. */
    public static final int PORT = 7777;

    /** Returns at once, so that there can be many trials; how death is noticed is untouched. */
    static final String SOON_BACK = "hold-up = \"1s\"\nflap-window = \"1s\"\nrise = 1\n";

    private static final Duration SETTLE = Duration.ofSeconds(30);

    private static final String TARGETS = """
            targets = ["203.0.113.53", "198.51.100.10", "2001:db8:ffff::53", "2001:db8:ffff::10"]
            """;

    private static final String UPLINKS = """

            [[uplink]]
            name = "fibre"
            interface = "wan0"
            gateway = "198.18.0.1"
            gateway6 = "2001:db8:100::1"
            weight = 4

            [[uplink]]                        # behind another NAT router
            name = "lte"
            interface = "wan1"
            gateway = "192.168.1.1"
            gateway6 = "fd00:101::1"
            weight = 1

            [[uplink]]                        # point-to-point: the other end is the gateway
            name = "dsl"
            interface = "ppp0"
            gateway = "peer"
            gateway6 = "peer"
            weight = 1
            """;

    private final Topology topology;
    private final EchoServer server;
    private final Balance balance;
    private Optional<AgentProcess> agent = Optional.empty();

    private Site() {
        topology = Topology.builder()
                .uplink(UplinkSpec.fixed("fibre"))
                .uplink(UplinkSpec.behindNat("lte"))
                .uplink(UplinkSpec.pointToPoint("dsl"))
                .build();
        try {
            server = EchoServer.start(topology, PORT);
        } catch (RuntimeException e) {
            topology.close();
            throw e;
        }
        balance = new Balance(topology.gateway());
    }

    /** Without an agent yet. */
    public static Site build() {
        return new Site();
    }

    /** With an agent that balances over all three. */
    static Site start(String agentLines, String probeLines) {
        Site site = build();
        try {
            site.startAgent(config(agentLines, probeLines));
            return site;
        } catch (RuntimeException | AssertionError e) {
            site.close();
            throw e;
        }
    }

    /** A configuration file for the three uplinks. */
    public static String config(String agentLines, String probeLines) {
        return "[agent]\n" + agentLines + "\n[probe]\n" + TARGETS + probeLines + UPLINKS;
    }

    /** Starts the agent and waits until it balances over all three. */
    public void startAgent(String config) {
        AgentProcess started = AgentProcess.configured(topology.gateway(), config);
        agent = Optional.of(started);
        started.start();
        topology.uplinks().forEach(this::awaitUse);
    }

    public Topology topology() {
        return topology;
    }

    public EchoServer server() {
        return server;
    }

    public Balance balance() {
        return balance;
    }

    /** Whether an agent was started. */
    public boolean hasAgent() {
        return agent.isPresent();
    }

    /**
     * The agent started last.
     *
     * @throws IllegalStateException when there is none
     */
    public AgentProcess agent() {
        return agent.orElseThrow(() -> new IllegalStateException("no agent"));
    }

    /** The uplink of a trial: each in its turn. */
    UplinkHandle uplink(int trial) {
        return topology.uplinks().get(trial % topology.uplinks().size());
    }

    /** Waits until the defaults of both families lead over it. */
    void awaitUse(UplinkHandle uplink) {
        Await.until(SETTLE, uplink + " to be used", () -> balance.uses(uplink));
    }

    /** Waits until no default leads over it. */
    void awaitAvoided(UplinkHandle uplink) {
        Await.until(SETTLE, uplink + " to be left out", () -> balance.avoids(uplink));
    }

    /** Also when interrupted, whole. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            agent.ifPresent(AgentProcess::close);
        } finally {
            server.close();
            topology.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
