package dev.multipath.agent.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The shipped hook, and dnsmasq that advertises: a host prefers no address of a dead uplink's delegated prefix. */
@NetnsTest
final class AdvertisedPrefixNetnsIT {
    private static final AddressFamily INET6 = AddressFamily.INET6;
    private static final String LAN_OF_A = "2001:db8:4100::1/64";
    private static final String LAN_OF_B = "2001:db8:4200::1/64";

    private static String delegation(String device, String prefix) {
        return """
                lease6 {
                  interface "%s";
                  ia-pd 13:37:00:01 {
                    starts 1795944000;
                    iaprefix %s {
                      starts 1795944000;
                      preferred-life 4294967295;
                      max-life 4294967295;
                    }
                  }
                }
                """.formatted(device, prefix);
    }

    private static void advertise(Namespace gateway, Path directory) {
        for (String address : new String[] {LAN_OF_A, LAN_OF_B}) {
            gateway.run(
                    "ip",
                    "-6",
                    "address",
                    "add",
                    address,
                    "dev",
                    Topology.LAN_DEVICE,
                    "nodad",
                    "preferred_lft",
                    "1800",
                    "valid_lft",
                    "3600");
        }
        gateway.start(gateway.processBuilder(
                        "dnsmasq",
                        "--keep-in-foreground",
                        "--conf-file=/dev/null",
                        "--user=root",
                        "--port=0",
                        "--interface=" + Topology.LAN_DEVICE,
                        "--bind-dynamic",
                        "--enable-ra",
                        "--dhcp-range=::,constructor:" + Topology.LAN_DEVICE + ",ra-only,64,1h",
                        "--dhcp-leasefile=" + directory.resolve("dnsmasq.leases"),
                        "--pid-file=" + directory.resolve("dnsmasq.pid"))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("dnsmasq.log").toFile()));
    }

    /** Whether the host has an address of that prefix, and whether it is one for new connections. */
    private static String of(Namespace host, String prefix) {
        for (Address address : host.netlink().addresses().list()) {
            if (IpPrefix.parse(prefix).network().contains(address.local())) {
                return (address.flags() & Address.DEPRECATED) == 0 ? "preferred" : "deprecated";
            }
        }
        return "none";
    }

    private static void await(Namespace host, String ofA, String ofB) {
        Await.until(
                GatewayKernel.SOON,
                "the host's addresses to be " + ofA + " and " + ofB,
                () -> of(host, LAN_OF_A) + " and " + of(host, LAN_OF_B),
                (ofA + " and " + ofB)::equals);
    }

    @Test
    void a_host_leaves_the_addresses_of_a_dead_uplink_and_takes_them_back(Topology.Builder builder) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/dnsmasq")), "dnsmasq is not installed");
        Topology topology = builder.uplink(UplinkSpec.fixed("a").onlyIpv6())
                .uplink(UplinkSpec.fixed("b").onlyIpv6())
                .build();
        Path hook = Path.of("src/main/hooks/deprecate-prefixes").toAbsolutePath();
        String file =
                GatewayFile.of(topology).quick().targets(topology.target(INET6)).text()
                        + """

                [[hook]]
                run = ["%s", "%s"]
                on = ["up", "down"]
                """.formatted(hook, Topology.LAN_DEVICE);
        Namespace host = topology.client();
        host.sysctl("net.ipv6.conf.eth0.accept_ra", "2");
        try (AgentProcess agent = AgentProcess.configured(topology.gateway(), file)) {
            Path leases = Files.createDirectories(agent.root().resolve("var/lib/dhcp"));
            Files.writeString(
                    leases.resolve("dhclient6.leases"),
                    delegation("wan0", "2001:db8:4100::/56") + delegation("wan1", "2001:db8:4200::/56"));
            advertise(topology.gateway(), agent.directory());
            agent.start();
            await(host, "preferred", "preferred");
            topology.uplink("b").blackhole();
            await(host, "preferred", "deprecated");
            topology.heal();
            await(host, "preferred", "preferred");
            topology.uplink("a").cutCarrier();
            await(host, "deprecated", "preferred");
        }
    }
}
