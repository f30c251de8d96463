package dev.multipath.testkit.kernel;

import static dev.multipath.testkit.kernel.Site.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.NextHopBucketFilter;
import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHopBucket;
import dev.multipath.netlink.model.NextHopMember;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.NextHopResilience;
import dev.multipath.netlink.model.NextHopTarget;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.testkit.netns.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Resilient nexthop groups, their buckets, and the flows that stay: fact 16. */
interface ResilientContract extends Contract {
    int FLOWS = 300;
    int BUCKETS = 32;
    /** Enough for the kernel to tell a bucket that had traffic from one that just moved. */
    Duration A_MOMENT = Duration.ofMillis(50);

    private static void ways(Site site) {
        site.kernel().sysctl("net.ipv4.fib_multipath_hash_seed", "4711");
        site.kernel().sysctl("net.ipv4.fib_multipath_hash_policy", "1");
        site.netlink().nexthops().add(NextHopObject.via(1, GW1, site.a));
        site.netlink().nexthops().add(NextHopObject.via(2, GW2, site.b));
    }

    private static NextHopObject resilient(int first, int second, NextHopResilience table) {
        List<NextHopMember> members = List.of(NextHopMember.of(1, first), NextHopMember.of(2, second));
        return NextHopObject.of(10, NextHopTarget.resilient(members, table));
    }

    private static void route(Site site) {
        Route route = Route.defaultRoute(AddressFamily.INET).table(RouteTable.MAIN);
        site.netlink().routes().add(route.target(new RouteTarget.NextHopId(10)));
    }

    /** By which device each flow goes. */
    private static List<Integer> devices(Site site) {
        List<Integer> devices = new ArrayList<>();
        for (int i = 0; i < FLOWS; i++) {
            RouteLookup lookup = RouteLookup.to(IpAddress.parse(LookupContract.FAR)).toBuilder()
                    .ipProtocol(6)
                    .sourcePort(20_000 + i)
                    .destinationPort(443)
                    .build();
            devices.add(site.netlink()
                    .routes()
                    .lookup(lookup)
                    .target()
                    .hops()
                    .get(0)
                    .interfaceIndex());
        }
        return devices;
    }

    private static long buckets(Site site, long member) {
        return site.netlink()
                .nexthops()
                .buckets()
                .list(NextHopBucketFilter.of(10).nexthopId(member))
                .size();
    }

    @Test
    default void fact_16_flows_of_a_resilient_group_stay_when_weights_change() {
        Site site = site();
        ways(site);
        site.netlink().nexthops().add(resilient(3, 1, NextHopResilience.buckets(BUCKETS)));
        route(site);
        site.kernel().elapse(A_MOMENT);
        List<Integer> before = devices(site);

        site.netlink().nexthops().replace(resilient(1, 3, NextHopResilience.UNCHANGED));

        assertThat(devices(site)).isEqualTo(before).contains(site.a, site.b);
        assertThat(buckets(site, 1)).isEqualTo(24);
    }

    @Test
    default void fact_16_flows_of_a_plain_group_move_when_weights_change() {
        Site site = site();
        ways(site);
        site.netlink().nexthops().add(NextHopObject.group(10, List.of(NextHopMember.of(1, 3), NextHopMember.of(2))));
        route(site);
        site.kernel().elapse(A_MOMENT);
        List<Integer> before = devices(site);

        site.netlink()
                .nexthops()
                .replace(NextHopObject.group(10, List.of(NextHopMember.of(1), NextHopMember.of(2, 3))));

        assertThat(devices(site)).isNotEqualTo(before);
    }

    @Test
    default void fact_16_buckets_without_traffic_move_at_once() {
        Site site = site();
        ways(site);
        site.netlink().nexthops().add(resilient(3, 1, NextHopResilience.buckets(BUCKETS)));
        assertThat(buckets(site, 1)).isEqualTo(24);
        assertThat(buckets(site, 2)).isEqualTo(8);

        site.netlink().nexthops().replace(resilient(1, 3, NextHopResilience.UNCHANGED));

        assertThat(buckets(site, 1)).isEqualTo(8);
        assertThat(buckets(site, 2)).isEqualTo(24);
    }

