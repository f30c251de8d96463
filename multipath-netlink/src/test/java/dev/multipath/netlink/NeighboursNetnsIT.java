package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.transport.Errno;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Neighbours and proxies on the running kernel: ours read by iproute2, iproute2's read by us. */
final class NeighboursNetnsIT {
    private static final HardwareAddress MAC = HardwareAddress.parse("02:00:00:00:00:07");
    private static final HardwareAddress OTHER = HardwareAddress.parse("02:00:00:00:00:08");

    private LiveNamespace live;
    private Neighbours neighbours;
    private int index;
    private int peer;

    @BeforeEach
    void open() {
        live = new LiveNamespace();
        neighbours = live.netlink().neighbours();
        index = live.uplink("va", "192.0.2.1", "2001:db8::1");
        peer = live.netlink().links().get("vap").orElseThrow().index();
    }

    @AfterEach
    void close() {
        live.close();
    }

    private JsonObject shown(String address) {
        for (JsonElement each : live.json("neigh show dev va")) {
            if (each.getAsJsonObject().get("dst").getAsString().equals(address)) {
                return each.getAsJsonObject();
            }
        }
        throw new AssertionError("no " + address + " in " + live.json("neigh show dev va"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.7", "2001:db8::7"})
    void what_we_add_iproute2_reads(String text) {
        IpAddress address = IpAddress.parse(text);
        neighbours.add(Neighbour.permanent(index, address, MAC).protocol(Protocol.STATIC));
        JsonObject permanent = shown(text);
        assertThat(permanent.get("lladdr").getAsString()).isEqualTo("02:00:00:00:00:07");
        assertThat(permanent.get("state").getAsJsonArray().get(0).getAsString()).isEqualTo("PERMANENT");
        assertThat(permanent.get("protocol").getAsString()).isEqualTo("static");

        neighbours.replace(Neighbour.of(index, address)
                .hardwareAddress(OTHER)
                .state(Neighbour.STALE)
                .flags(Neighbour.EXT_LEARNED | Neighbour.ROUTER));
        JsonObject stale = shown(text);
        assertThat(stale.get("lladdr").getAsString()).isEqualTo("02:00:00:00:00:08");
        assertThat(stale.get("state").getAsJsonArray().get(0).getAsString()).isEqualTo("STALE");
        assertThat(stale.has("extern_learn")).isTrue();
        assertThat(stale.has("router")).isTrue();

        neighbours.delete(Neighbour.of(index, address));
        assertThat(live.ip("neigh show dev va")).doesNotContain(text + " ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.7 lladdr 02:00:00:00:00:07 nud permanent",
                "192.0.2.7 lladdr 02:00:00:00:00:07 nud noarp",
                "192.0.2.7 lladdr 02:00:00:00:00:07 nud stale extern_learn",
                "192.0.2.7 lladdr 02:00:00:00:00:07 nud permanent protocol static",
                "2001:db8::7 lladdr 02:00:00:00:00:07 nud permanent router",
                "2001:db8::7 lladdr 02:00:00:00:00:07 nud noarp protocol 77",
                "2001:db8::7 lladdr 02:00:00:00:00:07 nud stale extern_learn router"
            })
    void what_iproute2_adds_we_read_delete_and_add_again(String words) {
        IpAddress address = IpAddress.parse(words.substring(0, words.indexOf(' ')));
        live.ip("neigh add " + words + " dev va");
        String shown = live.ip("neigh show nud all to " + address + " dev va");
        List<Neighbour> listed = neighbours.list(NeighbourFilter.ALL.interfaceIndex(index)).stream()
                .filter(neighbour -> neighbour.address().equals(address))
                .toList();
        assertThat(listed).as(shown).hasSize(1);
        Neighbour neighbour = listed.get(0);
        assertThat(neighbour.hardwareAddress()).contains(MAC);
        assertThat(neighbour.cacheInfo()).isPresent();
        assertThat(neighbour.unknown().attributes()).isEmpty();
        assertThat(neighbours.get(index, address).map(Neighbour::state)).contains(neighbour.state());
        assertThat(neighbours.addIfAbsent(neighbour)).isFalse();

        neighbours.delete(neighbour);
        assertThat(neighbours.get(index, address)).isEmpty();
        assertThat(neighbours.deleteIfPresent(neighbour)).isFalse();

        neighbours.add(neighbour);
        assertThat(live.ip("neigh show nud all to " + address + " dev va")).isEqualTo(shown);
        assertThat(neighbours.deleteIfPresent(neighbour)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.9", "2001:db8::9"})
    void proxies_both_ways(String text) {
        Neighbour proxy = Neighbour.proxy(index, IpAddress.parse(text));
        assertThat(neighbours.addIfAbsent(proxy)).isTrue();
        assertThat(live.ip("neigh show proxy")).contains(text + " dev va").contains("proxy");
        assertThat(neighbours.addIfAbsent(proxy)).isFalse();
        List<Neighbour> listed = neighbours.list(NeighbourFilter.PROXIES.interfaceIndex(index));
        assertThat(listed).singleElement().satisfies(each -> {
            assertThat(each.isProxy()).isTrue();
            assertThat(each.address()).isEqualTo(proxy.address());
        });
        assertThat(neighbours.get(proxy)).contains(listed.get(0));
        assertThat(neighbours.get(index, proxy.address())).isEmpty();
        assertThat(neighbours.list()).extracting(Neighbour::isProxy).doesNotContain(true);
        neighbours.delete(listed.get(0));
        assertThat(neighbours.list(NeighbourFilter.PROXIES)).isEmpty();
        assertThat(neighbours.deleteIfPresent(proxy)).isFalse();

        live.ip("neigh add proxy " + text + " dev va protocol static");
        assertThat(neighbours.get(proxy).flatMap(Neighbour::protocol)).contains(Protocol.STATIC);
    }

    /** The kernel takes a second one without a word: EXCL means nothing to it here. */
    @Test
    void a_proxy_can_be_added_twice() {
        Neighbour proxy = Neighbour.proxy(index, IpAddress.parse("192.0.2.9"));
        neighbours.add(proxy);
        neighbours.add(proxy);
        assertThat(neighbours.list(NeighbourFilter.PROXIES)).hasSize(1);
    }

    @Test
    void the_kernel_keeps_a_managed_entry_itself() {
        IpAddress address = IpAddress.parse("192.0.2.7");
        neighbours.add(Neighbour.of(index, address).extendedFlags(Neighbour.MANAGED));
        assertThat(shown("192.0.2.7").has("managed")).isTrue();
        Neighbour listed = neighbours.get(index, address).orElseThrow();
        assertThat(listed.extendedFlags().orElse(0) & Neighbour.MANAGED).isNotZero();
        assertThat(listed.state() & (Neighbour.INCOMPLETE | Neighbour.FAILED)).isNotZero();
    }

    /** An entry a control plane vouches for stays as it is when its time is over. */
    @Test
    void a_validated_entry_is_read_back() {
        IpAddress address = IpAddress.parse("192.0.2.7");
        neighbours.add(Neighbour.of(index, address)
                .hardwareAddress(MAC)
                .state(Neighbour.STALE)
                .extendedFlags(Neighbour.EXT_VALIDATED));
        assertThat(neighbours.get(index, address).orElseThrow().extendedFlags()).hasValue(Neighbour.EXT_VALIDATED);
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> neighbours.add(
                        Neighbour.of(index, IpAddress.parse("192.0.2.8")).extendedFlags(Neighbour.EXT_VALIDATED)))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL));
    }

    @Test
    void filters_are_the_kernels() {
        live.ip("link add br0 type bridge");
        live.ip("link set vap master br0");
        int bridge = live.netlink().links().get("br0").orElseThrow().index();
        neighbours.add(Neighbour.permanent(index, IpAddress.parse("192.0.2.7"), MAC));
        neighbours.add(Neighbour.permanent(index, IpAddress.parse("2001:db8::7"), MAC));
        neighbours.add(Neighbour.permanent(peer, IpAddress.parse("192.0.2.8"), MAC));
        NeighbourFilter permanent = NeighbourFilter.ALL;
        assertThat(permanent(permanent.interfaceIndex(index))).containsExactlyInAnyOrder("192.0.2.7", "2001:db8::7");
        assertThat(permanent(permanent.interfaceIndex(index).family(AddressFamily.INET6)))
                .containsExactly("2001:db8::7");
        assertThat(permanent(permanent.family(AddressFamily.INET))).containsExactlyInAnyOrder("192.0.2.7", "192.0.2.8");
        assertThat(permanent(permanent.master(bridge))).containsExactly("192.0.2.8");
        assertThat(permanent(permanent.interfaceIndex(4711))).isEmpty();
        assertThat(neighbours.list(AddressFamily.INET6))
                .extracting(Neighbour::family)
                .containsOnly(AddressFamily.INET6);
    }

    private List<String> permanent(NeighbourFilter filter) {
        return neighbours.list(filter).stream()
                .filter(neighbour -> neighbour.state() == Neighbour.PERMANENT)
                .map(neighbour -> neighbour.address().toString())
                .toList();
    }

    @Test
    void deleting_what_was_listed_leaves_nothing() {
        for (int i = 10; i < 60; i++) {
            neighbours.add(Neighbour.permanent(index, IpAddress.parse("192.0.2." + i), MAC));
            neighbours.add(Neighbour.permanent(index, IpAddress.parse("2001:db8::" + i), MAC));
        }
        List<Neighbour> listed = neighbours.list(NeighbourFilter.ALL.interfaceIndex(index)).stream()
                .filter(neighbour -> neighbour.state() == Neighbour.PERMANENT)
                .toList();
        assertThat(listed).hasSize(100);
        listed.forEach(neighbours::delete);
        assertThat(permanent(NeighbourFilter.ALL)).isEmpty();
    }

    @Test
    void refusals_are_told_apart() {
        Neighbour neighbour = Neighbour.permanent(index, IpAddress.parse("192.0.2.7"), MAC);
        neighbours.add(neighbour);
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> neighbours.add(neighbour))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST))
                .withMessageContaining("ip neighbour add 192.0.2.7 dev if" + index);
        neighbours.delete(neighbour);
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> neighbours.delete(neighbour))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> neighbours.add(Neighbour.permanent(4711, IpAddress.parse("192.0.2.7"), MAC)))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENODEV));
        assertThat(neighbours.deleteIfPresent(Neighbour.of(4711, IpAddress.parse("192.0.2.7"))))
                .isFalse();
        HardwareAddress tooShort = new HardwareAddress(new byte[] {1, 2});
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> neighbours.add(neighbour.hardwareAddress(tooShort)))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL))
                .withMessageContaining("Invalid link address");
        assertThat(neighbours.get(index, IpAddress.parse("192.0.2.7"))).isEqualTo(Optional.empty());
    }
}
