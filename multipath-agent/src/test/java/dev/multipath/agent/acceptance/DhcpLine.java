package dev.multipath.agent.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkHandle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A line with DHCP: dnsmasq(8) at the provider, dhclient(8) at the gateway, files in the agent's directory. */
final class DhcpLine {
    private final Topology topology;
    private final UplinkHandle uplink;
    private final Path directory;
    private final Path leases;
    private Process server;
    private Process client;

    /** Skips the test where the programs are not installed. */
    DhcpLine(Topology topology, String uplink, AgentProcess agent) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/dnsmasq")), "dnsmasq is not installed");
        assumeTrue(Files.isExecutable(Path.of("/sbin/dhclient")), "isc-dhcp-client is not installed");
        this.topology = topology;
        this.uplink = topology.uplink(uplink);
        this.directory = agent.directory();
        this.leases =
                Files.createDirectories(agent.root().resolve("var/lib/dhcp")).resolve("dhclient.leases");
    }

    Path leases() {
        return leases;
    }

    /** The server hands out the topology's address with these options; one that runs ends. */
    void serve(String... options) throws InterruptedException {
        end(server);
        String address = uplink.address(AddressFamily.INET).toString();
        List<String> argv = new ArrayList<>(List.of(
                "dnsmasq",
                "--keep-in-foreground",
                "--conf-file=/dev/null",
                "--user=root",
                "--port=0",
                "--log-facility=" + directory.resolve("dnsmasq.log"),
                "--pid-file=" + directory.resolve("dnsmasq.pid"),
                "--dhcp-leasefile=" + directory.resolve("dnsmasq.leases"),
                "--dhcp-authoritative",
                "--no-ping",
                "--dhcp-range=" + address + "," + address + ",255.255.255.0,1h"));
        for (String option : options) {
            argv.add("--dhcp-option=" + option);
        }
        server = uplink.nextHopRouter()
                .start(uplink.nextHopRouter()
                        .processBuilder(argv.toArray(String[]::new))
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("dnsmasq.out").toFile()));
    }

    /** Gets a lease and leaves what it says to this script: {@code /bin/true} does nothing with it. */
    void lease(Path script) throws IOException, InterruptedException {
        end(client);
        long before = granted();
        Path conf = Files.writeString(directory.resolve("dhclient.conf"), """
                option rfc3442-classless-static-routes code 121 = array of unsigned integer 8;
                request subnet-mask, routers, rfc3442-classless-static-routes;
                timeout 20;
                """);
        client = topology.gateway()
                .start(topology.gateway()
                        .processBuilder(
                                "dhclient",
                                "-4",
                                "-d",
                                "-cf",
                                conf.toString(),
                                "-lf",
                                leases.toString(),
                                "-pf",
                                directory.resolve("dhclient.pid").toString(),
                                "-sf",
                                script.toString(),
                                uplink.device())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("dhclient.out").toFile()));
        Await.until(GatewayKernel.SOON, "a lease on " + uplink.device(), () -> granted() > before);
    }

    private long granted() throws IOException {
        return Files.exists(leases)
                ? Files.readString(leases)
                        .lines()
                        .filter(line -> line.startsWith("}"))
                        .count()
                : 0;
    }

    /** A further address of the provider's router, to be a gateway. */
    IpAddress secondRouter(String address) {
        uplink.nextHopRouter().address(uplink.nextHopRouter().hasLink("customer") ? "customer" : "inside", address);
        return IpAddress.parse(address.substring(0, address.indexOf('/')));
    }

    private static void end(Process process) throws InterruptedException {
        if (process != null) {
            process.destroy();
            process.waitFor();
        }
    }
}
