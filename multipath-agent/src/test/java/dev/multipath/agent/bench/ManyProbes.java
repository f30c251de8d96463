package dev.multipath.agent.bench;

import dev.multipath.agent.acceptance.AgentProcess;
import dev.multipath.agent.acceptance.GatewayFile;
import dev.multipath.agent.config.ProbeType;
import dev.multipath.agent.probe.Certificate;
import dev.multipath.agent.probe.NameServer;
import dev.multipath.agent.probe.WebServer;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.EchoServer;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Processor time of an agent with 32 uplinks, each of which has four targets probed at the default interval; with four
 * where these are pages over TLS, since that many handshakes a second would take most of a core.
 */
final class ManyProbes implements Measurement {
    private static final int UPLINKS = 32;
    private static final int UPLINKS_OVER_TLS = 4;
    private static final int PORT = 7;
    private static final int WEB_PORT = 8080;
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration FLOOR = Duration.ofSeconds(20);

    /** Without what {@link OtherHosts} do. */
    private static final String APART = ", others apart";

    private final ProbeType type;
    private final boolean secure;

    private ManyProbes(ProbeType type, boolean secure) {
        this.type = type;
        this.secure = secure;
    }

    static ManyProbes of(ProbeType type) {
        return new ManyProbes(type, false);
    }

    /** Pages over TLS. */
    static ManyProbes https() {
        return new ManyProbes(ProbeType.HTTP, true);
    }

    @Override
    public String name() {
        return secure ? "https" : type.toml();
    }

    // The servers work by being open.
    @SuppressWarnings("try")
    @Override
    public void run(Options options, Report report) throws Exception {
        int uplinks = secure ? UPLINKS_OVER_TLS : UPLINKS;
        String targets = type == ProbeType.GATEWAY ? "their two gateways as targets" : "four targets each";
        report.heading(name() + ": " + uplinks + " uplinks with " + targets + ", at default intervals");
        Topology.Builder builder = Topology.builder();
        for (int i = 0; i < uplinks; i++) {
            builder.uplink(UplinkSpec.fixed("u" + i));
        }
        // Two addresses of each family: the usual ones of a topology.
        try (Topology topology = builder.build();
                EchoServer echo = EchoServer.start(topology, PORT);
                Servers servers = Servers.start(type, secure, topology);
                AgentProcess agent = AgentProcess.started(topology.gateway(), file(topology, servers))) {
            Await.until(
                    START,
                    "all uplinks to be up",
                    () -> agent.command("status", "--json").ok(),
                    status -> status.split("\"state\":\"up\"", -1).length > uplinks);
            ProcessFigures figures = new ProcessFigures(agent.pid());
            Bench.letPass(options.warmUp());
            Duration time = options.time(Duration.ofSeconds(60), Duration.ofSeconds(10));
            measure("", figures, time, report);
            if (OtherHosts.possible()) {
                try (OtherHosts others = OtherHosts.apart(topology)) {
                    others.keepOff(agent.pid());
                    measure(APART, figures, time, report);
                }
            }
            report.row("resident", "MiB", figures.resident(), "");
            if (type == ProbeType.ICMP) {
                agent.kill();
                floors(topology, report);
            }
        }
    }

    private static void measure(String how, ProcessFigures figures, Duration time, Report report) throws IOException {
        ProcessorShares shares = ProcessorShares.over(figures, time);
        report.row("a core, over " + time.toSeconds() + " s" + how, "%", shares.all(), "<= 1");
        report.line("    " + shares.busiest());
    }

    // What is apart is so by being open.
    @SuppressWarnings("try")
    private static void floors(Topology topology, Report report) {
        List<String> command = floor(topology);
        report(command, "", topology, report);
        if (OtherHosts.possible()) {
            try (OtherHosts others = OtherHosts.apart(topology)) {
                report(OtherHosts.keptOff(command), APART, topology, report);
            }
        }
    }

    /** A C program that looks and asks and hears as much, and decides nothing; over the routes the agent left. */
    private static List<String> floor(Topology topology) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("bench.floor"));
        command.add(String.valueOf(FLOOR.toSeconds()));
        topology.uplinks().forEach(uplink -> command.add(uplink.device()));
        command.add("--");
        topology.targets().forEach(target -> command.add(target.toString()));
        return command;
    }

    private static void report(List<String> command, String how, Topology topology, Report report) {
        String[] said =
                topology.gateway().run(command.toArray(new String[0])).strip().split(" ", -1);
        String what = "floor: a C program, %d s, %s answers%s".formatted(FLOOR.toSeconds(), said[1], how);
        report.row(what, "%", Double.parseDouble(said[0]), "");
    }

    private String file(Topology topology, Servers servers) {
        GatewayFile file = GatewayFile.of(topology).targets();
        if (type == ProbeType.GATEWAY) {
            return file.text();
        }
        List<String> targets = topology.targets().stream().map(this::target).toList();
        servers.certificate.ifPresent(certificate -> file.probe("ca-file = \"" + certificate.pem() + '"'));
        return file.probe("type = \"" + type.toml() + '"')
                .probe("targets = [\"" + String.join("\", \"", targets) + "\"]")
                .text();
    }

    private String target(IpAddress address) {
        String host = address.isIpv4() ? address.toString() : "[" + address + ']';
        return switch (type) {
            case TCP -> host + ':' + PORT;
            case HTTP -> (secure ? "https://" : "http://") + host + ':' + WEB_PORT + "/generate_204";
            case ICMP, DNS, GATEWAY -> address.toString();
        };
    }

    /** Who answers, apart from the kernel. */
    private record Servers(Optional<NameServer> names, Optional<WebServer> web, Optional<Certificate> certificate)
            implements AutoCloseable {
        static Servers start(ProbeType type, boolean secure, Topology topology) throws Exception {
            List<String> all =
                    topology.targets().stream().map(IpAddress::toString).toList();
            if (type == ProbeType.DNS) {
                NameServer names = NameServer.start(topology.internet(), all);
                return new Servers(Optional.of(names), Optional.empty(), Optional.empty());
            }
            if (type != ProbeType.HTTP) {
                return new Servers(Optional.empty(), Optional.empty(), Optional.empty());
            }
            String[] addresses = all.toArray(new String[0]);
            if (!secure) {
                WebServer web = WebServer.start(topology.internet(), WEB_PORT, addresses);
                return new Servers(Optional.empty(), Optional.of(web), Optional.empty());
            }
            Path directory = Files.createTempDirectory("multipath-bench");
            Certificate certificate = Certificate.of(directory, "web", "ip:" + String.join(",ip:", all));
            WebServer web = WebServer.secure(topology.internet(), WEB_PORT, certificate.context(), addresses);
            return new Servers(Optional.empty(), Optional.of(web), Optional.of(certificate));
        }

        @Override
        public void close() throws IOException {
            if (names.isPresent()) {
                names.get().close();
            }
            web.ifPresent(WebServer::close);
            if (certificate.isPresent()) {
                certificate.get().delete();
            }
        }
    }
}
