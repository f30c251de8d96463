package dev.multipath.agent.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A program that configures links, systemd-networkd(8) or NetworkManager(8), in the gateway's namespace and a mount
 * namespace of its own: its files are in the directory that the agent takes for the root of the file system, and it sees
 * neither the machine's interfaces nor its configuration. It gets an address for one device by DHCP, and makes no default
 * route of what it is told.
 */
final class LinkDaemon implements AutoCloseable {
    private static final Path NETWORKD = Path.of("/lib/systemd/systemd-networkd");
    private static final Path NETWORK_MANAGER = Path.of("/usr/sbin/NetworkManager");
    static final String CONNECTION = "0f34e2b6-9b5d-3a4f-8a51-1c6ffd0c7d11";

    /** Nobody's configuration but the test's; a file system of devices, where there are only the namespace's. */
    private static final String PRIVATE = """
            set -e
            mount --make-rprivate /
            for there in /etc/systemd/network /etc/systemd/networkd.conf.d; do
              [ ! -d $there ] || mount -t tmpfs tmpfs $there
            done
            [ ! -f /etc/systemd/networkd.conf ] || mount --bind /dev/null /etc/systemd/networkd.conf
            mount --bind "$ROOT/run" /run
            """;

    /**
     * It gives up being root, so the directories are its user's. It waits until udev has seen a device, which a file of
     * udev's tells: and only then does it know what others configured when it begins.
     */
    private static final String RUN_NETWORKD = PRIVATE + """
            mount -t sysfs sysfs /sys
            chown -R systemd-network:systemd-network /run/systemd/netif
            echo I:1 > "/run/udev/data/n$(cat /sys/class/net/$DEVICE/ifindex)"
            SYSTEMD_LOG_LEVEL=debug SYSTEMD_LOG_TARGET=console exec systemd-networkd
            """.replace("exec systemd-networkd", "exec " + NETWORKD);

    /** It speaks to a bus of its own. Where /sys is read-only it does without udev. */
    private static final String RUN_NETWORK_MANAGER = PRIVATE + """
            mount -t tmpfs tmpfs /var/lib
            mount --bind "$ROOT/var/lib" /var/lib
            mount -t sysfs -o ro sysfs /sys
            dbus-daemon --config-file=/run/bus.conf --nofork --nopidfile &
            bus=$!
            while [ ! -S /run/dbus/system_bus_socket ]; do kill -0 $bus; sleep 0.1; done
            NetworkManager --debug --config /run/nm.conf --config-dir /run/none --intern-config /run/intern.conf &
            manager=$!
            trap 'kill $manager; wait $manager || true; kill $bus; wait' TERM
            wait $manager
            """;

    private final Namespace gateway;
    private final Path root;
    private final String device;
    private final String script;
    private final Path log;
    private Process process;

    private LinkDaemon(Namespace gateway, AgentProcess agent, String device, String script) {
        this.gateway = gateway;
        this.root = agent.root();
        this.device = device;
        this.script = script;
        this.log = agent.directory().resolve("link-daemon.log");
    }

    /** Skips the test where it is not installed. Its users are more than a user namespace has. */
    static LinkDaemon networkd(Namespace gateway, AgentProcess agent, String device, String conf) throws IOException {
        assumeTrue(Files.isExecutable(NETWORKD), "systemd-networkd is not installed");
        assumeTrue(
                Files.readString(Path.of("/proc/self/uid_map")).contains("4294967295"),
                "systemd-networkd needs more than one user");
        assumeTrue(
                Files.readString(Path.of("/proc/self/mountinfo")).contains(" / / "),
                "mounts cannot be private where the root is not one");
        LinkDaemon manager = new LinkDaemon(gateway, agent, device, RUN_NETWORKD);
        manager.directories("run/udev/data", "run/systemd/netif/leases", "run/systemd/netif/links");
        manager.write("run/systemd/networkd.conf.d/test.conf", conf);
        manager.write("run/systemd/network/test.network", """
                [Match]
                Name=%s
                [Network]
                DHCP=ipv4
                LinkLocalAddressing=no
                IPv6AcceptRA=no
                KeepConfiguration=dhcp-on-stop
                [DHCPv4]
                UseRoutes=no
                """.formatted(device));
        return manager;
    }

    /** Likewise. */
    static LinkDaemon networkManager(Namespace gateway, AgentProcess agent, String device) throws IOException {
        assumeTrue(Files.isExecutable(NETWORK_MANAGER), "NetworkManager is not installed");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/dbus-daemon")), "dbus-daemon is not installed");
        LinkDaemon manager = new LinkDaemon(gateway, agent, device, RUN_NETWORK_MANAGER);
        manager.directories("run/dbus", "run/NetworkManager", "var/lib/NetworkManager", "var/lib/dbus");
        manager.write("run/bus.conf", """
                <busconfig>
                  <type>system</type><listen>unix:path=/run/dbus/system_bus_socket</listen><auth>EXTERNAL</auth>
                  <policy context="default">
                    <allow user="*"/><allow own="*"/>
                    <allow send_type="method_call"/><allow send_type="method_return"/>
                    <allow send_type="signal"/><allow send_type="error"/>
                    <allow receive_type="method_call"/><allow receive_type="method_return"/>
                    <allow receive_type="signal"/><allow receive_type="error"/>
                  </policy>
                </busconfig>
                """);
        manager.write("run/nm.conf", """
                [main]
                plugins=keyfile
                dns=none
                dhcp=internal
                no-auto-default=*
                auth-polkit=false
                [keyfile]
                path=/run/connections
                unmanaged-devices=except:interface-name:%s
                """.formatted(device));
        Path connection = manager.write("run/connections/test.nmconnection", """
                [connection]
                id=test
                uuid=%s
                type=ethernet
                interface-name=%s
                [ipv4]
                method=auto
                never-default=true
                [ipv6]
                method=disabled
                """.formatted(CONNECTION, device));
        Files.setPosixFilePermissions(connection, PosixFilePermissions.fromString("rw-------"));
        return manager;
    }

    private void directories(String... names) throws IOException {
        for (String name : names) {
            Files.createDirectories(root.resolve(name));
        }
    }

    private Path write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    /** Starts it and waits until the device has an address by DHCP. */
    void start() throws IOException {
        Files.writeString(log, "");
        ProcessBuilder builder = gateway.processBuilder("unshare", "--mount", "bash", "-c", script)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("ROOT", root.toString());
        builder.environment().put("DEVICE", device);
        process = gateway.start(builder);
        Await.until(GatewayKernel.SOON, "an address for " + device, this::log, this::isDone);
    }

    private boolean isDone(String said) {
        if (!process.isAlive()) {
            throw new AssertionError(said);
        }
        return said.contains("State changed: configuring -> configured") || said.contains("startup complete");
    }

    /** What it said since it was last started. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM, and its end. */
    void stop() {
        process.destroy();
        Await.until(GatewayKernel.SOON, "the end of what configures links", () -> !process.isAlive());
    }

    @Override
    public void close() {
        if (process != null) {
            stop();
        }
    }
}
