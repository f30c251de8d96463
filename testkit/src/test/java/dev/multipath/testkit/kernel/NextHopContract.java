package dev.multipath.testkit.kernel;

import static dev.multipath.netlink.wire.NetlinkHeader.*;
import static dev.multipath.testkit.kernel.Site.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.NextHops;
import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.codec.NextHopObjectCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.NextHopMember;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.NextHopTarget;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.DecodeException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nexthop objects and the routes over them: facts 9, 15 and 24. */
interface NextHopContract extends Contract {
    private static NextHopObject one(long id, IpAddress gateway, int device) {
        return NextHopObject.via(id, gateway, device);
    }

    private static Optional<NextHopObject> find(Site site, long id) {
        return site.netlink().nexthops().get(id);
    }

    private static List<NextHopMember> members(Site site, long id) {
        return ((NextHopTarget.Group) find(site, id).orElseThrow().target()).members();
    }

    private static Route over(AddressFamily family, long id) {
        return Route.defaultRoute(family).table(T).target(new RouteTarget.NextHopId(id));
    }

    /** Objects 1 and 2 by the two uplinks, group 10 of both. */
    private static void objects(Site site) {
        site.netlink().nexthops().add(one(1, GW1, site.a));
        site.netlink().nexthops().add(one(2, GW2, site.b));
        site.netlink().nexthops().add(NextHopObject.group(10, List.of(NextHopMember.of(1, 3), NextHopMember.of(2))));
    }

    private static boolean aboutNextHops(RtEvent event) {
        return event instanceof RtEvent.NextHopChanged || event instanceof RtEvent.NextHopRemoved;
    }

    @Test
    default void a_route_over_a_group_shows_its_legs() {
        Site site = site();
        objects(site);
        site.netlink().routes().add(over(AddressFamily.INET, 10));

        assertThat(site.table4())
                .singleElement()
                .satisfies(route -> assertThat(route.target())
                        .isEqualTo(new RouteTarget.NextHopId(
                                10, List.of(NextHop.via(GW1, site.a).weight(3), NextHop.via(GW2, site.b)))));
    }

    @Test
    default void fact_9_weights_beyond_256_wrap_where_a_route_shows_them() {
        Site site = site();
        objects(site);
        site.netlink().nexthops().add(NextHopObject.group(11, List.of(NextHopMember.of(1, 300), NextHopMember.of(2))));
        site.netlink().routes().add(over(AddressFamily.INET, 11));

        assertThat(members(site, 11)).containsExactly(NextHopMember.of(1, 300), NextHopMember.of(2));
        RouteTarget.NextHopId shown =
                (RouteTarget.NextHopId) site.table4().get(0).target();
        assertThat(shown.shown()).extracting(NextHop::weight).containsExactly(44, 1);
    }

    @Test
    default void fact_15_an_object_dies_with_its_devices_carrier_unannounced_and_does_not_come_back() {
        Site site = site();
        objects(site);

        List<RtEvent> events = site.events(() -> site.pull("up-a"));

        assertThat(events).noneMatch(NextHopContract::aboutNextHops);
        assertThat(find(site, 1)).isEmpty();
        assertThat(members(site, 10)).containsExactly(NextHopMember.of(2));
        site.plug("up-a");
        assertThat(find(site, 1)).isEmpty();
    }

    @Test
    default void fact_15_deleting_the_last_member_deletes_the_group_aloud_and_its_ipv4_route_silently() {
        Site site = site();
        objects(site);
        site.netlink().routes().add(over(AddressFamily.INET, 10));
        site.netlink().nexthops().delete(1);
        assertThat(site.table4()).hasSize(1);

        List<RtEvent> events = site.events(() -> site.netlink().nexthops().delete(2));

        assertThat(find(site, 10)).isEmpty();
        assertThat(site.table4()).isEmpty();
        assertThat(removed(events, AddressFamily.INET)).isEmpty();
        assertThat(events.stream().filter(NextHopContract::aboutNextHops)).hasSize(2);
    }

    @Test
    default void fact_15_an_address_that_goes_leaves_the_object() {
        Site site = site();
        objects(site);

        site.netlink().addresses().list().stream()
                .filter(address -> address.local().equals(OWN1))
                .forEach(site.netlink().addresses()::delete);

        assertThat(find(site, 1)).isPresent();
        assertThat(members(site, 10)).hasSize(2);
    }

    @Test
    default void an_ipv6_route_over_an_object_that_is_deleted_goes_and_says_so() {
        Site site = site();
        site.netlink().nexthops().add(one(6, GW1_6, site.a));
        site.netlink().routes().add(over(AddressFamily.INET6, 6));

        List<RtEvent> events = site.events(() -> site.netlink().nexthops().delete(6));

        assertThat(site.table6()).isEmpty();
        assertThat(removed(events, AddressFamily.INET6)).hasSize(1);
    }

    @Test
    default void fact_24_echo_returns_the_object_with_its_chosen_id_before_the_acknowledgement() {
        Site site = site();
        try (Raw raw = site.raw()) {
            List<Raw.Answer> answers =
                    raw.exchange(Rtm.RTM_NEWNEXTHOP, NLM_F_CREATE | NLM_F_EXCL | NLM_F_ECHO | NLM_F_ACK, message -> {
                        message.u8(2).u8(0).u8(0).u8(0).u32(0);
                        message.attributes().u32(5, site.a);
                        message.attributes().bytes(6, GW1.toBytes());
                    });

            assertThat(answers).extracting(Raw.Answer::type).containsExactly(Rtm.RTM_NEWNEXTHOP, NLMSG_ERROR);
            NextHopObject made = NextHopObjectCodec.decode(answers.get(0).reader());
            assertThat(made.id()).isPositive();
            assertThat(find(site, made.id())).contains(made);
        } catch (DecodeException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    default void objects_are_refused_for_what_is_not_there() {
        Site site = site();
        objects(site);

        NextHops nexthops = site.netlink().nexthops();
        refused(Errno.EEXIST, () -> nexthops.add(one(1, GW1, site.a)));
        assertThat(refused(Errno.EINVAL, () -> nexthops.add(NextHopObject.group(12, List.of(NextHopMember.of(99)))))
                        .kernelText())
                .contains("Invalid nexthop id");
        refused(Errno.ENOENT, () -> nexthops.delete(99));
        assertThat(refused(Errno.EINVAL, () -> site.netlink().routes().add(over(AddressFamily.INET, 99)))
                        .kernelText())
                .contains("Nexthop id does not exist");
        site.down("up-b");
        assertThat(refused(Errno.ENETDOWN, () -> nexthops.add(one(7, GW2, site.b)))
                        .kernelText())
                .contains("Nexthop device is not up");
    }

    @Test
    default void a_blackhole_needs_the_loopback_device_and_is_kept_when_it_goes_down() {
        Site site = site();
        site.up("lo");
        site.netlink().nexthops().add(NextHopObject.of(1, new NextHopTarget.Blackhole(AddressFamily.INET)));
        site.down("lo");

        assertThat(find(site, 1)).isPresent();
        for (AddressFamily family : List.of(AddressFamily.INET, AddressFamily.INET6)) {
            NextHopObject other = NextHopObject.of(2, new NextHopTarget.Blackhole(family));
            assertThat(refused(Errno.ENETDOWN, () -> site.netlink().nexthops().add(other))
                            .kernelText())
                    .contains(
                            family.equals(AddressFamily.INET)
                                    ? "Device for nexthop is not up"
                                    : "Nexthop device is not up");
        }
    }
}