    @Test
    default void fact_16_buckets_with_traffic_move_when_they_are_idle_and_say_so() {
        Site site = site();
        ways(site);
        NextHopResilience table = NextHopResilience.buckets(BUCKETS).idleTimer(Duration.ofSeconds(1));
        site.netlink().nexthops().add(resilient(3, 1, table));
        route(site);
        site.kernel().elapse(A_MOMENT);
        devices(site);
        site.netlink().nexthops().replace(resilient(1, 3, NextHopResilience.UNCHANGED));
        assertThat(buckets(site, 1)).isEqualTo(24);

        List<RtEvent> events = site.events(() -> {
            site.kernel().elapse(Duration.ofSeconds(2));
            Await.until(LONG, "balance", () -> buckets(site, 1) == 8);
        });

        assertThat(events.stream().filter(RtEvent.NextHopBucketChanged.class::isInstance))
                .hasSize(16);
    }

    @Test
    default void fact_16_only_the_flows_of_a_member_that_leaves_move() {
        Site site = site();
        ways(site);
        site.netlink().nexthops().add(resilient(1, 1, NextHopResilience.buckets(BUCKETS)));
        route(site);
        site.kernel().elapse(A_MOMENT);

        site.netlink().nexthops().delete(1);

        assertThat(buckets(site, 2)).isEqualTo(BUCKETS);
        assertThat(devices(site)).containsOnly(site.b);
    }

    @Test
    default void a_table_shows_its_timers_and_its_buckets_their_member_and_idle_time() {
        Site site = site();
        ways(site);
        NextHopResilience table =
                NextHopResilience.buckets(4).idleTimer(Duration.ofSeconds(30)).unbalancedTimer(Duration.ofSeconds(60));
        site.netlink().nexthops().add(resilient(1, 1, table));

        NextHopTarget.Group shown = (NextHopTarget.Group)
                site.netlink().nexthops().get(10).orElseThrow().target();
        assertThat(shown.isResilient()).isTrue();
        assertThat(shown.resilience().orElseThrow().configured()).isEqualTo(table);
        assertThat(site.netlink().nexthops().buckets().list(NextHopBucketFilter.of(10)))
                .extracting(NextHopBucket::nexthopId)
                .containsExactly(2L, 2L, 1L, 1L);
        site.kernel().elapse(A_MOMENT);
        assertThat(site.netlink().nexthops().buckets().get(10, 3).orElseThrow().idleTime())
                .isBetween(Duration.ofMillis(30), LONG);
        assertThat(site.netlink().nexthops().buckets().get(10, 4)).isEmpty();
    }

    @Test
    default void groups_are_refused_what_would_not_fit() {
        Site site = site();
        ways(site);
        site.netlink().nexthops().add(resilient(1, 1, NextHopResilience.buckets(8)));

        assertThat(refused(
                                Errno.EINVAL,
                                () -> site.netlink().nexthops().replace(resilient(1, 1, NextHopResilience.buckets(16))))
                        .kernelText())
                .contains("Can not change number of buckets of a resilient nexthop group.");
        assertThat(refused(
                                Errno.EINVAL,
                                () -> site.netlink()
                                        .nexthops()
                                        .add(resilient(1, 1, NextHopResilience.UNCHANGED)
                                                .id(11)))
                        .kernelText())
                .contains("Number of buckets not specified for nexthop group insertion");
        assertThat(refused(
                                Errno.EINVAL,
                                () -> site.netlink()
                                        .nexthops()
                                        .replace(NextHopObject.group(10, List.of(NextHopMember.of(1)))))
                        .kernelText())
                .contains("Can not replace a nexthop group with one of a different type.");
        assertThat(refused(
                                Errno.EINVAL,
                                () -> site.netlink()
                                        .nexthops()
                                        .add(NextHopObject.group(12, List.of(NextHopMember.of(10)))))
                        .kernelText())
                .contains("Resilient group can not be a nexthop within a group");
    }
}
