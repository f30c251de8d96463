package dev.multipath.agent.bench;

import dev.multipath.agent.acceptance.AgentProcess;
import dev.multipath.agent.acceptance.GatewayFile;
import dev.multipath.agent.config.ProbeType;
import dev.multipath.agent.probe.NameServer;
import dev.multipath.agent.probe.WebServer;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.EchoServer;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Processor time of an agent with 32 uplinks, each of which has four targets probed at the default interval. */
final class ManyProbes implements Measurement {
    private static final int UPLINKS = 32;
    private static final int PORT = 7;
    private static final int WEB_PORT = 8080;
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration WARM_UP = Duration.ofSeconds(60);

    private final ProbeType type;

    ManyProbes(ProbeType type) {
        this.type = type;
    }

    @Override
    public String name() {
        return type.toml();
    }

    // The servers work by being open.
    @SuppressWarnings("try")
    @Override
    public void run(Options options, Report report) throws IOException {
        report.heading(type.toml() + ": " + UPLINKS + " uplinks with four targets each, at default intervals");
        Topology.Builder builder = Topology.builder();
        for (int i = 0; i < UPLINKS; i++) {
            builder.uplink(UplinkSpec.fixed("u" + i));
        }
        // Two addresses of each family: the usual ones of a topology.
        try (Topology topology = builder.build();
                EchoServer echo = EchoServer.start(topology, PORT);
                Servers servers = Servers.start(type, topology);
                AgentProcess agent = AgentProcess.started(topology.gateway(), file(topology))) {
            Await.until(
                    START,
                    "all uplinks to be up",
                    () -> agent.command("status", "--json").ok(),
                    status -> status.split("\"state\":\"up\"", -1).length > UPLINKS);
            measure(agent, options, report);
        }
    }

    private static void measure(AgentProcess agent, Options options, Report report) throws IOException {
        Duration time = options.time(Duration.ofSeconds(60), Duration.ofSeconds(10));
        ProcessFigures figures = new ProcessFigures(agent.pid());
        Bench.letPass(options.quick() ? WARM_UP.dividedBy(6) : WARM_UP);
        Map<String, Long> before = figures.threads();
        long start = System.nanoTime();
        Bench.letPass(time);
        Map<String, Long> after = figures.threads();
        double perCent = 100.0 / (System.nanoTime() - start);
        Map<String, Double> shares = new TreeMap<>();
        after.forEach((thread, spent) -> shares.put(thread, (spent - before.getOrDefault(thread, 0L)) * perCent));
        double all = shares.values().stream().mapToDouble(Double::doubleValue).sum();
        report.row("a core, over " + time.toSeconds() + " s", "%", all, "<= 1");
        report.line("    " + Running.busiest(shares));
        report.row("resident", "MiB", figures.resident(), "");
    }

    private String file(Topology topology) {
        List<String> targets = topology.targets().stream().map(this::target).toList();
        return GatewayFile.of(topology)
                .targets()
                .probe("type = \"" + type.toml() + '"')
                .probe("targets = [\"" + String.join("\", \"", targets) + "\"]")
                .text();
    }

    private String target(IpAddress address) {
        String host = address.isIpv4() ? address.toString() : "[" + address + ']';
        return switch (type) {
            case TCP -> host + ':' + PORT;
            case HTTP -> "http://" + host + ':' + WEB_PORT + "/generate_204";
            case ICMP, DNS, GATEWAY -> address.toString();
        };
    }

    /** Who answers, apart from the kernel. */
    private record Servers(Optional<NameServer> names, Optional<WebServer> web) implements AutoCloseable {
        static Servers start(ProbeType type, Topology topology) throws IOException {
            List<String> all =
                    topology.targets().stream().map(IpAddress::toString).toList();
            if (type == ProbeType.DNS) {
                return new Servers(Optional.of(NameServer.start(topology.internet(), all)), Optional.empty());
            }
            return type == ProbeType.HTTP
                    ? new Servers(
                            Optional.empty(),
                            Optional.of(WebServer.start(topology.internet(), WEB_PORT, all.toArray(new String[0]))))
                    : new Servers(Optional.empty(), Optional.empty());
        }

        @Override
        public void close() throws IOException {
            if (names.isPresent()) {
                names.get().close();
            }
            web.ifPresent(WebServer::close);
        }
    }
}
