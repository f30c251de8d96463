package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Rule;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** IPv6 as providers do it: router advertisements, several prefixes, addresses that come and go, delegated prefixes. */
@NetnsTest
final class Ipv6NetnsIT {
    private static final AddressFamily INET6 = AddressFamily.INET6;

    private static Topology two(Topology.Builder builder) {
        return builder.uplink(UplinkSpec.fixed("a").onlyIpv6())
                .uplink(UplinkSpec.fixed("b").onlyIpv6())
                .build();
    }

    private static GatewayFile file(Topology topology) {
        return GatewayFile.of(topology).quick().targets(topology.target(INET6));
    }

    /** The prefixes of the rules that lead to an uplink's table by source. */
    private static Set<String> sources(Topology topology, int slot) {
        Set<String> sources = new TreeSet<>();
        for (Rule rule : new GatewayKernel(topology.gateway()).ownRules()) {
            if (rule.family().equals(INET6) && rule.priority().orElse(0) == 7710 + slot) {
                sources.add(rule.selector().from().toString());
            }
        }
        return sources;
    }

    private static void awaitSources(Topology topology, int slot, String... prefixes) {
        Set<String> wanted = new TreeSet<>(List.of(prefixes));
        Await.until(GatewayKernel.SOON, "rules from " + wanted, () -> sources(topology, slot), wanted::equals);
    }

    /** Whether a packet of the Internet's to an address of the gateway is answered. */
    private static boolean answers(Topology topology, String address) {
        return topology.internet().call(() -> {
            try {
                return java.net.InetAddress.getByName(address).isReachable(1_000);
            } catch (IOException unreachable) {
                return false;
            }
        });
    }

