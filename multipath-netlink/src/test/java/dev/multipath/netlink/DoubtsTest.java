package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Attributes;
import dev.multipath.netlink.model.FdbEntry;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.InterfaceStatistics;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.MplsRoute;
import dev.multipath.netlink.model.NamespaceId;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.NextHopBucket;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.RawMessage;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.UnknownAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What each event casts doubt on. */
final class DoubtsTest {
    private static final AddressFamily INET = AddressFamily.INET;
    private static final AddressFamily INET6 = AddressFamily.INET6;
    private static final RouteTable T = RouteTable.of(7900);
    private static final Route ROUTE = Route.defaultRoute(INET).dev(3).table(T);
    private static final Address ADDRESS = Address.of(3, IpAddress.parse("192.0.2.2"), 24);
    private static final Link UP = ViewObjects.link(3, "eth0", true);

    private static Doubts other(int type) {
        return Doubts.of(new RtEvent.Other(new RawMessage(type, new byte[16]), 0));
    }

    @Test
    void a_route_event_is_about_its_table() {
        Doubts doubts = Doubts.of(new RtEvent.RouteRemoved(ROUTE, 0));
        assertThat(doubts).isEqualTo(Doubts.of(new RtEvent.RouteChanged(ROUTE, 0, 0)));
        assertThat(doubts.tables()).containsExactly(new Doubts.Table(INET, T));
        assertThat(doubts.concern(new Doubts.Table(INET, T))).isTrue();
        assertThat(doubts.concern(new Doubts.Table(INET6, T))).isFalse();
        assertThat(doubts.links()).isFalse();
    }

    /** Fact 4. */
    @Test
    void an_address_takes_routes_of_its_family_with_it() {
        for (RtEvent event :
                new RtEvent[] {new RtEvent.AddressRemoved(ADDRESS, 0), new RtEvent.AddressChanged(ADDRESS, 0)}) {
            Doubts doubts = Doubts.of(event);
            assertThat(doubts.routes()).containsExactly(INET);
            assertThat(doubts.addresses()).containsExactly(INET);
            assertThat(doubts.links()).isFalse();
        }
    }

    @Test
    void a_rule_event_is_about_rules() {
        Rule rule = Rule.lookup(INET6, T).priority(5);
        assertThat(Doubts.of(new RtEvent.RuleChanged(rule, 0)).rules()).containsExactly(INET6);
        assertThat(Doubts.of(new RtEvent.RuleRemoved(rule, 0)).routes()).isEmpty();
    }

    @Test
    void numbers_of_namespaces_and_counters_are_about_nothing_else() {
        NamespaceId id = new NamespaceId(1, OptionalInt.empty(), UnknownAttributes.NONE);
        InterfaceStatistics statistics = new InterfaceStatistics(3, 1, Attributes.NONE);
        for (RtEvent event : new RtEvent[] {
            new RtEvent.NamespaceIdAdded(id, 0),
            new RtEvent.NamespaceIdRemoved(id, 0),
            new RtEvent.StatisticsChanged(statistics, 0)
        }) {
            assertThat(Doubts.of(event).isEmpty()).as("%s", event).isTrue();
        }
    }

    /** Facts 1, 2 and 3. */
    @Test
    void a_device_that_is_not_as_it_was_makes_everything_doubtful() {
        assertThat(Doubts.of(new RtEvent.LinkRemoved(UP, 0))).isEqualTo(Doubts.ALL);
        assertThat(Doubts.of(new RtEvent.LinkChanged(UP, 0))).isEqualTo(Doubts.ALL);
        assertThat(Doubts.of(Optional.of(UP), ViewObjects.link(3, "eth0", false)))
                .isEqualTo(Doubts.ALL);
        assertThat(Doubts.of(Optional.of(UP), ViewObjects.link(3, "wan", true))).isEqualTo(Doubts.ALL);
        assertThat(Doubts.of(Optional.of(UP), ViewObjects.enslaved(UP, 9))).isEqualTo(Doubts.ALL);
        assertThat(Doubts.of(Optional.empty(), UP)).isEqualTo(Doubts.ALL);
    }

