package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.multipath.agent.acceptance.AgentProcess.Said;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.EchoServer;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkHandle;
import dev.multipath.testkit.netns.UplinkSpec;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code use UPLINK -- COMMAND}: where the command's traffic goes. */
@NetnsTest
@SuppressWarnings("try") // a server need only be there
final class UseNetnsIT {
    private static final AddressFamily INET = AddressFamily.INET;
    private static final AddressFamily INET6 = AddressFamily.INET6;
    private static final int PORT = 7007;

    /** The kernel lets root of a user namespace load no program that marks sockets. */
    @BeforeEach
    void needRoot() throws IOException {
        String users = Files.readString(Path.of("/proc/self/uid_map")).strip().replaceAll(" +", " ");
        assumeTrue(users.equals("0 0 4294967295"), "cgroups mark sockets only for root of the machine");
        assumeTrue(
                Files.readString(Path.of("/proc/self/mountinfo")).contains(" - cgroup2 "),
                "no cgroup2 hierarchy is mounted here");
    }

    /** Says from which address the other end saw it, or why it did not get there. */
    private static String tcp(IpAddress to) {
        return "timeout 2 bash -c 'exec 3<>/dev/tcp/" + to + "/" + PORT + " && read -r seen <&3 && echo $seen' 2>&1"
                + " || echo failed";
    }

    private static String udp(IpAddress to) {
        return "timeout 2 bash -c 'exec 3<>/dev/udp/" + to + "/" + PORT + " && echo hello >&3 && head -n 1 <&3'"
                + " 2>&1 || echo failed";
    }

    private static Said use(AgentProcess agent, String uplink, String script) {
        return agent.command("use", uplink, "--", "bash", "-c", script);
    }

    @Test
    void tcp_and_udp_of_both_families_leave_by_it_and_by_no_other(Topology.Builder builder) {
        Topology topology = builder.oneOfEachKind().build();
        try (EchoServer echo = EchoServer.start(topology, PORT);
                AgentProcess agent = AgentProcess.started(
                        topology.gateway(), GatewayFile.of(topology).text())) {
            for (UplinkHandle uplink : topology.uplinks()) {
                for (AddressFamily family : List.of(INET, INET6)) {
                    IpAddress target = topology.target(family);
                    IpAddress seen = uplink.publicAddress(family);
                    long others = sum(echo) - echo.datagramsFrom(seen);
                    for (int i = 0; i < 3; i++) {
                        assertThat(use(agent, uplink.name(), tcp(target)).ok().strip())
                                .isEqualTo(seen.toString());
                    }
                    assertThat(use(agent, uplink.name(), udp(target)).ok()).isEqualTo("hello\n");
                    assertThat(echo.datagramsFrom(seen)).isEqualTo(1);
                    assertThat(sum(echo) - echo.datagramsFrom(seen)).isEqualTo(others);
                }
            }
            assertThat(agent.command("plan").ok()).isEmpty();
        }
    }

    private static long sum(EchoServer echo) {
        return echo.datagrams().values().stream().mapToLong(Long::longValue).sum();
    }

    private static Topology two(Topology.Builder builder) {
        return builder.uplink(UplinkSpec.fixed("hinet"))
                .uplink(UplinkSpec.fixed("seed"))
                .build();
    }

    @Test
    void this_machine_and_the_lan_are_reached_as_ever(Topology.Builder builder) {
        Topology topology = two(builder);
        List<IpAddress> here = List.of(IpAddress.parse("127.0.0.1"), IpAddress.parse("10.77.0.1"));
        List<IpAddress> lan = List.of(IpAddress.parse("10.77.0.10"), IpAddress.parse("fd77::10"));
        try (EchoServer own = EchoServer.start(topology.gateway(), here, PORT);
                EchoServer client = EchoServer.start(topology.client(), lan, PORT);
                AgentProcess agent = AgentProcess.started(
                        topology.gateway(), GatewayFile.of(topology).text())) {
            assertThat(use(agent, "seed", tcp(here.get(0))).ok()).isEqualTo("127.0.0.1\n");
            assertThat(use(agent, "seed", tcp(here.get(1))).ok()).isEqualTo("10.77.0.1\n");
            assertThat(use(agent, "seed", tcp(lan.get(0))).ok()).isEqualTo("10.77.0.1\n");
            assertThat(use(agent, "seed", tcp(lan.get(1))).ok()).isEqualTo("fd77::1\n");
        }
    }

