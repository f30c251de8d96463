package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkSpec;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code pin = "resilient"}: the kernel's buckets keep connections where they are. */
@NetnsTest
final class ResilientNetnsIT {
    private static final String RESILIENT = "[flows]\npin = \"resilient\"\n";
    private static final int FLOWS = 200;
    private static final int TCP = 6;
    private static final long SOME_JIFFIES = 50_000_000L;

    private Topology topology;
    private Namespace gateway;
    private GatewayKernel kernel;

    @BeforeEach
    void build(Topology.Builder builder) {
        topology = builder.uplink(UplinkSpec.fixed("a"))
                .uplink(UplinkSpec.fixed("b"))
                .uplink(UplinkSpec.fixed("c"))
                .build();
        gateway = topology.gateway();
        kernel = new GatewayKernel(gateway);
    }

    private String file(String flows) {
        return GatewayFile.of(topology).quick().weight("a", 4).text() + flows;
    }

    private AgentProcess started() {
        AgentProcess agent = AgentProcess.started(gateway, file(RESILIENT));
        kernel.awaitBalanced("wan0", "wan1", "wan2");
        return agent;
    }

    private List<String> objects() {
        return new TreeSet<>(gateway.run("ip", "nexthop", "show")
                        .lines()
                        .map(String::strip)
                        .toList())
                .stream().toList();
    }

    private void awaitObjects(int count) {
        Await.until(
                GatewayKernel.SOON, count + " nexthop objects", () -> objects().size(), size -> size == count);
    }

    private static void planIsEmpty(AgentProcess agent) {
        assertThat(agent.command("plan").ok()).isEmpty();
    }

    /** By which device each of the flows of a host on the LAN would leave; asking counts as traffic. */
    private Map<Integer, String> ways(AddressFamily family) {
        Map<Integer, String> ways = new HashMap<>();
        IpAddress host = topology.client().netlink().addresses().list().stream()
                .filter(address -> address.family().equals(family)
                        && !address.local().isLoopback()
                        && !address.local().isLinkLocal())
                .findFirst()
                .orElseThrow()
                .local();
        RouteLookup.Builder question = RouteLookup.to(topology.target(family)).toBuilder()
                .source(host)
                .inputInterface(gateway.index(Topology.LAN_DEVICE))
                .ipProtocol(TCP)
                .destinationPort(443);
        for (int port = 10_000; port < 10_000 + FLOWS; port++) {
            Route route =
                    gateway.netlink().routes().lookup(question.sourcePort(port).build());
            List<NextHop> hops = route.target().ways();
            ways.put(
                    port,
                    gateway.netlink()
                            .links()
                            .get(hops.get(0).interfaceIndex())
                            .orElseThrow()
                            .name());
        }
        return ways;
    }

    /**
     * Asks for all flows for some jiffies: to the kernel, a bucket that was last used in the very jiffy in which it was given
     * to another way was never used there ({@code nh_res_bucket_idle_point} in net/ipv4/nexthop.c), and moves again.
     */
    private void talk(AddressFamily family) {
        long begun = System.nanoTime();
        do {
            ways(family);
        } while (System.nanoTime() - begun < SOME_JIFFIES);
    }

    private static void stay(Map<Integer, String> before, Map<Integer, String> after, String gone) {
        before.forEach((port, device) -> {
            if (!device.equals(gone)) {
                assertThat(after.get(port)).as("flow from port " + port).isEqualTo(device);
            }
        });
    }

    @Test
    void flows_on_living_uplinks_stay_while_another_leaves_and_returns() {
        try (AgentProcess agent = started()) {
            planIsEmpty(agent);
            for (AddressFamily family : GatewayKernel.FAMILIES) {
                Map<Integer, String> before = ways(family);
                assertThat(before.values()).contains("wan0", "wan1", "wan2");
                topology.uplink("a").blackhole();
                kernel.awaitBalanced("wan1", "wan2");
                Map<Integer, String> without = ways(family);
                stay(before, without, "wan0");
                assertThat(without.values()).doesNotContain("wan0");
                talk(family);
                topology.heal();
                kernel.awaitBalanced("wan0", "wan1", "wan2");
                stay(without, ways(family), "");
                planIsEmpty(agent);
            }
        }
    }

    @Test
    void a_pulled_cable_takes_the_object_away_and_its_return_is_noticed() {
        try (AgentProcess agent = started()) {
            awaitObjects(8);
            topology.uplink("b").cutCarrier();
            kernel.awaitBalanced("wan0", "wan2");
            awaitObjects(6);
            planIsEmpty(agent);
            topology.heal();
            kernel.awaitBalanced("wan0", "wan1", "wan2");
            awaitObjects(8);
            planIsEmpty(agent);
            assertThat(objects())
                    .anyMatch(line -> line.startsWith("id 7700000 group ")
                            && line.contains("7700001,4")
                            && line.contains("type resilient")
                            && line.contains("proto 77"));
        }
    }

    @Test
    void the_machines_own_ipv6_packets_take_the_address_of_the_uplink_they_leave_by() {
        try (AgentProcess agent = started()) {
            planIsEmpty(agent);
            Map<String, String> sources = new HashMap<>();
            RouteLookup.Builder question = RouteLookup.to(topology.target(AddressFamily.INET6)).toBuilder()
                    .ipProtocol(TCP)
                    .destinationPort(443);
            for (int port = 10_000; port < 10_000 + FLOWS; port++) {
                Route route = gateway.netlink()
                        .routes()
                        .lookup(question.sourcePort(port).build());
                int index = route.target().ways().get(0).interfaceIndex();
                sources.put(
                        gateway.netlink().links().get(index).orElseThrow().name(),
                        route.options().prefSrc().orElseThrow().toString());
            }
            for (String uplink : List.of("a", "b", "c")) {
                assertThat(sources)
                        .containsEntry(
                                topology.uplink(uplink).device(),
                                topology.uplink(uplink)
                                        .address(AddressFamily.INET6)
                                        .toString());
            }
        }
    }

    @Test
    void a_killed_agent_adopts_its_objects_a_reload_changes_the_kind_in_place_and_remove_leaves_none()
            throws IOException {
        try (AgentProcess agent = started()) {
            awaitObjects(8);
            List<String> before = objects();
            agent.kill();
            agent.start();
            planIsEmpty(agent);
            assertThat(objects()).isEqualTo(before);
            agent.write(file(""));
            agent.signal("HUP");
            awaitObjects(0);
            kernel.awaitBalanced("wan0", "wan1", "wan2");
            planIsEmpty(agent);
            agent.write(file(RESILIENT));
            agent.signal("HUP");
            awaitObjects(8);
            kernel.awaitBalanced("wan0", "wan1", "wan2");
            planIsEmpty(agent);
            assertThat(agent.terminate()).isZero();
            agent.command("remove").ok();
            assertThat(objects()).isEmpty();
            assertThat(kernel.ownRoutes()).isEmpty();
        }
    }

    @Test
    void a_strangers_object_of_our_number_stays_and_is_named() {
        gateway.run("ip", "nexthop", "add", "id", "7700001", "blackhole", "proto", "static");
        try (AgentProcess agent = AgentProcess.started(gateway, file(RESILIENT))) {
            kernel.awaitBalanced("wan0", "wan1", "wan2");
            assertThat(agent.command("status").ok()).contains("7700001").contains("someone else's");
            assertThat(gateway.run("ip", "nexthop", "show", "id", "7700001")).contains("blackhole");
            assertThat(gateway.run("ip", "route", "show", "table", "7900")).contains("nexthop via");
            planIsEmpty(agent);
        }
    }
}
