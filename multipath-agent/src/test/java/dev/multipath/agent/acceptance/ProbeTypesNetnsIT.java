package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.probe.NameServer;
import dev.multipath.agent.probe.WebServer;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.EchoServer;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkHandle;
import dev.multipath.testkit.netns.UplinkSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each type of probe notices a line that dies silently, and takes it back. */
@NetnsTest
@SuppressWarnings("try") // servers work by being open
final class ProbeTypesNetnsIT {
    private static final List<String> ADDRESSES = List.of("203.0.113.53", "2001:db8:ffff::53");
    private static final String PAGE = "http://203.0.113.53:8080/generate_204";

    private static Topology two(Topology.Builder builder) {
        return builder.uplink(UplinkSpec.fixed("a"))
                .uplink(UplinkSpec.behindNat("b"))
                .build();
    }

    private static GatewayFile file(Topology topology, String type, String... targets) {
        return GatewayFile.of(topology)
                .targets()
                .quick()
                .probe("type = \"" + type + '"')
                .probe("targets = [\"" + String.join("\", \"", targets) + "\"]");
    }

    private static void outAndBack(Topology topology, GatewayFile file) {
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        try (AgentProcess agent = AgentProcess.started(topology.gateway(), file.text())) {
            awaitStates(agent, "up", "up");
            for (UplinkHandle uplink : topology.uplinks()) {
                UplinkHandle other =
                        topology.uplinks().get(1 - topology.uplinks().indexOf(uplink));
                uplink.blackhole();
                kernel.awaitBalanced(other.device());
                uplink.heal();
                kernel.awaitBalanced("wan0", "wan1");
            }
        }
    }

    private static void awaitStates(AgentProcess agent, String first, String second) {
        Await.until(
                GatewayKernel.SOON,
                "one " + first + ", one " + second,
                () -> agent.command("status", "--json").ok(),
                status -> status.matches("(?s).*\"state\":\"" + first + "\".*\"state\":\"" + second + "\".*"));
    }

    @Test
    void tcp(Topology.Builder builder) {
        Topology topology = two(builder);
        try (EchoServer server = EchoServer.start(topology, 7)) {
            outAndBack(topology, file(topology, "tcp", "203.0.113.53:7", "[2001:db8:ffff::53]:7"));
        }
    }

    @Test
    void dns(Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        try (NameServer bind = NameServer.start(topology.internet(), ADDRESSES)) {
            outAndBack(topology, file(topology, "dns", ADDRESSES.toArray(new String[0])));
        }
    }

    @Test
    void http(Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        try (EchoServer first = EchoServer.start(topology, 7);
                WebServer web = WebServer.start(topology.internet(), 8080, ADDRESSES.toArray(new String[0]))) {
            outAndBack(topology, file(topology, "http", PAGE, "http://[2001:db8:ffff::53]:8080/generate_204"));
        }
    }

    @Test
    void http_with_a_name_of_which_only_ipv4_is_asked(Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        try (EchoServer first = EchoServer.start(topology, 7);
                WebServer web = WebServer.start(topology.internet(), 8080, ADDRESSES.toArray(new String[0]));
                NameServer bind = NameServer.start(topology.internet(), ADDRESSES, "www A 203.0.113.53")) {
            GatewayFile file = file(topology, "http", "http://www.example.net:8080/generate_204")
                    .probe("resolvers = [\"203.0.113.53\"]");
            outAndBack(topology, file);
        }
    }

    @Test
    void a_captive_portal_on_one_line_takes_that_line_out(Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        GatewayKernel kernel = new GatewayKernel(topology.gateway());
        UplinkHandle uplink = topology.uplink("a");
        String portal = uplink.nextHop(AddressFamily.INET).toString();
        try (EchoServer first = EchoServer.start(topology, 7);
                WebServer web = WebServer.start(topology.internet(), 8080, ADDRESSES.get(0));
                WebServer captive = WebServer.portal(uplink.isp(), 8081, portal);
                AgentProcess agent = AgentProcess.started(
                        topology.gateway(), file(topology, "http", PAGE).text())) {
            awaitStates(agent, "up", "up");
            uplink.isp()
                    .nft("add table ip portal\n"
                            + "add chain ip portal pre { type nat hook prerouting priority -100; }\n"
                            + "add rule ip portal pre tcp dport 8080 redirect to :8081\n");
            kernel.awaitBalanced(AddressFamily.INET, "wan1");
            assertThat(agent.command("status", "--json").ok())
                    .contains("answers with status 302, a redirect to http://portal.example/login: a captive portal?");
            uplink.isp().nft("delete table ip portal\n");
            kernel.awaitBalanced(AddressFamily.INET, "wan0", "wan1");
        }
    }

    @Test
    void status_shows_the_targets_as_they_are_written(Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        try (EchoServer first = EchoServer.start(topology, 7);
                WebServer web = WebServer.start(topology.internet(), 8080, ADDRESSES.get(0));
                AgentProcess agent = AgentProcess.started(
                        topology.gateway(), file(topology, "http", PAGE).text())) {
            Await.until(
                    GatewayKernel.SOON,
                    "an answer of the page",
                    () -> agent.command("status", "--json").ok(),
                    status -> status.contains("{\"address\":\"" + PAGE + "\",\"ok\":true"));
        }
    }
}
