package dev.multipath.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.status.ExitCode;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.Rule;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.NetnsTest;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NetnsTest
final class ExplainCommandNetnsIT {
    private static final String CONFIG = """
        [[uplink]]
        name = "hinet"
        interface = "eth0"
        [[uplink]]
        name = "seed"
        interface = "eth1"
        """;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Namespace namespace, String... arguments) {
        AgentRun never = (config, reread) -> {
            throw new AssertionError("explain runs no agent");
        };
        return namespace.call(() -> RootCommand.commandLine(never)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments));
    }

    private static void twoUplinks(Namespace router, Namespace outside) {
        router.veth("lan0", outside, "lan0");
        router.veth("eth0", outside, "eth0");
        router.veth("eth1", outside, "eth1");
        router.address("lan0", "10.0.0.1/24");
        router.address("eth0", "192.0.2.2/24");
        router.address("eth1", "203.0.113.2/24");
        NextHop first = NextHop.via(IpAddress.parse("192.0.2.1"), router.index("eth0"));
        NextHop second = NextHop.via(IpAddress.parse("203.0.113.1"), router.index("eth1"));
        RouteTable balance = RouteTable.of(7900);
        router.netlink()
                .routes()
                .add(Route.defaultRoute(AddressFamily.INET)
                        .table(balance)
                        .target(RouteTarget.balanced(List.of(first.weight(3), second))));
        Rule main = Rule.lookup(AddressFamily.INET, RouteTable.MAIN).suppressPrefixLength(0);
        router.netlink().rules().add(main.priority(7700));
        router.netlink().rules().add(Rule.lookup(AddressFamily.INET, balance).priority(7900));
        router.sysctl("net.ipv4.conf.lan0.forwarding", "1");
        router.sysctl("net.ipv4.conf.all.rp_filter", "1");
    }

    @Test
    void tells_the_uplinks_of_a_packet_and_why(Namespace router, Namespace outside) throws IOException {
        twoUplinks(router, outside);
        Path config = Files.writeString(directory.resolve("agent.toml"), CONFIG);
        int exit = run(
                router,
                "--config",
                config.toString(),
                "explain",
                "198.51.100.7",
                "--from",
                "10.0.0.9",
                "--incoming",
                "lan0");
        assertThat(exit).as(err.toString()).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).startsWith("""
            198.51.100.7 leaves by uplink hinet (75 %) or uplink seed (25 %)
              leg    via 192.0.2.1 dev eth0 weight 3, 75 % of the flows
              leg    via 203.0.113.1 dev eth1 weight 1, 25 % of the flows
              rule   priority 7900 from all lookup 7900
              table  7900 (balance over the uplinks)
            """);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void works_without_a_configuration_by_interface_names(Namespace router, Namespace outside) {
        twoUplinks(router, outside);
        int exit = run(router, "--config", directory.resolve("none.toml").toString(), "explain", "198.51.100.7");
        assertThat(exit).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).startsWith("198.51.100.7 leaves by eth0 (75 %) or eth1 (25 %)\n");
        assertThat(err.toString()).contains("none.toml");
    }

    @Test
    void reads_the_settings_of_the_incoming_interface(Namespace router, Namespace outside) {
        twoUplinks(router, outside);
        String[] packet = {"explain", "10.0.0.9", "--from", "198.51.100.7", "--incoming", "eth0"};
        run(router, packet);
        assertThat(out.toString()).contains("net.ipv4.conf.eth0.forwarding is 0");
        router.sysctl("net.ipv4.conf.eth0.forwarding", "1");
        out.getBuffer().setLength(0);
        run(router, packet);
        assertThat(out.toString()).startsWith("10.0.0.9 leaves by lan0, dev lan0\n");
        router.netlink()
                .rules()
                .delete(Rule.lookup(AddressFamily.INET, RouteTable.of(7900)).priority(7900));
        out.getBuffer().setLength(0);
        run(router, packet);
        assertThat(out.toString()).contains("there is no way back to source 198.51.100.7 (rp_filter = 1 on eth0)");
    }

    @Test
    void prints_json(Namespace router, Namespace outside) throws IOException {
        twoUplinks(router, outside);
        Path config = Files.writeString(directory.resolve("agent.toml"), CONFIG);
        int exit = run(router, "explain", "198.51.100.7", "--config", config.toString(), "--json");
        assertThat(exit).isEqualTo(ExitCode.DONE);
        ExplainReport report = Jsonb.instance().type(ExplainReport.class).fromJson(out.toString());
        assertThat(report.verdict()).isEqualTo("leaves");
        assertThat(report.type()).contains("unicast");
        assertThat(report.ways())
                .containsExactly(
                        new ExplainReport.Way("eth0", Optional.of("192.0.2.1"), Optional.of("hinet"), 3, 0.75),
                        new ExplainReport.Way("eth1", Optional.of("203.0.113.1"), Optional.of("seed"), 1, 0.25));
        assertThat(report.tableUse()).contains("balance over the uplinks");
        assertThat(report.considered()).extracting(ExplainReport.Step::priority).containsExactly(0L, 7700L, 7900L);
        assertThat(out.toString()).contains("\"interface\"", "\"error\"");
    }
}
