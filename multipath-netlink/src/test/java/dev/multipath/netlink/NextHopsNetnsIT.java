package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.InterfaceNames;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Iproute2;
import dev.multipath.netlink.model.NextHopMember;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.NextHopResilience;
import dev.multipath.netlink.model.NextHopTarget;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.transport.Errno;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nexthop objects on the running kernel: ours read by iproute2, iproute2's read by us. */
final class NextHopsNetnsIT {
    private static final IpAddress GW1 = IpAddress.parse("192.0.2.1");
    private static final IpAddress GW2 = IpAddress.parse("198.51.100.1");
    private static final IpAddress GW1_6 = IpAddress.parse("2001:db8:1::fe");
    private static final IpAddress GW2_6 = IpAddress.parse("2001:db8:2::fe");
    private static final IpAddress FAR = IpAddress.parse("203.0.113.9");

    private LiveNamespace live;
    private NextHops nexthops;
    private InterfaceNames names;
    private int a;
    private int b;

    @BeforeEach
    void open() {
        live = new LiveNamespace();
        live.ip("link set lo up");
        a = live.uplink("up-a", "192.0.2.2", "2001:db8:1::1");
        b = live.uplink("up-b", "198.51.100.2", "2001:db8:2::1");
        nexthops = live.netlink().nexthops();
        names = index -> live.netlink().links().get(index).orElseThrow().name();
    }

    @AfterEach
    void close() {
        live.close();
    }

    private String shown(long id) {
        return live.ip("nexthop show id " + id).replace("  ", " ");
    }

    private List<NextHopObject> everyKind() {
        List<NextHopMember> members = List.of(NextHopMember.of(1, 3), NextHopMember.of(2, 254));
        NextHopResilience table =
                NextHopResilience.buckets(8).idleTimer(Duration.ofSeconds(60)).unbalancedTimer(Duration.ofSeconds(300));
        return List.of(
                NextHopObject.via(1, GW1, a).protocol(Protocol.of(77)),
                NextHopObject.via(2, GW2, b),
                NextHopObject.via(3, IpAddress.parse("10.9.9.9"), b).onlink(),
                NextHopObject.via(4, GW1_6, a).protocol(Protocol.STATIC),
                NextHopObject.of(5, NextHopTarget.dev(AddressFamily.INET, a)),
                NextHopObject.of(6, NextHopTarget.dev(AddressFamily.INET6, b)),
                NextHopObject.of(7, new NextHopTarget.Blackhole(AddressFamily.INET)),
                NextHopObject.of(8, new NextHopTarget.Blackhole(AddressFamily.INET6)),
                NextHopObject.of(9, new NextHopTarget.Fdb(AddressFamily.INET, Optional.of(FAR))),
                NextHopObject.of(10, new NextHopTarget.Fdb(AddressFamily.INET, Optional.empty())),
                NextHopObject.group(11, members).protocol(Protocol.of(77)),
                NextHopObject.of(12, NextHopTarget.resilient(members, table)),
                NextHopObject.of(
                        13, NextHopTarget.group(List.of(NextHopMember.of(9))).forFdb()),
                NextHopObject.of(0xffff_ffffL, NextHopTarget.group(List.of(NextHopMember.of(4, 256)))));
    }