    @Test
    void a_device_that_says_the_same_again_makes_only_itself_doubtful() {
        assertThat(Doubts.of(Optional.of(UP), UP)).isEqualTo(Doubts.LINKS);
        Doubts fresh = Doubts.of(Optional.empty(), ViewObjects.link(3, "eth0", false));
        assertThat(fresh.routes()).as("a new device that is down has no routes").isEmpty();
        assertThat(fresh.rules()).as("rules attach to it by name").hasSize(2);
    }

    /** Fact 15. */
    @Test
    void objects_without_a_type_are_judged_by_their_number() {
        assertThat(other(Rtm.RTM_DELNEXTHOP).routes()).hasSize(2);
        assertThat(other(Rtm.RTM_NEWNETCONF).routes()).hasSize(2);
        assertThat(other(Rtm.RTM_NEWLINK)).isEqualTo(Doubts.LINKS);
        assertThat(other(Rtm.RTM_NEWQDISC)).isEqualTo(Doubts.NONE);
    }

    /** Fact 15. */
    @Test
    void a_nexthop_object_takes_routes_with_it_and_its_buckets_take_none() {
        NextHopObject nexthop = NextHopObject.via(7, IpAddress.parse("192.0.2.1"), 3);
        Doubts gone = Doubts.of(new RtEvent.NextHopRemoved(nexthop, 0));
        assertThat(gone.routes()).containsExactlyInAnyOrder(INET, INET6);
        assertThat(gone.links()).isFalse();
        assertThat(gone.rules()).isEmpty();
        assertThat(Doubts.of(new RtEvent.NextHopChanged(nexthop, 0))).isEqualTo(gone);

        NextHopBucket bucket =
                new NextHopBucket(7, 0, 1, Duration.ZERO, 0, UnknownAttributes.NONE, UnknownAttributes.NONE);
        assertThat(Doubts.of(new RtEvent.NextHopBucketChanged(bucket, 0))).isEqualTo(Doubts.NONE);
    }

    @Test
    void what_is_not_held_is_not_doubted() {
        Neighbour neighbour = Neighbour.of(3, IpAddress.parse("192.0.2.1"));
        assertThat(Doubts.of(new RtEvent.NeighbourChanged(neighbour, 0))).isEqualTo(Doubts.NONE);
        FdbEntry entry = FdbEntry.ofDevice(3, new HardwareAddress(new byte[] {2, 0, 0, 0, 0, 1}));
        assertThat(Doubts.of(new RtEvent.FdbRemoved(entry, 0))).isEqualTo(Doubts.NONE);
        MplsRoute labelled = MplsRoute.of(100);
        assertThat(Doubts.of(new RtEvent.MplsRouteRemoved(labelled, 0))).isEqualTo(Doubts.NONE);
    }

    @Test
    void what_was_lost_may_have_been_anything() {
        assertThat(Doubts.of(new RtEvent.EventsLost())).isEqualTo(Doubts.ALL);
        assertThat(Doubts.of(new RtEvent.Undecodable(new RawMessage(0, new byte[3]), "cut off")))
                .isEqualTo(Doubts.ALL);
        assertThat(Doubts.of(new RtEvent.Elsewhere(4, new RtEvent.EventsLost())))
                .isEqualTo(Doubts.NONE);
    }

    @Test
    void doubts_add_up_and_are_taken_off() {
        Doubts table = Doubts.of(ROUTE);
        Doubts address = Doubts.of(new RtEvent.AddressRemoved(ADDRESS, 0));
        assertThat(table.plus(address)).as("the family includes its table").isEqualTo(address);
        assertThat(table.minus(address)).isEqualTo(Doubts.NONE);
        assertThat(address.minus(table)).as("one table is not all").isEqualTo(address);
        assertThat(Doubts.ALL.plus(table)).isEqualTo(Doubts.ALL);
        assertThat(Doubts.ALL.minus(Doubts.ALL).isEmpty()).isTrue();
        assertThat(Doubts.ALL.minus(Doubts.LINKS).links()).isFalse();
        assertThat(Doubts.NONE.plus(Doubts.NONE).isEmpty()).isTrue();
        assertThat(Doubts.ALL.routes()).isEqualTo(Set.of(INET, INET6));
    }
}
