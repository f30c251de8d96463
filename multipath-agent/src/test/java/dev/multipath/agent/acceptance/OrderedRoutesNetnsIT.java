package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.Monitor;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code [[route]]}: destinations with a preferred order of uplinks. */
@NetnsTest
final class OrderedRoutesNetnsIT {
    private static final RouteTable PREFIXES = RouteTable.of(7800);
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path files;

    private static Topology three(Topology.Builder builder) {
        return builder.uplink(UplinkSpec.fixed("a"))
                .uplink(UplinkSpec.fixed("b"))
                .uplink(UplinkSpec.behindNat("c"))
                .build();
    }

    private static String file(Topology topology, String... sections) {
        return GatewayFile.of(topology).quick().text() + '\n' + String.join("\n", sections);
    }

    private static String route(String name, String to, String via, String otherwise) {
        return "[[route]]\nname = \"" + name + "\"\nto = [" + to + "]\nvia = [" + via + "]\notherwise = \"" + otherwise
                + "\"\n";
    }

    /** The device by which the kernel sends a packet there, by its own lookup; why not, where it does not. */
    static String device(Namespace gateway, String destination) {
        try {
            Route found = gateway.netlink().routes().lookup(RouteLookup.to(IpAddress.parse(destination)));
            int index = found.target().hops().get(0).interfaceIndex();
            return gateway.netlink().links().get(index).map(Link::name).orElse("gone");
        } catch (NetlinkException.Rejected refused) {
            return refused.errno().toString();
        }
    }

    private static void await(Namespace gateway, String destination, String device) {
        Await.until(
                GatewayKernel.SOON, destination + " by " + device, () -> device(gateway, destination), device::equals);
    }

    private static List<Route> prefixes(Namespace gateway, AddressFamily family) {
        return gateway.netlink().routes().list(RouteFilter.of(family).table(PREFIXES));
    }

    @Test
    void the_first_live_uplink_carries_in_both_families_and_the_longest_prefix_wins(Topology.Builder builder) {
        Topology topology = three(builder);
        Namespace gateway = topology.gateway();
        String file = file(
                topology,
                route("wide", "\"45.0.0.0/8\", \"2a0a::/16\"", "\"b\", \"c\"", "balance"),
                route("narrow", "\"45.1.2.0/24\", \"2a0a:1::7\"", "\"c\", \"a\"", "balance"));
        try (AgentProcess agent = AgentProcess.started(gateway, file)) {
            await(gateway, "45.9.9.9", "wan1");
            await(gateway, "2a0a:ff::1", "wan1");
            await(gateway, "45.1.2.3", "wan2");
            await(gateway, "2a0a:1::7", "wan2");
            topology.uplink("b").blackhole();
            await(gateway, "45.9.9.9", "wan2");
            await(gateway, "2a0a:ff::1", "wan2");
            topology.uplink("c").cutCarrier();
            await(gateway, "45.1.2.3", "wan0");
            await(gateway, "2a0a:1::7", "wan0");
            Await.until(
                    GatewayKernel.SOON,
                    "balance",
                    () -> prefixes(gateway, AddressFamily.INET),
                    routes -> routes.size() == 1);
            assertThat(device(gateway, "45.9.9.9"))
                    .as("falls through to the balance")
                    .isEqualTo("wan0");
            String status = agent.command("status", "--json").ok();
            assertThat(status).contains("\"name\":\"wide\"").contains("\"name\":\"narrow\"");
            topology.heal();
            await(gateway, "45.9.9.9", "wan1");
            await(gateway, "2a0a:ff::1", "wan1");
            await(gateway, "45.1.2.3", "wan2");
            assertThat(agent.command("plan").ok()).isEmpty();
            assertThat(agent.command("explain", "45.1.2.3").ok())
                    .contains("uplink c")
                    .contains("ordered routes");
        }
    }

    @Test
    void what_is_unreachable_otherwise_never_leaves_by_another_uplink(Topology.Builder builder) {
        Topology topology = three(builder);
        Namespace gateway = topology.gateway();
        String file = file(topology, route("strict", "\"45.0.0.0/8\", \"2a0a::/16\"", "\"b\"", "unreachable"));
        try (AgentProcess agent = AgentProcess.started(gateway, file)) {
            await(gateway, "45.9.9.9", "wan1");
            await(gateway, "2a0a::1", "wan1");
            topology.uplink("b").blackhole();
            Await.until(
                    GatewayKernel.SOON,
                    "a refusal of both families",
                    () -> prefixes(gateway, AddressFamily.INET).toString() + prefixes(gateway, AddressFamily.INET6),
                    text -> text.split("unreachable", -1).length == 3);
            assertThat(device(gateway, "45.9.9.9")).startsWith("EHOSTUNREACH");
            topology.heal();
            await(gateway, "45.9.9.9", "wan1");
            await(gateway, "2a0a::1", "wan1");
            assertThat(agent.terminate()).isZero();
        }
    }