    @Test
    void advertised_gateways_are_link_local_and_temporary_addresses_are_answered_from(Topology.Builder builder)
            throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/dnsmasq")), "dnsmasq is not installed");
        Topology topology = two(builder);
        Namespace gateway = topology.gateway();
        Namespace isp = topology.uplink("b").nextHopRouter();
        gateway.sysctl("net.ipv6.conf.wan1.use_tempaddr", "2");
        gateway.sysctl("net.ipv6.conf.wan1.accept_ra", "2");
        isp.address("customer", "2001:db8:4b::1/64");
        topology.internet().route("2001:db8:4b::/64", isp(topology), "isp1");
        try (AgentProcess agent = AgentProcess.configured(
                gateway, file(topology).autoGatewaysExceptFirst().text())) {
            Path log = agent.directory().resolve("dnsmasq.out");
            isp.start(isp.processBuilder(
                            "dnsmasq",
                            "--keep-in-foreground",
                            "--conf-file=/dev/null",
                            "--user=root",
                            "--port=0",
                            "--pid-file=" + agent.directory().resolve("dnsmasq.pid"),
                            "--enable-ra",
                            "--dhcp-leasefile=" + agent.directory().resolve("dnsmasq.leases"),
                            "--interface=customer",
                            "--ra-param=customer,4,1800",
                            "--dhcp-range=2001:db8:4b::,ra-only,64,1h")
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile()));
            agent.start();
            GatewayKernel kernel = new GatewayKernel(gateway);
            kernel.awaitBalanced(INET6, "wan0", "wan1");
            assertThat(kernel.uplinkTable(INET6, 1)).contains("via fe80::");
            assertThat(agent.command("status", "--json").ok()).contains("\"gatewaySource\":\"kernel route\"");
            String temporary = Await.until(
                            GatewayKernel.SOON,
                            "a temporary address",
                            () -> addresses(gateway, "wan1", Address.SECONDARY),
                            found -> !found.isEmpty())
                    .get(0);
            awaitSources(topology, 1, "2001:db8:101::/64", "2001:db8:4b::/64");
            Await.until(GatewayKernel.SOON, "an answer from " + temporary, () -> answers(topology, temporary));
            assertThat(agent.command("plan").ok())
                    .as("no rule for each temporary address")
                    .isEmpty();
        }
    }

    private static String isp(Topology topology) {
        return topology.uplink("b")
                .isp()
                .run("ip", "-6", "-o", "address", "show", "dev", "transit", "scope", "global")
                .split("inet6 ")[1]
                .split("/")[0];
    }

    private static List<String> addresses(Namespace gateway, String device, long flag) {
        int index = gateway.index(device);
        return gateway.netlink().addresses().list().stream()
                .filter(address -> address.interfaceIndex() == index
                        && address.family().equals(INET6)
                        && (address.flags() & flag) != 0)
                .map(address -> address.local().toString())
                .toList();
    }

    @Test
    void a_deprecated_address_is_answered_from_but_not_probed_from(Topology.Builder builder) {
        Topology topology = two(builder);
        Namespace gateway = topology.gateway();
        try (AgentProcess agent = AgentProcess.started(gateway, file(topology).text())) {
            GatewayKernel kernel = new GatewayKernel(gateway);
            kernel.awaitBalanced(INET6, "wan0", "wan1");
            String old = topology.uplink("b").address(INET6).toString();
            gateway.run("ip", "address", "add", "2001:db8:4b::2/64", "dev", "wan1", "nodad");
            topology.uplink("b").nextHopRouter().address("customer", "2001:db8:4b::1/64");
            topology.internet().route("2001:db8:4b::/64", isp(topology), "isp1");
            gateway.run("ip", "address", "change", old + "/64", "dev", "wan1", "preferred_lft", "0");
            gateway.nft(
                    "table ip6 probes {\ncounter old { }\ncounter new { }\nchain out {\n"
                            + " type filter hook output priority 0;\n oifname wan1 icmpv6 type echo-request ip6 saddr "
                            + old
                            + " counter name old;\n oifname wan1 icmpv6 type echo-request ip6 saddr 2001:db8:4b::2 counter name new;\n}\n}\n");
            Await.until(GatewayKernel.SOON, "probes from the new address", () -> count(gateway, "new") > 5);
            long before = count(gateway, "old");
            long seen = count(gateway, "new");
            Await.until(GatewayKernel.SOON, "more of them", () -> count(gateway, "new") > seen + 5);
            assertThat(count(gateway, "old"))
                    .as("probes from the deprecated one")
                    .isEqualTo(before);
            assertThat(answers(topology, old)).isTrue();
            awaitSources(topology, 1, "2001:db8:101::/64", "2001:db8:4b::/64");

            // The old prefix is withdrawn at last.
            gateway.run("ip", "address", "del", old + "/64", "dev", "wan1");
            awaitSources(topology, 1, "2001:db8:4b::/64");
            kernel.awaitBalanced(INET6, "wan0", "wan1");
        }
    }

    private static long count(Namespace gateway, String counter) {
        String text = gateway.run("nft", "list", "counter", "ip6", "probes", counter);
        return Long.parseLong(text.split("packets ")[1].split(" ")[0]);
    }

    @Test
    void an_address_that_somebody_else_has_is_not_used(Topology.Builder builder) {
        Topology topology = two(builder);
        Namespace gateway = topology.gateway();
        topology.uplink("b").nextHopRouter().address("customer", "2001:db8:101::66/64");
        gateway.run("ip", "address", "del", topology.uplink("b").address(INET6) + "/64", "dev", "wan1");
        gateway.sysctl("net.ipv6.conf.all.accept_dad", "1");
        gateway.sysctl("net.ipv6.conf.wan1.accept_dad", "1");
        gateway.run("ip", "address", "add", "2001:db8:101::66/64", "dev", "wan1");
        try (AgentProcess agent = AgentProcess.started(gateway, file(topology).text())) {
            Await.until(
                    GatewayKernel.SOON,
                    "the duplicate to be found",
                    () -> !addresses(gateway, "wan1", Address.DAD_FAILED).isEmpty());
            GatewayKernel kernel = new GatewayKernel(gateway);
            kernel.awaitBalanced(INET6, "wan0");
            assertThat(agent.command("status").ok()).contains("no IPv6 address");
            gateway.address("wan1", "2001:db8:101::77/64");
            kernel.awaitBalanced(INET6, "wan0", "wan1");
        }
    }

    @Test
    void hosts_behind_it_leave_by_the_uplink_that_delegated_their_prefix_and_another_one_moves_the_rule(
            Topology.Builder builder) throws IOException {
        Topology topology = two(builder);
        Namespace gateway = topology.gateway();
        try (AgentProcess agent =
                AgentProcess.configured(gateway, file(topology).text())) {
            Path leases = Files.createDirectories(agent.root().resolve("var/lib/dhcp"))
                    .resolve("dhclient6.leases");
            Files.writeString(leases, delegation("2001:db8:4200::/56"));
            agent.start();
            new GatewayKernel(gateway).awaitBalanced(INET6, "wan0", "wan1");
            awaitSources(topology, 1, "2001:db8:101::/64", "2001:db8:4200::/56");
            assertThat(wayOf(gateway, "2001:db8:4200::10")).contains("dev wan1");
            Files.writeString(leases, delegation("2001:db8:9900::/56"));
            awaitSources(topology, 1, "2001:db8:101::/64", "2001:db8:9900::/56");
            assertThat(wayOf(gateway, "2001:db8:9900::10")).contains("dev wan1");

            // Delegated and on the LAN: packets go there and back, unmasqueraded.
            gateway.run("nft", "flush", "ruleset");
            gateway.address(Topology.LAN_DEVICE, "2001:db8:9900::1/64");
            topology.client().address("eth0", "2001:db8:9900::10/64");
            topology.uplink("b")
                    .isp()
                    .route(
                            "2001:db8:9900::/56",
                            topology.uplink("b").address(INET6).toString(),
                            "customer");
            topology.internet().route("2001:db8:9900::/56", isp(topology), "isp1");
            Await.until(
                    GatewayKernel.SOON,
                    "an answer of the host behind it",
                    () -> answers(topology, "2001:db8:9900::10"));
        }
    }

    private static String delegation(String prefix) {
        return "lease6 {\n  interface \"wan1\";\n  ia-pd 13:37:00:01 {\n    starts 1795944000;\n    iaprefix " + prefix
                + " {\n      starts 1795944000;\n      preferred-life 4294967295;\n      max-life 4294967295;\n    }\n  }\n}\n";
    }

    private static String wayOf(Namespace gateway, String source) {
        return gateway.run("ip", "-6", "route", "get", "2001:db8:ffff::53", "from", source, "iif", Topology.LAN_DEVICE);
    }
}
