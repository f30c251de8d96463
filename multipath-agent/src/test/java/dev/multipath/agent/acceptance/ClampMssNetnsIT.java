package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.EchoServer;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code clamp-mss}: TCP over a line that carries less than both ends believe, and nobody tells them so. */
@NetnsTest
final class ClampMssNetnsIT {
    private static final int PORT = 7008;
    private static final int WIDE = 1500;
    private static final int NARROW = 1400;
    /** More than one segment of any size. */
    private static final int BULK = 8_000;

    private static final int SILENCE = 1_000;
    private static final Pattern MSS = Pattern.compile(" mss:([0-9]+) ");

    /** The narrow line is the second; "packet too big" gets through from neither of its ends. */
    private static Topology topology(Topology.Builder builder) {
        Topology topology = builder.uplink(UplinkSpec.fixed("wide").mainDefault(100))
                .uplink(UplinkSpec.fixed("narrow"))
                .build();
        Namespace isp = topology.uplink("narrow").isp();
        topology.gateway().run("ip", "link", "set", "wan1", "mtu", String.valueOf(NARROW));
        isp.run("ip", "link", "set", "customer", "mtu", String.valueOf(NARROW));
        for (Namespace router : List.of(topology.gateway(), isp)) {
            router.nft("table inet mute {\nchain output {\ntype filter hook output priority 0;\n"
                    + "icmp type destination-unreachable icmp code frag-needed drop\n"
                    + "icmpv6 type packet-too-big drop\n}\n}\n");
        }
        return topology;
    }

    private static AgentProcess started(Topology topology, String flows) {
        AgentProcess agent = AgentProcess.started(
                topology.gateway(), GatewayFile.of(topology).quick().text() + "\n[flows]\n" + flows);
        new GatewayKernel(topology.gateway()).awaitBalanced("wan0", "wan1");
        awaitTable(topology, "map leaving");
        return agent;
    }

    private static void awaitTable(Topology topology, String part) {
        Await.until(
                GatewayKernel.SOON,
                part,
                () -> topology.gateway().run("nft", "list", "ruleset").contains(part));
    }

    /** Over both lines, of both families. */
    private static List<Call> calls(Topology topology) {
        List<Call> calls = new ArrayList<>();
        for (AddressFamily family : GatewayKernel.FAMILIES) {
            IntStream.range(0, 24).forEach(i -> calls.add(Call.from(topology.client(), topology.target(family), PORT)));
            assertThat(calls)
                    .extracting(Call::knownAs)
                    .contains(
                            topology.uplink("wide").address(family),
                            topology.uplink("narrow").address(family));
        }
        return calls;
    }

    /** What {@code ss} says of the segments an end sends on a connection between these two. */
    private static int segment(Namespace end, String from, String to) {
        String text = end.run("ss", "-tinH", "state", "established", "src", from, "and", "dst", to);
        Matcher mss = MSS.matcher(text);
        assertThat(mss.find()).as("mss in %s", text).isTrue();
        return Integer.parseInt(mss.group(1));
    }

    private static String at(IpAddress address, int port) {
        return address.isIpv4() ? address + ":" + port : "[" + address + "]:" + port;
    }

    /** What either end sends in one segment, beside its headers with a time stamp: the client first. */
    private static List<Integer> segments(Topology topology, Call call) {
        IpAddress known = call.knownAs();
        IpAddress target = topology.target(known.family());
        IpAddress client = IpAddress.parse(known.isIpv4() ? "10.77.0.10" : "fd77::10");
        return List.of(
                segment(topology.client(), at(client, call.port()), at(target, PORT)),
                segment(topology.internet(), at(target, PORT), at(known, call.port())));
    }

    private static boolean isNarrow(Topology topology, Call call) {
        IpAddress known = call.knownAs();
        return known.equals(topology.uplink("narrow").address(known.family()));
    }

    private static int fitting(Call call, int mtu) {
        return mtu - (call.knownAs().isIpv4() ? 20 : 40) - 32;
    }

    @Test
    void both_ends_are_told_what_fits_the_line_that_their_connection_takes(Topology.Builder builder) {
        Topology topology = topology(builder);
        try (EchoServer server = EchoServer.start(topology, PORT);
                AgentProcess agent = started(topology, "clamp-mss = true\n")) {
            for (Call call : calls(topology)) {
                int fits = fitting(call, isNarrow(topology, call) ? NARROW : WIDE);
                assertThat(segments(topology, call)).as("of %s", call.knownAs()).containsExactly(fits, fits);
                assertThat(call.ask(BULK, 5_000)).isEqualTo(Call.Answer.ECHO);
                call.close();
            }
            assertThat(server.connections()).hasSize(4);
            assertThat(agent.command("plan").ok()).isEmpty();
            topology.gateway().run("ip", "link", "set", "wan1", "mtu", "1300");
            awaitTable(topology, "iifname \"wan1\" tcp flags syn tcp option maxseg size set 1260");
        }
    }

    @Test
    void without_it_neither_end_knows_and_nothing_large_gets_through(Topology.Builder builder) {
        Topology topology = topology(builder);
        try (EchoServer server = EchoServer.start(topology, PORT);
                AgentProcess agent = started(topology, "")) {
            boolean[] tried = new boolean[2];
            for (Call call : calls(topology)) {
                int believed = fitting(call, WIDE);
                assertThat(segments(topology, call)).as("of %s", call.knownAs()).containsExactly(believed, believed);
                int family = call.knownAs().isIpv4() ? 0 : 1;
                if (isNarrow(topology, call) && !tried[family]) {
                    tried[family] = true;
                    assertThat(call.ask(BULK, SILENCE)).isEqualTo(Call.Answer.SILENCE);
                }
                call.close();
            }
            assertThat(tried).containsExactly(true, true);
            assertThat(server.connections()).hasSize(4);
            assertThat(agent.command("plan").ok()).isEmpty();
        }
    }
}
