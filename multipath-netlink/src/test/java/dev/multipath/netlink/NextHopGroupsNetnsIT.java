package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.NextHopBucket;
import dev.multipath.netlink.model.NextHopGroupStatistics;
import dev.multipath.netlink.model.NextHopGroupType;
import dev.multipath.netlink.model.NextHopMember;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.NextHopResilience;
import dev.multipath.netlink.model.NextHopTarget;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.transport.Errno;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Groups of nexthop objects on the running kernel: buckets, statistics, and the routes that name them. */
final class NextHopGroupsNetnsIT {
    private static final RouteTable T = RouteTable.of(7900);
    private static final IpAddress GW1 = IpAddress.parse("192.0.2.1");
    private static final IpAddress GW2 = IpAddress.parse("198.51.100.1");
    private static final IpAddress GW1_6 = IpAddress.parse("2001:db8:1::fe");
    private static final IpAddress GW2_6 = IpAddress.parse("2001:db8:2::fe");

    private LiveNamespace live;
    private NextHops nexthops;
    private int a;
    private int b;

    @BeforeEach
    void open() {
        live = new LiveNamespace();
        live.ip("link set lo up");
        a = live.uplink("up-a", "192.0.2.2", "2001:db8:1::1");
        b = live.uplink("up-b", "198.51.100.2", "2001:db8:2::1");
        nexthops = live.netlink().nexthops();
    }

    @AfterEach
    void close() {
        live.close();
    }