    /** A shell run over an uplink, which does as it is told when it is told. */
    private static final class Shell implements AutoCloseable {
        private final Process process;
        private final BufferedWriter in;
        private final BufferedReader out;

        Shell(AgentProcess agent, String uplink) {
            process = agent.started("use", uplink, "--", "bash");
            in = process.outputWriter();
            out = process.inputReader();
        }

        /** The first line that a script prints. */
        String said(String script) {
            try {
                in.write(script + "\n");
                in.flush();
                return String.valueOf(out.readLine());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private static String lastWord(IpAddress target) {
        return "(" + tcp(target) + ") | tail -n 1";
    }

    @Test
    void over_a_dead_uplink_it_fails_and_goes_nowhere_else(Topology.Builder builder) {
        Topology topology = two(builder);
        UplinkHandle seed = topology.uplink("seed");
        IpAddress target = topology.target(INET);
        IpAddress target6 = topology.target(INET6);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (EchoServer echo = EchoServer.start(topology, PORT);
                AgentProcess agent = AgentProcess.started(
                        topology.gateway(), GatewayFile.of(topology).quick().text());
                Shell shell = new Shell(agent, "seed")) {
            kernel.awaitBalanced("wan0", "wan1");
            assertThat(shell.said(lastWord(target)))
                    .isEqualTo(seed.publicAddress(INET).toString());
            seed.blackhole();
            kernel.awaitBalanced("wan0");
            assertThat(shell.said(lastWord(target))).isEqualTo("failed");
            assertThat(shell.said(lastWord(target6))).isEqualTo("failed");
            assertThat(use(agent, "seed", lastWord(target)).ok()).isEqualTo("failed\n");
            seed.cutCarrier();
            assertThat(shell.said(lastWord(target))).isEqualTo("failed");
            seed.removeAddresses();
            Await.until(
                    GatewayKernel.SOON,
                    "no table of seed",
                    () -> kernel.uplinkTable(INET, 1).isEmpty());
            assertThat(shell.said(lastWord(target))).isEqualTo("failed");
            assertThat(shell.said(lastWord(target6))).isEqualTo("failed");
            Said none = use(agent, "seed", "true");
            assertThat(none.exit()).isEqualTo(1);
            assertThat(none.err()).contains("nothing can leave by seed").contains("no carrier");
            assertThat(echo.connectionsFrom(topology.uplink("hinet").publicAddress(INET)))
                    .isZero();
            assertThat(echo.connectionsFrom(topology.uplink("hinet").publicAddress(INET6)))
                    .isZero();
            topology.heal();
            kernel.awaitBalanced("wan0", "wan1");
            assertThat(shell.said(lastWord(target)))
                    .isEqualTo(seed.publicAddress(INET).toString());
        }
    }

    /** What others have on a dead uplink is moved; a command is there by an operator's word. */
    @Test
    void its_connections_outlive_the_death_of_their_uplink(Topology.Builder builder) {
        Topology topology = two(builder);
        UplinkHandle seed = topology.uplink("seed");
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        String file = GatewayFile.of(topology).quick().text() + "\n[flows]\npin = \"on\"\n";
        String open = "exec 5<>/dev/tcp/" + topology.target(INET) + "/" + PORT + "; read -r -t 5 seen <&5; echo $seen";
        String again = "echo again >&5; read -r -t 5 back <&5; echo $back";
        try (EchoServer echo = EchoServer.start(topology, PORT);
                AgentProcess agent = AgentProcess.started(topology.gateway(), file);
                Shell shell = new Shell(agent, "seed")) {
            kernel.awaitBalanced("wan0", "wan1");
            Await.until(
                    GatewayKernel.SOON,
                    "the table of marks",
                    () -> topology.gateway().run("nft", "list", "tables").contains("inet multipath"));
            assertThat(shell.said(open)).isEqualTo(seed.publicAddress(INET).toString());
            assertThat(shell.said(again)).isEqualTo("again");
            seed.blackhole();
            kernel.awaitBalanced("wan0");
            Await.until(
                    GatewayKernel.SOON,
                    "connections to be moved",
                    () -> agent.command("events").ok().contains("connections of seed (IPv4) moved"));
            topology.heal();
            kernel.awaitBalanced("wan0", "wan1");
            assertThat(shell.said(again)).isEqualTo("again");
            assertThat(agent.command("plan").ok()).isEmpty();
        }
    }

    @Test
    void it_goes_on_over_its_uplink_while_the_agent_is_killed_started_again_and_told_otherwise(Topology.Builder builder)
            throws IOException {
        Topology topology = two(builder);
        IpAddress target = topology.target(INET);
        String seed = topology.uplink("seed").publicAddress(INET).toString();
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        String before = kernel.everything();
        String file = GatewayFile.of(topology).text();
        try (EchoServer echo = EchoServer.start(topology, PORT);
                AgentProcess agent = AgentProcess.configured(topology.gateway(), file)) {
            agent.start();
            Path cgroup;
            try (Shell shell = new Shell(agent, "seed")) {
                assertThat(shell.said(lastWord(target))).isEqualTo(seed);
                cgroup = Path.of(shell.said("cat /proc/self/cgroup | grep ^0::"));
                assertThat(cgroup.toString()).contains("/multipath-agent/seed-0x");
                agent.kill();
                assertThat(shell.said(lastWord(target))).isEqualTo(seed);
                agent.start();
                assertThat(agent.command("plan").ok()).isEmpty();
                assertThat(shell.said(lastWord(target))).isEqualTo(seed);
                agent.command("disable", "seed").ok();
                assertThat(shell.said(lastWord(target))).isEqualTo(seed);
                int end = file.indexOf("name = \"seed\"");
                agent.write(file.substring(0, file.lastIndexOf("[[uplink]]", end)));
                agent.signal("HUP");
                Await.until(
                        GatewayKernel.SOON,
                        "no table of seed",
                        () -> kernel.uplinkTable(INET, 1).isEmpty());
                assertThat(shell.said(lastWord(target))).isEqualTo("failed");
            }
            assertThat(agent.terminate()).isZero();
            String removed = agent.command("remove").ok();
            assertThat(removed).contains("fwmark").contains(" unreachable");
            assertThat(kernel.everything()).isEqualTo(before);
        }
    }

    /** Where the agent leaves IPv6 alone, somebody else's default would take it elsewhere. */
    @Test
    void ipv6_that_is_not_the_agents_is_not_used_instead(Topology.Builder builder) {
        Topology topology = two(builder);
        UplinkHandle hinet = topology.uplink("hinet");
        topology.gateway().route("::/0", hinet.nextHop(INET6).toString(), hinet.device());
        String file = GatewayFile.of(topology)
                .text()
                .replaceAll("(?m)^gateway6 = .*\n", "")
                .replace("interface = ", "gateway6 = \"off\"\ninterface = ");
        try (EchoServer echo = EchoServer.start(topology, PORT);
                EchoServer client = EchoServer.start(topology.client(), List.of(IpAddress.parse("fd77::10")), PORT);
                AgentProcess agent = AgentProcess.started(topology.gateway(), file)) {
            assertThat(topology.gateway().run("bash", "-c", tcp(topology.target(INET6))))
                    .isEqualTo(hinet.publicAddress(INET6) + "\n");
            assertThat(use(agent, "seed", lastWord(topology.target(INET6))).ok())
                    .isEqualTo("failed\n");
            assertThat(use(agent, "seed", tcp(topology.target(INET6))).ok()).contains("Network is unreachable");
            assertThat(use(agent, "seed", tcp(IpAddress.parse("fd77::10"))).ok())
                    .isEqualTo("fd77::1\n");
        }
    }

    /** A connection of Perl's with something done to its socket first. */
    private static String connection(String first, IpAddress target) {
        return "perl -MSocket -e 'socket(S, PF_INET, SOCK_STREAM, 0); " + first
                + " or die; connect(S, pack_sockaddr_in(" + PORT + ", inet_aton(q(" + target
                + ")))) or die qq($!\\n); print scalar <S>' 2>&1";
    }

    @Test
    void who_wants_to_get_away_can(Topology.Builder builder) {
        Topology topology = two(builder);
        IpAddress target = topology.target(INET);
        String seed = topology.uplink("seed").publicAddress(INET) + "\n";
        String hinet = topology.uplink("hinet").publicAddress(INET) + "\n";
        String file = GatewayFile.of(topology).uplink("seed", "tier = 2").text();
        String root = "echo $$ > $(awk '$(NF-2) == \"cgroup2\" {print $5; exit}' /proc/self/mountinfo)/cgroup.procs; ";
        try (EchoServer echo = EchoServer.start(topology, PORT);
                AgentProcess agent = AgentProcess.started(topology.gateway(), file)) {
            new GatewayKernel(topology.gateway()).awaitBalanced("wan0");
            assertThat(use(agent, "seed", connection("1", target)).ok()).isEqualTo(seed);
            assertThat(use(agent, "seed", connection("setsockopt(S, 1, 36, pack(qq(i), 0))", target))
                            .ok())
                    .as("SO_MARK of its own")
                    .isEqualTo(hinet);
            assertThat(use(agent, "seed", "setpriv --reuid=65534 --clear-groups " + connection("1", target))
                            .ok())
                    .as("another user")
                    .isEqualTo(seed);
            assertThat(use(agent, "seed", root + connection("1", target)).ok())
                    .as("another cgroup")
                    .isEqualTo(hinet);
            assertThat(use(agent, "seed", connection("setsockopt(S, 1, 25, q(wan0))", target))
                            .out())
                    .as("another device, to which the kernel takes the target for a neighbour")
                    .isEqualTo("No route to host\n");
            assertThat(use(agent, "seed", connection("setsockopt(S, 1, 25, q(wan1))", target))
                            .ok())
                    .as("its own device")
                    .isEqualTo(seed);
        }
    }

    /** Its answers leave by its uplink too, and there only those to what came in by it are of any use. */
    @Test
    void a_server_is_reached_by_its_uplink_and_by_no_other(Topology.Builder builder) {
        Topology topology = two(builder);
        String hinet = topology.uplink("hinet").publicAddress(INET).toString();
        String seed = topology.uplink("seed").publicAddress(INET).toString();
        String server = "use IO::Socket::INET; my $s = IO::Socket::INET->new(LocalPort => " + PORT
                + ", Listen => 5, ReuseAddr => 1) or die; $| = 1; print qq(ready\\n);"
                + " while (my $c = $s->accept) { print $c $c->sockhost, qq(\\n); close $c; }";
        try (AgentProcess agent = AgentProcess.started(
                topology.gateway(), GatewayFile.of(topology).text())) {
            Process listening = agent.started("use", "seed", "--", "perl", "-e", server);
            assertThat(listening.inputReader().readLine()).isEqualTo("ready");
            assertThat(topology.internet().run("bash", "-c", tcp(IpAddress.parse(seed))))
                    .isEqualTo(seed + "\n");
            assertThat(topology.internet().run("bash", "-c", tcp(IpAddress.parse(hinet))))
                    .as("this provider forwards whatever source its customers use")
                    .isEqualTo(hinet + "\n");
            topology.uplink("seed").blackholeOut();
            assertThat(topology.internet().run("bash", "-c", lastWord(IpAddress.parse(hinet))))
                    .isEqualTo("failed\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