    @Test
    void what_we_add_iproute2_reads_and_so_do_we() {
        List<NextHopObject> objects = everyKind();
        objects.forEach(nexthops::add);
        for (NextHopObject object : objects) {
            NextHopObject read = nexthops.get(object.id()).orElseThrow();
            assertThat(read.configured()).isEqualTo(object);
            assertThat(Iproute2.nexthop(read, names)).isEqualTo(shown(object.id()));
        }
        assertThat(nexthops.list()).extracting(NextHopObject::configured).isEqualTo(objects);

        JsonObject four = live.json("nexthop show id 4").get(0).getAsJsonObject();
        assertThat(four.get("gateway").getAsString()).isEqualTo("2001:db8:1::fe");
        assertThat(four.get("dev").getAsString()).isEqualTo("up-a");
        assertThat(four.get("protocol").getAsString()).isEqualTo("static");
        JsonObject twelve = live.json("nexthop show id 12").get(0).getAsJsonObject();
        assertThat(twelve.get("group")).hasToString("[{\"id\":1,\"weight\":3},{\"id\":2,\"weight\":254}]");
        assertThat(twelve.get("resilient_args"))
                .hasToString("{\"buckets\":8,\"idle_timer\":60,\"unbalanced_timer\":300,\"unbalanced_time\":0}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "via 192.0.2.1 dev up-a",
                "via 192.0.2.7 dev up-a protocol bgp",
                "via 10.77.0.1 dev up-b onlink protocol 77",
                "via 2001:db8:1::7 dev up-a",
                "via fe80::1 dev up-b protocol static",
                "via 2001:db8:99::1 dev up-b onlink",
                "dev up-a",
                "blackhole",
                "blackhole protocol 77",
                "encap ip id 9 dst 192.0.2.9 via 192.0.2.1 dev up-a",
                "encap ip6 id 9 dst 2001:db8::9 via 2001:db8:1::7 dev up-a",
                "via 203.0.113.1 fdb",
                "via 2001:db8::77 fdb",
                "group 1",
                "group 1/2",
                "group 1,3/2,254 type mpath protocol 77",
                "group 3,256/4",
                "group 5 fdb",
                "group 1,3/2 type resilient buckets 4",
                "group 1/2 type resilient buckets 32 idle_timer 60 unbalanced_timer 300"
            })
    void what_iproute2_adds_we_read_delete_and_add_again(String words) {
        for (NextHopObject object : List.of(
                NextHopObject.via(1, GW1, a),
                NextHopObject.via(2, GW2, b),
                NextHopObject.via(3, GW1_6, a),
                NextHopObject.via(4, GW2_6, b),
                NextHopObject.of(5, new NextHopTarget.Fdb(AddressFamily.INET, Optional.of(FAR))))) {
            nexthops.add(object);
        }
        for (String ip : List.of("", "-6 ")) {
            boolean ipv4Only = words.contains(".") || words.startsWith("group");
            if (!ip.isEmpty() && ipv4Only) {
                continue;
            }
            live.ip(ip + "nexthop add id 100 " + words);
            String shown = shown(100);
            NextHopObject listed = nexthops.get(100).orElseThrow();
            assertThat(nexthops.list()).contains(listed);
            assertThat(nexthops.addIfAbsent(listed)).isFalse();

            nexthops.delete(listed);
            assertThat(nexthops.get(100)).isEmpty();
            assertThat(live.json("nexthop show")).hasSize(5);
            assertThat(nexthops.deleteIfPresent(listed)).isFalse();

            assertThat(nexthops.add(listed)).isEqualTo(100);
            assertThat(shown(100)).isEqualTo(shown);
            assertThat(nexthops.get(100)).contains(listed);
            nexthops.replace(listed);
            assertThat(nexthops.get(100)).contains(listed);
            nexthops.delete(100);
        }
    }

    @Test
    void everything_listed_can_be_deleted_in_any_order() {
        everyKind().forEach(nexthops::add);
        List<NextHopObject> listed = nexthops.list();
        Collections.shuffle(listed, new Random(1));
        listed.forEach(nexthops::deleteIfPresent);
        assertThat(nexthops.list()).isEmpty();
        assertThat(live.ip("nexthop show")).isEmpty();
    }

