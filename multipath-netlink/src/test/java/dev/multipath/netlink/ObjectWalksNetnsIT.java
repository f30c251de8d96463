package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FdbEntry;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkFilter;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.NextHopMember;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.NextHopResilience;
import dev.multipath.netlink.model.NextHopTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a walk shows of the running kernel is what a list has, in its order. */
final class ObjectWalksNetnsIT {
    private static final int GONE = 4711;

    private LiveNamespace live;
    private RtNetlink netlink;
    private int a;

    @BeforeEach
    void open() {
        live = new LiveNamespace();
        netlink = live.netlink();
        live.ip("link set lo up");
        a = live.uplink("up-a", "192.0.2.2", "2001:db8:1::1");
        live.uplink("up-b", "198.51.100.2", "2001:db8:2::1");
    }

    @AfterEach
    void close() {
        live.close();
    }

    /** What a visitor saw; the kernel makes changes of its own for a while after an address was given. */
    private static <T> List<T> seen(Consumer<Visitor<T>> walk) {
        List<T> seen = new ArrayList<>();
        walk.accept(new Visitor<T>() {
            @Override
            public void visit(T object) {
                seen.add(object);
            }

            @Override
            public boolean restart() {
                seen.clear();
                return true;
            }
        });
        return seen;
    }

    @Test
    void links() {
        live.ip("link add br0 type bridge");
        live.ip("link set up-a master br0");
        int bridge = netlink.links().get("br0").orElseThrow().index();
        List<Link> all = seen(visitor -> netlink.links().walk(LinkFilter.ALL, visitor));
        assertThat(all).extracting(Link::name).containsExactly("lo", "up-ap", "up-a", "up-bp", "up-b", "br0");
        List<Link> ports = seen(visitor -> netlink.links().walk(LinkFilter.ALL.master(bridge), visitor));
        assertThat(ports).extracting(Link::name).containsExactly("up-a");
    }

    @Test
    void addresses() {
        List<Address> all = seen(visitor -> netlink.addresses().walk(AddressFilter.ALL, visitor));
        assertThat(all).extracting(Address::family).contains(AddressFamily.INET, AddressFamily.INET6);
        assertThat(seen(visitor -> netlink.addresses().walk(AddressFilter.of(AddressFamily.INET), visitor)))
                .isEqualTo(List.copyOf(netlink.addresses().list(AddressFilter.of(AddressFamily.INET))))
                .hasSize(3);
        List<Address> ofOne = seen(visitor -> netlink.addresses().walk(AddressFilter.of(a), visitor));
        assertThat(ofOne).isNotEmpty().allMatch(address -> address.interfaceIndex() == a);
        assertThat(seen(visitor -> netlink.addresses().walk(AddressFilter.of(GONE), visitor)))
                .isEmpty();
    }

    @Test
    void neighbours() {
        HardwareAddress hardware = HardwareAddress.parse("02:00:00:00:00:fe");
        for (int i = 10; i < 20; i++) {
            netlink.neighbours().add(Neighbour.permanent(a, IpAddress.parse("192.0.2." + i), hardware));
        }
        netlink.neighbours().add(Neighbour.proxy(a, IpAddress.parse("192.0.2.99")));
        NeighbourFilter ipv4 = NeighbourFilter.ALL.family(AddressFamily.INET).interfaceIndex(a);
        // All namespaces have one table together, and another order when it grows.
        assertThat(seen(visitor -> netlink.neighbours().walk(ipv4, visitor)))
                .hasSize(10)
                .containsExactlyInAnyOrderElementsOf(netlink.neighbours().list(ipv4));
        assertThat(seen(visitor -> netlink.neighbours().walk(NeighbourFilter.PROXIES, visitor)))
                .hasSize(1);
    }

    @Test
    void rules() {
        live.ip("rule add from 192.0.2.2 lookup 100 priority 1000");
        live.ip("-6 rule add from 2001:db8:1::1 lookup 100 priority 1000");
        assertThat(seen(visitor -> netlink.rules().walk(visitor)))
                .isEqualTo(List.copyOf(netlink.rules().list()))
                .hasSize(7);
        assertThat(seen(visitor -> netlink.rules().walk(AddressFamily.INET6, visitor)))
                .isEqualTo(List.copyOf(netlink.rules().list(AddressFamily.INET6)))
                .hasSize(3);
    }

    @Test
    void nexthops_and_buckets() {
        netlink.nexthops().add(NextHopObject.via(1, IpAddress.parse("192.0.2.1"), a));
        netlink.nexthops().add(NextHopObject.via(2, IpAddress.parse("192.0.2.9"), a));
        List<NextHopMember> members = List.of(NextHopMember.of(1), NextHopMember.of(2));
        NextHopTarget resilient = NextHopTarget.resilient(members, NextHopResilience.buckets(8));
        netlink.nexthops().add(NextHopObject.of(10, resilient));
        List<NextHopObject> all = seen(visitor -> netlink.nexthops().walk(NextHopFilter.ALL, visitor));
        assertThat(all).extracting(NextHopObject::id).containsExactly(1L, 2L, 10L);
        assertThat(seen(visitor -> netlink.nexthops().walk(NextHopFilter.ALL.id(2), visitor)))
                .hasSize(1);
        assertThat(seen(visitor -> netlink.nexthops().walk(NextHopFilter.ALL.groupsOnly(), visitor)))
                .hasSize(1);
        NextHopBuckets buckets = netlink.nexthops().buckets();
        assertThat(seen(visitor -> buckets.walk(NextHopBucketFilter.of(10), visitor)))
                .hasSize(8);
        assertThat(seen(visitor -> buckets.walk(NextHopBucketFilter.of(GONE), visitor)))
                .isEmpty();
    }

    @Test
    void forwarding_entries() {
        live.ip("link add vx0 up type vxlan id 42 dstport 4789 nolearning");
        int tunnel = netlink.links().get("vx0").orElseThrow().index();
        FdbEntry flood = FdbEntry.ofDevice(tunnel, HardwareAddress.parse("00:00:00:00:00:00"));
        netlink.fdb().append(flood.to(IpAddress.parse("192.0.2.7")));
        netlink.fdb().append(flood.to(IpAddress.parse("192.0.2.8")));
        FdbFilter filter = FdbFilter.ALL.interfaceIndex(tunnel);
        assertThat(seen(visitor -> netlink.fdb().walk(filter, visitor)))
                .isEqualTo(List.copyOf(netlink.fdb().list(filter)))
                .hasSize(2);
    }

    @Test
    void mpls_routes_of_a_kernel_that_may_lack_them() {
        MplsRoutes routes = netlink.routes().mpls();
        assertThat(seen(routes::walk)).isEmpty();
        assertThat(routes.get(100)).isEqualTo(Optional.empty());
    }
}
