package dev.multipath.agent.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.plan.KernelOp;
import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.NetnsTest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The agent's IPv4 default in main is superseded, whatever became of the former one since it was looked at. */
@NetnsTest
final class SupersedeNetnsIT {
    private static final RouteFilter MAIN = RouteFilter.of(AddressFamily.INET).table(RouteTable.MAIN);

    private final Namespace namespace = Namespace.create("gateway");

    private RtNetlink netlink;
    private NetlinkKernel kernel;
    private Route both;
    private Route first;
    private Route theirs;

    @BeforeEach
    void open() {
        namespace.veth("wan0", namespace, "far-end0");
        namespace.veth("wan1", namespace, "far-end1");
        namespace.address("wan0", "192.0.2.2/24");
        namespace.address("wan1", "198.51.100.2/24");
        netlink = namespace.netlink();
        kernel = new NetlinkKernel(netlink, key -> Optional.empty(), System::nanoTime);
        NextHop leg0 = hop("192.0.2.1", "wan0");
        NextHop leg1 = hop("198.51.100.1", "wan1");
        Route own = Route.defaultRoute(AddressFamily.INET).protocol(Protocol.of(77));
        both = own.target(RouteTarget.balanced(List.of(leg0, leg1)));
        first = own.target(RouteTarget.single(leg0));
        theirs = Route.defaultRoute(AddressFamily.INET)
                .protocol(Protocol.STATIC)
                .target(RouteTarget.single(hop("192.0.2.9", "wan0")));
    }

    @AfterEach
    void close() {
        kernel.close();
        namespace.close();
    }

    private NextHop hop(String gateway, String device) {
        return NextHop.via(IpAddress.parse(gateway), namespace.index(device));
    }

    private void supersede(Route former, Route route) {
        kernel.apply(new KernelOp.SupersedeRoute(route, former, "one of them is dead"));
    }

    /** As the kernel considers them. */
    private List<Route> defaults() {
        return netlink.routes().list(MAIN).stream()
                .filter(Route::isDefault)
                .map(route -> route.target(route.target().configured()))
                .toList();
    }

    /** A request to delete the one fits the other as well: the kernel takes the first. */
    @Test
    void a_leg_less_or_more_leaves_the_new_one_alone() {
        netlink.routes().add(both);
        supersede(both, first);
        assertThat(defaults())
                .singleElement()
                .satisfies(route -> assertThat(route.target()).isEqualTo(first.target()));

        supersede(first, both);
        assertThat(defaults())
                .singleElement()
                .satisfies(route -> assertThat(route.target()).isEqualTo(both.target()));
    }

    @Test
    void what_a_stranger_put_in_its_place_stays() {
        netlink.routes().add(both);
        netlink.routes().replace(theirs);
        supersede(both, first);
        assertThat(defaults()).first().satisfies(route -> {
            assertThat(route.protocol()).isEqualTo(Protocol.STATIC);
            assertThat(route.target()).isEqualTo(theirs.target());
        });
    }

    @Test
    void what_a_stranger_put_before_it_stays() {
        netlink.routes().add(both);
        netlink.routes().prepend(theirs);
        supersede(both, first);
        assertThat(defaults()).extracting(Route::protocol).containsExactly(Protocol.STATIC, Protocol.of(77));
        assertThat(defaults())
                .last()
                .satisfies(route -> assertThat(route.target()).isEqualTo(first.target()));
    }
}
