package dev.multipath.testkit.kernel;

import static dev.multipath.testkit.kernel.Site.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.NextHopMember;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.NextHopResilience;
import dev.multipath.netlink.model.NextHopTarget;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.testkit.netns.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Neighbours: what is set by hand, what goes with carrier and device, and fact 36 of a gateway that does not answer. */
interface NeighbourContract extends Contract {
    HardwareAddress MAC = HardwareAddress.parse("02:00:00:00:00:99");
    /** On no kernel of these does anybody answer for it. */
    IpAddress SILENT = IpAddress.parse("192.0.2.66");

    private static OptionalInt state(Site site, int device, IpAddress address) {
        Optional<Neighbour> found = site.netlink().neighbours().get(device, address);
        return found.isPresent() ? OptionalInt.of(found.get().state()) : OptionalInt.empty();
    }

    @Test
    default void an_entry_is_added_once_and_replaced_and_deleted() {
        Site site = site();
        Neighbour entry = Neighbour.permanent(site.a, GW1, MAC);
        site.netlink().neighbours().add(entry);

        refused(Errno.EEXIST, () -> site.netlink().neighbours().add(entry));
        assertThat(site.netlink().neighbours().list(AddressFamily.INET))
                .filteredOn(each -> each.address().equals(GW1))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.state()).isEqualTo(Neighbour.PERMANENT);
                    assertThat(each.hardwareAddress()).contains(MAC);
                    assertThat(each.interfaceIndex()).isEqualTo(site.a);
                });
        site.netlink().neighbours().replace(entry.state(Neighbour.STALE));
        assertThat(state(site, site.a, GW1)).hasValue(Neighbour.STALE);

        List<RtEvent> events = site.events(() -> site.netlink().neighbours().delete(entry));

        assertThat(events)
                .filteredOn(RtEvent.NeighbourChanged.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    Neighbour failed = ((RtEvent.NeighbourChanged) event).neighbour();
                    assertThat(failed.state()).isEqualTo(Neighbour.FAILED);
                    assertThat(failed.hardwareAddress()).isEmpty();
                });
        assertThat(events)
                .filteredOn(RtEvent.NeighbourRemoved.class::isInstance)
                .hasSize(1);
        refused(Errno.ENOENT, () -> site.netlink().neighbours().delete(entry));
    }

    @Test
    default void an_entry_that_would_be_valid_needs_a_hardware_address() {
        Site site = site();
        Neighbour bare = Neighbour.of(site.a, GW1).state(Neighbour.REACHABLE);

        assertThat(refused(Errno.EINVAL, () -> site.netlink().neighbours().add(bare))
                        .kernelText())
                .contains("No link layer address given");
        refused(Errno.ENODEV, () -> site.netlink().neighbours().add(Neighbour.permanent(4711, GW1, MAC)));
    }

    @Test
    default void a_lost_carrier_takes_what_was_learnt_and_leaves_what_was_set_by_hand() {
        Site site = site();
        site.netlink().neighbours().add(Neighbour.permanent(site.a, GW1, MAC));
        site.netlink().neighbours().add(Neighbour.permanent(site.a, SILENT, MAC).state(Neighbour.REACHABLE));
        site.netlink().neighbours().add(Neighbour.permanent(site.b, GW2, MAC).state(Neighbour.REACHABLE));

        List<RtEvent> events = site.events(() -> site.pull("up-a"));

        assertThat(state(site, site.a, GW1)).hasValue(Neighbour.PERMANENT);
        assertThat(state(site, site.a, SILENT)).isEmpty();
        assertThat(state(site, site.b, GW2)).hasValue(Neighbour.REACHABLE);
        assertThat(events)
                .filteredOn(event -> event instanceof RtEvent.NeighbourRemoved removed
                        && removed.neighbour().address().equals(SILENT))
                .hasSize(1);
    }

    @Test
    default void a_device_set_down_loses_all_its_neighbours() {
        Site site = site();
        site.netlink().neighbours().add(Neighbour.permanent(site.a, GW1, MAC));
        site.netlink().neighbours().add(Neighbour.permanent(site.a, GW1_6, MAC));
        site.netlink().neighbours().add(Neighbour.proxy(site.a, SILENT));

        site.down("up-a");

        assertThat(state(site, site.a, GW1)).isEmpty();
        assertThat(state(site, site.a, GW1_6)).isEmpty();
        assertThat(site.netlink().neighbours().get(Neighbour.proxy(site.a, SILENT)))
                .isEmpty();
    }

    @Test
    default void the_last_ipv4_address_takes_the_ipv4_neighbours_with_it() {
        Site site = site();
        site.netlink().neighbours().add(Neighbour.permanent(site.a, GW1, MAC));
        site.netlink().neighbours().add(Neighbour.permanent(site.a, GW1_6, MAC));

        site.netlink().addresses().list().stream()
                .filter(address -> address.local().equals(OWN1))
                .forEach(site.netlink().addresses()::delete);

        assertThat(state(site, site.a, GW1)).isEmpty();
        assertThat(state(site, site.a, GW1_6)).hasValue(Neighbour.PERMANENT);
    }

    @Test
    default void fact_36_a_silent_gateway_that_is_asked_again_has_failed_after_three_seconds() {
        Site site = site();
        site.netlink().neighbours().add(Neighbour.permanent(site.a, SILENT, MAC).state(Neighbour.STALE));

        site.netlink().neighbours().solicit(site.a, SILENT);

        assertThat(state(site, site.a, SILENT)).hasValue(Neighbour.PROBE);
        site.kernel().elapse(Duration.ofMillis(3500));
        Await.until(LONG, "failure", () -> state(site, site.a, SILENT).equals(OptionalInt.of(Neighbour.FAILED)));
    }

    @Test
    default void a_nexthop_group_passes_over_a_member_whose_gateway_has_failed() {
        Site site = site();
        site.netlink().nexthops().add(NextHopObject.via(1, GW1, site.a));
        site.netlink().nexthops().add(NextHopObject.via(2, GW2, site.b));
        site.netlink().nexthops().add(NextHopObject.group(10, List.of(NextHopMember.of(1), NextHopMember.of(2))));
        site.netlink()
                .routes()
                .add(Route.defaultRoute(AddressFamily.INET)
                        .table(RouteTable.MAIN)
                        .target(new RouteTarget.NextHopId(10)));
        site.netlink().neighbours().add(Neighbour.of(site.a, GW1).state(Neighbour.FAILED));

        for (int host = 1; host < 30; host++) {
            assertThat(LookupContract.device(site, "203.0.113." + host)).isEqualTo(site.b);
        }
    }

    @Test
    default void a_resilient_group_does_not_look_at_its_members_gateways() {
        Site site = site();
        site.netlink().nexthops().add(NextHopObject.via(1, GW1, site.a));
        site.netlink().nexthops().add(NextHopObject.via(2, GW2, site.b));
        List<NextHopMember> members = List.of(NextHopMember.of(1), NextHopMember.of(2));
        site.netlink()
                .nexthops()
                .add(NextHopObject.of(10, NextHopTarget.resilient(members, NextHopResilience.buckets(8))));
        site.netlink()
                .routes()
                .add(Route.defaultRoute(AddressFamily.INET)
                        .table(RouteTable.MAIN)
                        .target(new RouteTarget.NextHopId(10)));
        site.netlink().neighbours().add(Neighbour.of(site.a, GW1).state(Neighbour.FAILED));

        List<Integer> devices = new ArrayList<>();
        for (int host = 1; host < 40; host++) {
            devices.add(LookupContract.device(site, "203.0.113." + host));
        }
        assertThat(devices).contains(site.a, site.b);
    }
}
