package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FdbEntry;
import dev.multipath.netlink.model.FdbFlush;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.MplsRoute;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.NeighbourParameter;
import dev.multipath.netlink.model.NeighbourTableChange;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.NextHopMember;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.NetNs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Objects other than routes, rules and addresses in batches on the running kernel, read back by iproute2. */
final class BatchObjectsNetnsIT {
    private static final IpAddress GW1 = IpAddress.parse("192.0.2.1");
    private static final IpAddress GW2 = IpAddress.parse("192.0.2.3");
    private static final HardwareAddress MAC = HardwareAddress.parse("02:00:00:00:00:fe");

    private LiveNamespace live;
    private RtNetlink netlink;
    private Batch batch;
    private int a;

    @BeforeEach
    void open() {
        live = new LiveNamespace();
        netlink = live.netlink();
        live.ip("link set lo up");
        a = live.uplink("up-a", "192.0.2.2", "2001:db8:1::1");
        batch = netlink.batch();
    }

    @AfterEach
    void close() {
        live.close();
    }

    /** One letter a result. */
    private String send() {
        StringBuilder out = new StringBuilder();
        for (ChangeResult result : batch.send()) {
            out.append(letter(result));
        }
        return out.toString();
    }

    private static String letter(ChangeResult result) {
        if (result instanceof ChangeResult.Done) {
            return "+";
        }
        if (result instanceof ChangeResult.NotNeeded) {
            return "=";
        }
        return result instanceof ChangeResult.Refused refused
                ? "!" + refused.why().errno().name() + " "
                : "?";
    }

    @Test
    void nexthop_objects_their_group_and_its_route_in_one() {
        NextHopObject first = NextHopObject.via(1, GW1, a);
        NextHopObject second = NextHopObject.via(2, GW2, a);
        NextHopObject group = NextHopObject.group(10, List.of(NextHopMember.of(1, 30), NextHopMember.of(2)));
        Route route = Route.defaultRoute(AddressFamily.INET).target(new RouteTarget.NextHopId(10));
        batch.add(first).add(second).add(group).add(route).add(first).addIfAbsent(first);
        assertThat(send()).isEqualTo("++++!EEXIST =");
        assertThat(live.ip("nexthop show id 10")).contains("id 10 group 1,30/2");
        assertThat(live.ip("route show")).contains("default nhid 10");

        batch.replace(NextHopObject.group(10, List.of(NextHopMember.of(2))))
                .delete(first)
                .deleteIfPresent(first)
                .delete(first);
        assertThat(send()).isEqualTo("++=!ENOENT ");
        assertThat(live.ip("nexthop show")).contains("id 10 group 2").doesNotContain("id 1 ");
        assertThatIllegalArgumentException().isThrownBy(() -> batch.add(NextHopObject.via(0, GW1, a)));
        assertThat(batch.size()).isZero();
    }

    @Test
    void a_thousand_nexthop_objects() {
        for (int id = 1; id <= 1000; id++) {
            batch.add(NextHopObject.via(id, GW1, a));
        }
        assertThat(send()).isEqualTo("+".repeat(1000));
        assertThat(netlink.nexthops().list()).hasSize(1000);
        netlink.nexthops().list().forEach(batch::delete);
        assertThat(send()).isEqualTo("+".repeat(1000));
        assertThat(live.ip("nexthop show")).isEmpty();
    }

    @Test
    void forwarding_entries() {
        live.ip("link add vx0 up type vxlan id 42 dstport 4789 nolearning");
        int tunnel = netlink.links().get("vx0").orElseThrow().index();
        FdbEntry flood = FdbEntry.ofDevice(tunnel, HardwareAddress.parse("00:00:00:00:00:00"));
        FdbEntry station = FdbEntry.ofDevice(tunnel, MAC);
        batch.append(flood.to(IpAddress.parse("192.0.2.7")))
                .append(flood.to(IpAddress.parse("192.0.2.8")))
                .add(station.to(IpAddress.parse("192.0.2.7")))
                .add(station.to(IpAddress.parse("192.0.2.7")))
                .addIfAbsent(station.to(IpAddress.parse("192.0.2.7")))
                .replace(station.to(IpAddress.parse("192.0.2.8")));
        assertThat(send()).isEqualTo("+++!EEXIST =+");
        assertThat(live.command("bridge", "fdb show dev vx0").output())
                .contains("00:00:00:00:00:00 dst 192.0.2.7", "00:00:00:00:00:00 dst 192.0.2.8")
                .contains(MAC + " dst 192.0.2.8");
        batch.delete(station).deleteIfPresent(station).delete(station);
        assertThat(send()).isEqualTo("+=!ENOENT ");
        batch.flush(FdbFlush.of(tunnel));
        assertThat(send()).isEqualTo("+");
        assertThat(netlink.fdb().list(FdbFilter.ALL.interfaceIndex(tunnel))).isEmpty();
    }

