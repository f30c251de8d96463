package dev.multipath.agent.bench;

import dev.multipath.agent.acceptance.AgentProcess;
import dev.multipath.agent.acceptance.GatewayFile;
import dev.multipath.agent.acceptance.GatewayKernel;
import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What an agent with a list of 100,000 prefixes takes to install it, to move it, and to do nothing. */
final class LongList implements Measurement {
    private static final int PREFIXES = 100_000;
    private static final RouteTable TABLE = RouteTable.of(7800);
    private static final Duration LONG = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "list";
    }

    @Override
    public void run(Options options, Report report) throws IOException {
        report.heading("an agent with a list of " + PREFIXES + " prefixes");
        Path list = Files.createTempFile("bench-list", ".txt");
        try {
            Files.write(list, lines());
            moves(list, options, report);
            idle("without a list", "", options, report);
            idle("with the list", section(list), options, report);
        } finally {
            Files.delete(list);
        }
    }

    private static List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < PREFIXES; i++) {
            lines.add("45." + (i >> 15) + '.' + (i >> 7 & 0xff) + '.' + ((i & 0x7f) << 1) + "/31");
        }
        return lines;
    }

    private static String section(Path list) {
        return "\n[[route]]\nname = \"list\"\nto-file = \"" + list + "\"\nvia = [\"b\", \"c\"]\n";
    }

    private static Topology topology() {
        return Topology.builder()
                .uplink(UplinkSpec.fixed("a"))
                .uplink(UplinkSpec.fixed("b"))
                .uplink(UplinkSpec.fixed("c"))
                .build();
    }

    private static void moves(Path list, Options options, Report report) {
        Distribution installed = new Distribution();
        Distribution defaults = new Distribution();
        Distribution moved = new Distribution();
        Distribution meanwhile = new Distribution();
        Distribution quiet = new Distribution();
        try (Topology topology = topology()) {
            Namespace gateway = topology.gateway();
            GatewayKernel kernel = new GatewayKernel(gateway);
            String file = GatewayFile.of(topology).quick().text();
            for (int trial = 0; trial < options.trials(5, 1); trial++) {
                long start = System.nanoTime();
                try (AgentProcess agent = AgentProcess.configured(gateway, file + section(list))) {
                    agent.startUnawaited();
                    awaitAllBy(gateway, "wan1");
                    installed.addNanosAsMillis(System.nanoTime() - start);
                    kernel.awaitBalanced("wan0", "wan1", "wan2");
                    start = System.nanoTime();
                    topology.uplink("b").cutCarrier();
                    kernel.awaitBalanced(AddressFamily.INET, "wan0", "wan2");
                    defaults.addNanosAsMillis(System.nanoTime() - start);
                    awaitAllBy(gateway, "wan2");
                    moved.addNanosAsMillis(System.nanoTime() - start);
                    topology.heal();
                    kernel.awaitBalanced("wan0", "wan1", "wan2");
                    Await.until(LONG, "the move back to begin", () -> count(gateway, "wan1") > 0);
                    meanwhile.addNanosAsMillis(cut(topology, kernel));
                    awaitAllBy(gateway, "wan1");
                    topology.heal();
                    kernel.awaitBalanced("wan0", "wan1", "wan2");
                    quiet.addNanosAsMillis(cut(topology, kernel));
                    topology.heal();
                    agent.terminate();
                    agent.command("remove").ok();
                }
            }
        }
        report.row("from the agent's start until all are installed", "ms", installed, "<= 3000");
        report.row("carrier lost, until the balance is without it", "ms", defaults);
        report.row("carrier lost, until the list has moved", "ms", moved);
        report.row("another carrier lost, until the balance is without it", "ms", quiet);
        report.row("the same while the list is moving", "ms", meanwhile);
    }

    private static long cut(Topology topology, GatewayKernel kernel) {
        long start = System.nanoTime();
        topology.uplink("a").cutCarrier();
        kernel.awaitBalanced(AddressFamily.INET, "wan1", "wan2");
        return System.nanoTime() - start;
    }

    private static void awaitAllBy(Namespace gateway, String device) {
        Await.until(LONG, "all by " + device, () -> count(gateway, device) == PREFIXES);
    }

    private static int count(Namespace gateway, String device) {
        int index = gateway.index(device);
        int[] count = new int[1];
        gateway.netlink()
                .routes()
                .walk(RouteFilter.of(AddressFamily.INET).table(TABLE).interfaceIndex(index), row -> count[0]++);
        return count[0];
    }

    private static void idle(String what, String section, Options options, Report report) throws IOException {
        Duration time = options.time(Duration.ofSeconds(300), Duration.ofSeconds(10));
        try (Topology topology = topology();
                AgentProcess agent = AgentProcess.started(
                        topology.gateway(), GatewayFile.of(topology).text() + section)) {
            if (!section.isEmpty()) {
                awaitAllBy(topology.gateway(), "wan1");
            }
            ProcessFigures figures = new ProcessFigures(agent.pid());
            Bench.letPass(Duration.ofSeconds(options.quick() ? 5 : 60));
            long before = spent(figures);
            long start = System.nanoTime();
            Bench.letPass(time);
            double percent = (spent(figures) - before) * 100.0 / (System.nanoTime() - start);
            report.row("a core, idle, " + what + ", over " + time.toSeconds() + " s", "%", percent, "");
            report.row("resident, " + what, "MiB", figures.resident(), "");
        }
    }

    private static long spent(ProcessFigures figures) throws IOException {
        return figures.threads().values().stream().mapToLong(Long::longValue).sum();
    }
}
