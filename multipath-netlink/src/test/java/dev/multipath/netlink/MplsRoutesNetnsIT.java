package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.LabelStack;
import dev.multipath.netlink.model.MplsRoute;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.transport.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MPLS routes on the running kernel, where it has {@code mpls_router}. */
final class MplsRoutesNetnsIT {
    private static final Path MPLS = Path.of("/proc/sys/net/mpls");

    private LiveNamespace live;
    private int a;

    @BeforeEach
    void open() {
        load();
        live = new LiveNamespace();
        a = live.uplink("up-a", "192.0.2.2", "2001:db8:1::1");
    }

    @AfterEach
    void close() {
        live.close();
    }

    private void sysctl(String setting) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "nsenter", "--net=" + live.namespace().path(), "sysctl", "-qw", setting)
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }

    /** Loads the module where there is one; where there is none, the tests that need it are skipped. */
    private static void load() {
        try {
            new ProcessBuilder("modprobe", "mpls_router")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("modprobe");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_kernel_without_mpls_lists_none_and_refuses_to_add_one() {
        assumeFalse(Files.exists(MPLS), "this kernel has mpls_router");
        live.ip("route add 10.0.0.0/8 via 192.0.2.1");
        assertThat(live.netlink().routes().mpls().list()).isEmpty();
        MplsRoute route = MplsRoute.of(100).target(RouteTarget.single(NextHop.via(IpAddress.parse("192.0.2.1"), a)));
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> live.netlink().routes().mpls().add(route))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EOPNOTSUPP))
                .withMessageStartingWith("ip -f mpls route add 100 via inet 192.0.2.1 dev if" + a + " proto boot");
    }

    @Test
    void what_we_add_iproute2_reads_and_the_other_way_round() throws IOException, InterruptedException {
        assumeTrue(Files.exists(MPLS), "this kernel has no mpls_router: no " + MPLS);
        sysctl("net.mpls.platform_labels=1000");
        sysctl("net.mpls.conf.up-a.input=1");
        MplsRoutes routes = live.netlink().routes().mpls();
        NextHop swap = NextHop.via(IpAddress.parse("192.0.2.1"), a).labels(LabelStack.of(200, 300));
        MplsRoute route = MplsRoute.of(100).target(RouteTarget.single(swap)).ttlPropagate(true);
        routes.add(route);
        assertThat(live.ip("-f mpls route show 100")).contains("100 as to 200/300 via inet 192.0.2.1 dev up-a");
        assertThat(routes.list()).containsExactly(route);
        assertThat(routes.addIfAbsent(route)).isFalse();
        routes.delete(route);

        MplsRoute neighbour = MplsRoute.of(102)
                .target(RouteTarget.single(NextHop.dev(a).linkGateway(HardwareAddress.parse("02:00:00:00:00:01"))));
        routes.add(neighbour);
        assertThat(live.ip("-f mpls route show 102")).contains("102 via link 02:00:00:00:00:01 dev up-a");
        assertThat(routes.get(102)).contains(neighbour);
        routes.delete(neighbour);

        live.ip(
                "-f mpls route add 101 nexthop as 5000 via inet 192.0.2.1 dev up-a nexthop via inet6 2001:db8:1::9 dev up-a");
        String shown = live.ip("-f mpls route show 101");
        List<MplsRoute> listed = routes.list();
        assertThat(listed).hasSize(1);
        routes.delete(listed.get(0));
        assertThat(routes.deleteIfPresent(listed.get(0))).isFalse();
        routes.add(listed.get(0));
        assertThat(live.ip("-f mpls route show 101")).isEqualTo(shown);
    }
}