    @Test
    void neighbours_are_what_the_methods_of_their_own_make() {
        Neighbour permanent = Neighbour.permanent(a, GW1, MAC);
        batch.add(permanent).add(permanent).addIfAbsent(permanent).replace(permanent);
        assertThat(send()).isEqualTo("+!EEXIST =+");
        assertThat(live.ip("neighbour show dev up-a")).contains("192.0.2.1 lladdr 02:00:00:00:00:fe PERMANENT");
        batch.delete(permanent).deleteIfPresent(Neighbour.of(a, GW2)).deleteIfPresent(Neighbour.of(4711, GW2));
        assertThat(send()).isEqualTo("+==");
        batch.change(NeighbourTableChange.of(AddressFamily.INET)
                .interfaceIndex(a)
                .set(NeighbourParameter.UNICAST_PROBES, 7));
        assertThat(send()).isEqualTo("+");
        assertThat(live.ip("ntable show dev up-a name arp_cache")).contains("ucast_probes 7");
    }

    @Test
    void labels_of_mpls_where_the_kernel_has_them() {
        MplsRoute route = MplsRoute.of(100).target(RouteTarget.single(NextHop.via(GW1, a)));
        batch.add(route).replace(route).addIfAbsent(route).delete(route).deleteIfPresent(route);
        boolean mpls = Files.exists(Path.of("/proc/sys/net/mpls"));
        List<String> letters = new ArrayList<>();
        batch.send().forEach(result -> letters.add(letter(result)));
        if (!mpls) {
            assertThat(letters).hasSize(5).allMatch(letter -> letter.equals("!EOPNOTSUPP "));
        } else {
            assertThat(letters).hasSize(5).doesNotContain("?");
        }
    }

    @Test
    void names_of_links_and_numbers_of_namespaces() throws Exception {
        batch.addAlternativeNames(a, "uplink-of-the-house", "fibre").deleteAlternativeNames(a, "fibre");
        batch.deleteAlternativeNames(a, "fibre");
        assertThat(send()).isEqualTo("++!ENOENT ");
        assertThat(live.ip("link show up-a")).contains("altname uplink-of-the-house");
        try (NetNs other = NetNs.create()) {
            batch.setNamespaceId(other.descriptor(), 7).setNamespaceId(other.descriptor(), 8);
            assertThat(send()).isEqualTo("+!EEXIST ");
            assertThat(netlink.namespaceIds().get(other.descriptor())).hasValue(7);
            batch.changeLink(a, LinkChange.moveTo(other.descriptor()));
            assertThat(send()).isEqualTo("+");
            assertThat(netlink.links().get("up-a")).isEmpty();
        }
        assertThatIllegalArgumentException().isThrownBy(() -> batch.addAlternativeNames(0, "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> batch.addAlternativeNames(a));
        assertThatIllegalArgumentException().isThrownBy(() -> batch.deleteLink(0));
        assertThatIllegalArgumentException().isThrownBy(() -> batch.changeLink(-1, LinkChange.setUp()));
        assertThat(batch.size()).isZero();
    }

    /** Words of a refusal are those of the change it is about. */
    @Test
    void refusals_are_in_the_words_of_their_change() {
        batch.add(NextHopObject.via(1, IpAddress.parse("8.8.8.8"), a)).add(NewLink.bridge("up-a"));
        List<ChangeResult> results = batch.send();
        assertThat(results).allMatch(ChangeResult.Refused.class::isInstance);
        ChangeResult.Refused first = (ChangeResult.Refused) results.get(0);
        assertThat(first.why()).hasMessageStartingWith("ip nexthop add id 1 via 8.8.8.8 dev if" + a);
        ChangeResult.Refused second = (ChangeResult.Refused) results.get(1);
        assertThat(second.why().errno()).isEqualTo(Errno.EEXIST);
    }
}