    @Test
    void buckets_are_listed_and_looked_at() {
        nexthops.add(NextHopObject.via(1, GW1, a));
        nexthops.add(NextHopObject.via(2, GW2, b));
        List<NextHopMember> members = List.of(NextHopMember.of(1, 3), NextHopMember.of(2));
        nexthops.add(NextHopObject.of(10, NextHopTarget.resilient(members, NextHopResilience.buckets(8))));
        nexthops.add(NextHopObject.group(11, members));
        NextHopBuckets buckets = nexthops.buckets();

        List<NextHopBucket> all = buckets.list(NextHopBucketFilter.of(10));
        assertThat(all).extracting(NextHopBucket::index).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(all).filteredOn(bucket -> bucket.nexthopId() == 1).hasSize(6);
        assertThat(all).extracting(NextHopBucket::groupId).containsOnly(10L);
        assertThat(buckets.list()).hasSize(8);
        assertThat(buckets.list(NextHopBucketFilter.ALL.nexthopId(2))).hasSize(2);
        assertThat(buckets.list(NextHopBucketFilter.of(10).interfaceIndex(a))).hasSize(6);
        assertThat(buckets.list(NextHopBucketFilter.of(10).master(4711))).isEmpty();
        assertThat(buckets.list(NextHopBucketFilter.of(4711))).isEmpty();

        NextHopBucket seven = buckets.get(10, 7).orElseThrow();
        JsonObject theirs = live.json("nexthop bucket get id 10 index 7").get(0).getAsJsonObject();
        assertThat(theirs.getAsJsonObject("bucket").get("nhid").getAsLong()).isEqualTo(seven.nexthopId());
        assertThat(live.ip("nexthop bucket get id 10 index 7").replaceAll("idle_time \\S+", ""))
                .isEqualTo(seven.toString().replaceAll("idle_time \\S+", ""));
        assertThat(buckets.get(10, 8)).isEmpty();
        assertThat(buckets.get(4711, 0)).isEmpty();
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> buckets.list(NextHopBucketFilter.of(11)))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL));
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> buckets.get(1, 0))
                .withMessageContaining("Not a nexthop group");
    }

    @Test
    void a_bucket_table_keeps_its_size_and_a_group_its_type() {
        nexthops.add(NextHopObject.via(1, GW1, a));
        List<NextHopMember> members = List.of(NextHopMember.of(1));
        NextHopObject group = NextHopObject.of(10, NextHopTarget.resilient(members, NextHopResilience.buckets(8)));
        nexthops.add(group);
        NextHopResilience other = NextHopResilience.UNCHANGED.idleTimer(Duration.ofSeconds(5));
        nexthops.replace(group.target(NextHopTarget.resilient(members, other)));
        NextHopTarget.Group read =
                (NextHopTarget.Group) nexthops.get(10).orElseThrow().target();
        assertThat(read.isResilient()).isTrue();
        assertThat(read.resilience().orElseThrow().buckets()).hasValue(8);
        assertThat(read.resilience().orElseThrow().idleTimer()).contains(Duration.ofSeconds(5));
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() ->
                        nexthops.replace(group.target(NextHopTarget.resilient(members, NextHopResilience.buckets(9)))))
                .withMessageContaining("Can not change number of buckets");
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> nexthops.replace(NextHopObject.group(10, members)))
                .withMessageContaining("Can not replace a nexthop group with one of a different type");
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> nexthops.replace(NextHopObject.via(10, GW1, a)))
                .withMessageContaining("Can not replace a nexthop group with a nexthop");
        NextHopResilience none = NextHopResilience.UNCHANGED;
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> nexthops.add(NextHopObject.of(11, NextHopTarget.resilient(members, none))))
                .withMessageContaining("Number of buckets not specified");
        NextHopTarget.Group unheard = new NextHopTarget.Group(
                members,
                Optional.of(new NextHopGroupType(2)),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> nexthops.add(NextHopObject.of(11, unheard)))
                .withMessageContaining("Invalid group type");
    }

    @Test
    void a_group_counts_what_it_gave_to_each_member() {
        nexthops.add(NextHopObject.via(1, GW1, a));
        nexthops.add(NextHopObject.via(2, GW2, b));
        NextHopTarget.Group group = NextHopTarget.group(List.of(NextHopMember.of(1, 3), NextHopMember.of(2)));
        nexthops.add(NextHopObject.of(10, group.hardwareStatistics(true)));
        live.netlink().routes().add(Route.to(IpPrefix.parse("203.0.113.0/24")).target(new RouteTarget.NextHopId(10)));
        live.batch(IntStream.rangeClosed(1, 40)
                .mapToObj(host -> "route get 203.0.113." + host)
                .toList());

        NextHopTarget.Group counted = (NextHopTarget.Group)
                nexthops.getWithStatistics(10).orElseThrow().target();
        NextHopGroupStatistics statistics = counted.statistics().orElseThrow();
        assertThat(statistics.members())
                .extracting(NextHopGroupStatistics.Member::id)
                .containsExactly(1L, 2L);
        assertThat(statistics.members().stream()
                        .mapToLong(NextHopGroupStatistics.Member::packets)
                        .sum())
                .isEqualTo(40);
        assertThat(statistics.members()).allSatisfy(member -> {
            assertThat(member.packets()).isPositive();
            assertThat(member.hardwarePackets()).hasValue(0);
        });
        assertThat(statistics.hardwareUsed()).contains(false);
        assertThat(counted.hardwareStatistics()).contains(true);

        List<NextHopObject> listed = nexthops.listWithStatistics(NextHopFilter.ALL.groupsOnly());
        assertThat(listed)
                .singleElement()
                .satisfies(object -> assertThat(object.target()).isEqualTo(counted));
        assertThat(((NextHopTarget.Group) nexthops.get(10).orElseThrow().target()).statistics())
                .isEmpty();
        nexthops.replace(listed.get(0));
        assertThat(nexthops.get(10).orElseThrow().target().configured()).isEqualTo(group);
    }

    /** The kernel adds to a route what its object stands for now; a weight beyond 8 bits wraps there (fact 9). */
    @Test
    void routes_name_an_object_and_show_its_ways() {
        nexthops.add(NextHopObject.via(1, GW1, a));
        nexthops.add(NextHopObject.via(2, GW2, b));
        nexthops.add(NextHopObject.via(3, GW1_6, a));
        nexthops.add(NextHopObject.via(4, GW2_6, b));
        nexthops.add(NextHopObject.group(10, List.of(NextHopMember.of(1, 4), NextHopMember.of(2))));
        nexthops.add(NextHopObject.group(11, List.of(NextHopMember.of(3, 1000), NextHopMember.of(4))));
        Routes routes = live.netlink().routes();
        Route single = Route.to(IpPrefix.parse("10.0.0.0/8")).table(T).target(new RouteTarget.NextHopId(1));
        Route group = Route.defaultRoute(AddressFamily.INET).table(T).target(new RouteTarget.NextHopId(10));
        Route group6 = Route.defaultRoute(AddressFamily.INET6).table(T).target(new RouteTarget.NextHopId(11));
        List.of(single, group, group6).forEach(routes::add);

        List<Route> listed = routes.list(RouteFilter.ALL.table(T));
        assertThat(listed)
                .extracting(Route::target)
                .containsExactlyInAnyOrder(
                        new RouteTarget.NextHopId(1, List.of(NextHop.via(GW1, a))),
                        new RouteTarget.NextHopId(
                                10, List.of(NextHop.via(GW1, a).weight(4), NextHop.via(GW2, b))),
                        new RouteTarget.NextHopId(
                                11,
                                List.of(NextHop.via(GW1_6, a).weight((1000 - 1) % 256 + 1), NextHop.via(GW2_6, b))));
        assertThat(listed)
                .extracting(route -> route.target().configured())
                .containsExactlyInAnyOrder(single.target(), group.target(), group6.target());
        assertThat(live.ip("route show table 7900")).contains("10.0.0.0/8 nhid 1 via 192.0.2.1", "default nhid 10");
        assertThat(live.ip("-6 route show table 7900")).contains("default nhid 11");

        listed.forEach(routes::delete);
        assertThat(routes.list(RouteFilter.ALL.table(T))).isEmpty();
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> routes.add(group.target(new RouteTarget.NextHopId(99))))
                .withMessageContaining("Nexthop id does not exist");
    }
}
