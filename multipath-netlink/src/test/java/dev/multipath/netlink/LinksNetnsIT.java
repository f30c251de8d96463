package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.LinkSignal;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.NetNs;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Links on the running kernel: ours read by iproute2, iproute2's read by us. */
final class LinksNetnsIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    private LiveNamespace live;
    private Links links;

    @BeforeEach
    void open() {
        live = new LiveNamespace();
        links = live.netlink().links();
    }

    @AfterEach
    void close() {
        live.close();
    }

    @Test
    void what_we_make_iproute2_reads() {
        HardwareAddress address = new HardwareAddress(new byte[] {2, 0, 0, 0, 0, 1});
        links.add(NewLink.veth("va", "vb").hardwareAddress(address).mtu(1400).setUp());

        JsonObject link = live.json("-d link show va").get(0).getAsJsonObject();
        assertThat(link.get("mtu").getAsInt()).isEqualTo(1400);
        assertThat(link.get("address").getAsString()).isEqualTo("02:00:00:00:00:01");
        assertThat(link.get("flags").toString()).contains("\"UP\"");
        assertThat(link.getAsJsonObject("linkinfo").get("info_kind").getAsString())
                .isEqualTo("veth");
        assertThat(link.get("link").getAsString()).isEqualTo("vb");
    }

    @Test
    void what_iproute2_makes_we_read() {
        live.ip("link add br0 type bridge");
        live.ip("link add va type veth peer name fifteen-chars-x");
        live.ip("link set va master br0 mtu 1300 up");

        Link va = links.get("va").orElseThrow();
        Link peer = links.get("fifteen-chars-x").orElseThrow();
        Link bridge = links.get("br0").orElseThrow();
        assertThat(va.mtu()).isEqualTo(1300);
        assertThat(va.kind()).contains("veth");
        assertThat(va.isUp()).isTrue();
        assertThat(va.master().getAsInt()).isEqualTo(bridge.index());
        assertThat(va.parent().getAsInt()).isEqualTo(peer.index());
        assertThat(va.hardwareAddress().orElseThrow().toBytes()).hasSize(6);
        assertThat(bridge.kind()).contains("bridge");
        assertThat(links.get(va.index())).contains(va);
        assertThat(links.list()).contains(va, peer, bridge);
        Link lo = links.get(1).orElseThrow();
        assertThat(lo.isLoopback()).isTrue();
        assertThat(lo.kind()).isEmpty();
        assertThat(lo.type()).isEqualTo(772);
    }

    @Test
    void what_is_not_there_is_absent() {
        assertThat(links.get("nothing")).isEmpty();
        assertThat(links.get("a-name-of-17-char")).isEmpty();
        assertThat(links.get(4711)).isEmpty();
        assertThat(links.deleteIfPresent(4711)).isFalse();
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> links.change(4711, LinkChange.setUp()))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENODEV));
        assertThatThrownBy(() -> links.delete(0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Twelve characters, 17 bytes: more than a first name may have. */
    @Test
    void names_are_as_long_as_their_bytes() {
        String name = "größe-äöü-x1";
        assertThat(links.get(name)).isEmpty();
        links.addAlternativeNames(1, name);
        assertThat(links.get(name)).map(Link::index).contains(1);
        assertThat(links.signal(name)).isPresent();
        assertThat(links.signals(List.of("nothing", name, "", "lo")))
                .extracting(signal -> signal.map(LinkSignal::index).orElse(0))
                .containsExactly(0, 1, 0, 1);
        assertThat(links.signalsByIndex(List.of(1, 4711)))
                .extracting(signal -> signal.map(LinkSignal::index).orElse(0))
                .containsExactly(1, 0);
        assertThat(links.signals(Collections.nCopies(100, "lo"))).hasSize(100).allMatch(Optional::isPresent);
        assertThat(links.get("lo\0")).isEmpty();
        assertThat(links.get("ä".repeat(64))).as("128 bytes").isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> links.addAlternativeNames(1, "ä".repeat(64)));
    }

    /** Answers are taken together where they have a page each at most. */
    @Test
    void an_answer_longer_than_a_page_loses_none() {
        int index = live.veth("va", "vb");
        int peer = links.get("vb").orElseThrow().index();
        String[] names = new String[40];
        for (int i = 0; i < names.length; i++) {
            names[i] = "%0127d".formatted(i);
        }
        links.addAlternativeNames(index, names);

        assertThat(links.signalsByIndex(List.of(1, index, peer, 4711)))
                .extracting(signal -> signal.map(LinkSignal::index).orElse(0))
                .containsExactly(1, index, peer, 0);
        assertThat(links.get(names[39])).map(Link::index).contains(index);
    }

    /** Also right after a carrier changed, and once more at once: notifications are a second late then. */
    @Test
    void all_together_say_what_each_says_by_itself() {
        int va = live.veth("va", "vb");
        int small = live.veth("small", "vc");
        live.ip("link set va up");
        live.ip("link set small up mtu 1000");
        for (boolean carrier : new boolean[] {true, false, true, false, true}) {
            live.ip("link set vb " + (carrier ? "up" : "down"));
            List<LinkSignal> all = links.signals();
            assertThat(all)
                    .filteredOn(signal -> signal.index() == va)
                    .singleElement()
                    .satisfies(signal -> {
                        assertThat(signal.up()).isTrue();
                        assertThat(signal.carrier()).isEqualTo(carrier);
                    });
            assertThat(all).as("IPv6 wants 1280 bytes").noneMatch(signal -> signal.index() == small);
            for (LinkSignal signal : all) {
                LinkSignal alone =
                        links.signalsByIndex(List.of(signal.index())).get(0).orElseThrow();
                assertThat(alone.up()).isEqualTo(signal.up());
                assertThat(alone.carrier() && alone.up()).isEqualTo(signal.carrier());
            }
        }
        live.ip("link set va down");
        assertThat(links.signals())
                .filteredOn(signal -> signal.index() == va)
                .singleElement()
                .satisfies(signal -> assertThat(signal.up()).isFalse());
    }

    @Test
    void packets_are_counted_alike() {
        int index = live.veth("va", "vb");
        live.ip("link set va up");
        live.ip("link set vb up");
        long deadline = System.nanoTime() + SOON.toNanos();
        while (sent(links.signals(), index) == 0 && System.nanoTime() - deadline < 0) {
            Thread.onSpinWait();
        }
        assertThat(sent(links.signals(), index)).as("IPv6 asks for routers").isPositive();
        long before = sent(links.signals(), index);
        long alone = links.signalsByIndex(List.of(index)).get(0).orElseThrow().sent();
        assertThat(alone).isBetween(before, sent(links.signals(), index));
    }

    private static long sent(List<LinkSignal> signals, int index) {
        return signals.stream()
                .filter(signal -> signal.index() == index)
                .mapToLong(LinkSignal::sent)
                .sum();
    }

    @Test
    void a_name_can_be_taken_once() {
        assertThat(links.addIfAbsent(NewLink.bridge("br0"))).isTrue();
        assertThat(links.addIfAbsent(NewLink.bridge("br0"))).isFalse();
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> links.add(NewLink.veth("br0", "x")))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST))
                .withMessageStartingWith("ip link add br0 type veth peer name x: EEXIST");
    }

    @Test
    void changes_are_made_one_by_one_and_together() {
        links.add(NewLink.bridge("br0"));
        int bridge = links.get("br0").orElseThrow().index();
        int index = live.veth("va", "vb");
        links.change(index, LinkChange.setMaster(bridge));
        assertThat(live.ip("link show va")).contains("master br0");
        links.change(index, LinkChange.setMaster(0));
        assertThat(live.ip("link show va")).doesNotContain("master");
        links.change(index, LinkChange.setDown());
        links.change(index, LinkChange.rename("wan0").mtu(1280).up(true));
        Link changed = links.get(index).orElseThrow();
        assertThat(changed.name()).isEqualTo("wan0");
        assertThat(changed.mtu()).isEqualTo(1280);
        assertThat(changed.isUp()).isTrue();
        links.change(index, LinkChange.setHardwareAddress(new HardwareAddress(new byte[] {2, 0, 0, 0, 0, 9})));
        assertThat(live.ip("link show wan0")).contains("02:00:00:00:00:09");
        links.delete(index);
        assertThat(links.get("vb")).as("a pair goes together").isEmpty();
    }

    @Test
    void interfaces_are_made_in_and_moved_to_other_namespaces() throws Exception {
        try (NetNs other = NetNs.create();
                RtNetlink there = RtNetlink.open(other)) {
            links.add(NewLink.veth("va", "eth0").peerInNamespace(other.descriptor()));
            links.add(NewLink.veth("vc", "vd"));
            links.change(links.get("vd").orElseThrow().index(), LinkChange.moveTo(other.descriptor()));

            assertThat(links.get("va")).isPresent();
            assertThat(links.get("vc")).isPresent();
            assertThat(links.get("eth0")).isEmpty();
            assertThat(links.get("vd")).isEmpty();
            assertThat(there.links().get("eth0")).isPresent();
            assertThat(there.links().get("vd")).isPresent();
        }
    }

    /** Carrier is answered as of now; flags wait for the kernel's link watch, up to a second (fact 5). */
    @Test
    void carrier_is_current_at_once() {
        int near = live.veth("va", "vb");
        int far = links.get("vb").orElseThrow().index();
        for (int i = 0; i < 5; i++) {
            links.change(far, LinkChange.setDown());
            assertThat(links.get(near).orElseThrow().carrier()).isFalse();
            links.change(far, LinkChange.setUp());
            assertThat(links.get(near).orElseThrow().carrier()).isTrue();
        }
    }

    @Test
    void a_kind_the_kernel_lacks_is_named() {
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> links.add(NewLink.of("zz", "nosuchkind")))
                .satisfies(e -> {
                    assertThat(e.errno()).isEqualTo(Errno.EOPNOTSUPP);
                    assertThat(e.kernelText()).contains("Unknown device type");
                });
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> links.add(NewLink.bridge("br0").mtu(100_000)))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL));
    }
}