    @Test
    void a_stranger_who_deletes_a_route_of_the_list_or_a_device_set_down_for_a_moment_is_noticed(
            Topology.Builder builder) {
        Topology topology = three(builder);
        Namespace gateway = topology.gateway();
        String file = file(topology, route("wide", "\"45.0.0.0/8\", \"46.0.0.0/8\"", "\"b\", \"c\"", "balance"));
        try (AgentProcess agent = AgentProcess.started(gateway, file)) {
            awaitSpread(gateway, Map.of("wan1", 2));
            gateway.run("ip", "route", "del", "45.0.0.0/8", "table", "7800");
            awaitSpread(gateway, Map.of("wan1", 2));
            gateway.run("ip", "route", "add", "47.0.0.0/8", "dev", "lo", "table", "7800", "proto", "77");
            awaitSpread(gateway, Map.of("wan1", 2));
            gateway.run("ip", "link", "set", "wan1", "down");
            gateway.run("ip", "link", "set", "wan1", "up");
            awaitSpread(gateway, Map.of("wan1", 2));
            assertThat(agent.terminate()).isZero();
        }
    }

    @Test
    // The monitor works by being open.
    @SuppressWarnings("try")
    void a_list_of_100_000_prefixes_moves_back_and_forth_and_a_reload_touches_what_changed_only(
            Topology.Builder builder) throws IOException {
        Topology topology = three(builder);
        Namespace gateway = topology.gateway();
        Path list = files.resolve("provider.txt");
        List<String> lines = new ArrayList<>();
        lines.add("# a provider's destinations");
        for (int i = 0; i < 99_999; i++) {
            lines.add("45." + (i >> 15) + '.' + (i >> 7 & 0xff) + '.' + ((i & 0x7f) << 1) + "/31   # " + i);
        }
        lines.add("2a0a::/16");
        Files.write(list, lines);
        String section = "[[route]]\nname = \"list\"\nto-file = \"" + list + "\"\nvia = [\"b\", \"c\"]\n";
        try (AgentProcess agent = AgentProcess.started(gateway, file(topology, section))) {
            awaitSpread(gateway, Map.of("wan1", 99_999));
            assertThat(device(gateway, "45.1.7.9")).isEqualTo("wan1");
            topology.uplink("b").blackhole();
            awaitSpread(gateway, Map.of("wan2", 99_999));
            topology.heal();
            awaitSpread(gateway, Map.of("wan1", 99_999));
            await(gateway, "2a0a::1", "wan1");
            List<String> heard = Collections.synchronizedList(new ArrayList<>());
            try (Monitor monitor = gateway.netlink().monitor().routes().start(event -> noteRoute(event, heard))) {
                lines.set(1, "46.0.0.0/31");
                lines.set(2, "46.0.0.2/31");
                Files.write(list, lines);
                agent.signal("HUP");
                Await.until(LONG, "four changes", () -> List.copyOf(heard), changes -> changes.size() >= 4);
                assertThat(device(gateway, "46.0.0.1")).isEqualTo("wan1");
                awaitSpread(gateway, Map.of("wan1", 99_999));
            }
            assertThat(heard).containsExactlyInAnyOrder("+46.0.0.0/31", "+46.0.0.2/31", "-45.0.0.0/31", "-45.0.0.2/31");
            lines.add("not a prefix");
            Files.write(list, lines);
            agent.signal("HUP");
            Await.until(LONG, "the complaint", () -> agent.log().contains(list + ":100002:1: \"not a prefix\""));
            awaitSpread(gateway, Map.of("wan1", 99_999));
            assertThat(agent.command("check").exit()).isEqualTo(78);
            assertThat(agent.terminate()).isZero();
            lines.remove(lines.size() - 1);
            Files.write(list, lines);
            assertThat(agent.command("plan").ok()).isEmpty();
            assertThat(agent.command("remove").ok()).contains("ip route flush table 7800 proto 77");
            awaitSpread(gateway, Map.of());
            assertThat(agent.command("plan").ok().lines().filter(line -> line.contains("table 7800")))
                    .hasSize(100_000);
            agent.command("apply").ok();
            awaitSpread(gateway, Map.of("wan1", 99_999));
        }
    }

    private static void noteRoute(RtEvent event, List<String> heard) {
        if (event instanceof RtEvent.RouteChanged changed
                && changed.route().table().equals(PREFIXES)) {
            heard.add("+" + changed.route().destination());
        } else if (event instanceof RtEvent.RouteRemoved removed
                && removed.route().table().equals(PREFIXES)) {
            heard.add("-" + removed.route().destination());
        }
    }

    /** By how many routes of the list packets leave by each device. */
    private static void awaitSpread(Namespace gateway, Map<String, Integer> wanted) {
        Await.until(LONG, "routes by device " + wanted, () -> spread(gateway), wanted::equals);
    }

    private static Map<String, Integer> spread(Namespace gateway) {
        Map<Integer, Integer> byIndex = new TreeMap<>();
        gateway.netlink().routes().walk(RouteFilter.of(AddressFamily.INET).table(PREFIXES), row -> {
            int index = row.type() == RouteType.UNICAST.value() ? row.interfaceIndex() : 0;
            byIndex.merge(index, 1, Integer::sum);
        });
        Map<String, Integer> byName = new TreeMap<>();
        byIndex.forEach((index, count) ->
                byName.put(gateway.netlink().links().get(index).map(Link::name).orElse("none"), count));
        return byName;
    }
}