    /** Fact 24: an echo of the request tells the id. */
    @Test
    void without_an_id_the_kernel_chooses_one_and_says_which() {
        long first = nexthops.add(NextHopObject.via(0, GW1, a));
        long second = nexthops.add(NextHopObject.via(0, GW2, b));
        assertThat(first).isNotZero().isNotEqualTo(second);
        assertThat(nexthops.get(second).orElseThrow().configured()).isEqualTo(NextHopObject.via(second, GW2, b));
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> nexthops.add(NextHopObject.of(0, new NextHopTarget.None(AddressFamily.INET))))
                .withMessageContaining("Device attribute required");
        assertThatIllegalArgumentException().isThrownBy(() -> nexthops.replace(NextHopObject.via(0, GW1, a)));
        assertThatIllegalArgumentException().isThrownBy(() -> nexthops.addIfAbsent(NextHopObject.via(0, GW1, a)));
        assertThatIllegalArgumentException().isThrownBy(() -> nexthops.delete(0));
    }

    /** iproute2 6.1 cannot say or show these: read back by dump. */
    @Test
    void weights_of_16_bits_are_what_they_say() {
        nexthops.add(NextHopObject.via(1, GW1, a));
        nexthops.add(NextHopObject.via(2, GW2, b));
        for (int weight : new int[] {1, 255, 256, 257, 1000, 65535}) {
            NextHopObject group = NextHopObject.group(10, List.of(NextHopMember.of(1, weight), NextHopMember.of(2)));
            nexthops.replace(group);
            NextHopObject read = nexthops.get(10).orElseThrow();
            assertThat(read.configured()).isEqualTo(group);
            assertThat(read.operationFlags() & NextHopObject.WIDE_WEIGHTS).isNotZero();
        }
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> nexthops.replace(NextHopObject.group(10, List.of(NextHopMember.of(1, 65536)))))
                .satisfies(e -> assertThat(e.kernelText()).contains("Invalid value for weight"))
                .withMessageStartingWith("ip nexthop replace id 10 group 1,65536: EINVAL");
    }

    @Test
    void refusals_say_why() {
        nexthops.add(NextHopObject.via(1, GW1, a));
        NextHopObject other = NextHopObject.via(1, GW2, b);
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> nexthops.add(other))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST))
                .withMessageStartingWith("ip nexthop add id 1 via 198.51.100.1 dev if" + b + ": EEXIST");
        assertThat(nexthops.addIfAbsent(other)).isFalse();
        assertThat(nexthops.addIfAbsent(other.id(2))).isTrue();
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> nexthops.delete(99))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> nexthops.add(NextHopObject.group(10, List.of(NextHopMember.of(99)))))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL))
                .withMessageContaining("Invalid nexthop id");
        live.ip("link set up-b down");
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> nexthops.add(NextHopObject.via(3, GW2, b)))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENETDOWN));
        NextHopTarget noWay = NextHopTarget.via(IpAddress.parse("10.9.9.9"), a);
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> nexthops.add(NextHopObject.of(3, noWay)))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENETUNREACH))
                .withMessageContaining("Nexthop has invalid gateway");
    }

    @Test
    void filters_let_through_what_they_say() {
        everyKind().forEach(nexthops::add);
        assertThat(ids(NextHopFilter.of(AddressFamily.INET6))).containsExactly(4L, 6L, 8L);
        assertThat(ids(NextHopFilter.ALL.groupsOnly())).containsExactly(11L, 12L, 13L, 0xffff_ffffL);
        assertThat(ids(NextHopFilter.of(AddressFamily.INET).interfaceIndex(b))).containsExactly(2L, 3L);
        assertThat(ids(NextHopFilter.ALL.interfaceIndex(a))).containsExactly(1L, 4L, 5L);
        assertThat(ids(NextHopFilter.of(AddressFamily.INET).interfaceIndex(1))).containsExactly(7L);
        assertThat(ids(NextHopFilter.of(AddressFamily.INET).interfaceIndex(4711)))
                .isEmpty();
        // The kernel takes this one and sends all the same.
        assertThat(ids(NextHopFilter.ALL.fdbOnly())).containsExactly(9L, 10L, 13L);
        assertThat(ids(NextHopFilter.ALL.id(3))).containsExactly(3L);
        assertThat(ids(NextHopFilter.ALL.id(3).groupsOnly())).isEmpty();
        assertThat(ids(NextHopFilter.ALL.id(4711))).isEmpty();
    }

    @Test
    void a_master_is_a_filter_too() {
        live.ip("link add br0 type bridge");
        live.ip("link set br0 up");
        int bridge = live.netlink().links().get("br0").orElseThrow().index();
        live.ip("link set up-b master br0");
        nexthops.add(NextHopObject.via(1, GW1, a));
        nexthops.add(NextHopObject.via(2, GW2, b));
        nexthops.add(NextHopObject.group(3, List.of(NextHopMember.of(2))));
        assertThat(ids(NextHopFilter.ALL.master(bridge))).containsExactly(2L);
        assertThat(ids(NextHopFilter.ALL.master(4711))).isEmpty();
    }

    private List<Long> ids(NextHopFilter filter) {
        return nexthops.list(filter).stream().map(NextHopObject::id).toList();
    }
}
