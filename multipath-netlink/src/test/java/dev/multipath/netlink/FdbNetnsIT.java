package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.multipath.netlink.model.FdbActivity;
import dev.multipath.netlink.model.FdbEntry;
import dev.multipath.netlink.model.FdbFlush;
import dev.multipath.netlink.model.FdbTarget;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.Errno;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forwarding tables of a bridge and of tunnels on the running kernel: ours read by iproute2, iproute2's read by us. */
final class FdbNetnsIT {
    private static final String TEXT = "02:00:00:00:00:07";
    private static final HardwareAddress MAC = mac(7);

    private LiveNamespace live;
    private Fdb fdb;
    private int port;
    private int bridge;
    private int tunnel;
    private int tunnel6;

    @BeforeEach
    void open() {
        live = new LiveNamespace();
        fdb = live.netlink().fdb();
        port = live.veth("va", "vb");
        live.ip("link add br0 type bridge");
        live.ip("link set va master br0");
        live.ip("link set br0 up");
        live.ip("link add vx4 type vxlan id 10 dstport 4789 local 192.0.2.1");
        live.ip("link add vx6 type vxlan id 11 dstport 4790 local 2001:db8::1");
        bridge = index("br0");
        tunnel = index("vx4");
        tunnel6 = index("vx6");
    }

    @AfterEach
    void close() {
        live.close();
    }

    private int index(String name) {
        return live.netlink().links().get(name).orElseThrow().index();
    }

    private static HardwareAddress mac(int last) {
        return HardwareAddress.parse(String.format("02:00:00:00:00:%02x", last));
    }

    private List<JsonObject> shown(String address) {
        List<JsonObject> shown = new ArrayList<>();
        for (JsonElement each : live.bridge("-d fdb show")) {
            if (each.getAsJsonObject().get("mac").getAsString().equals(address)) {
                shown.add(each.getAsJsonObject());
            }
        }
        return shown;
    }

    private List<FdbEntry> listed(HardwareAddress address) {
        return fdb.list().stream()
                .filter(entry -> entry.address().equals(address))
                .toList();
    }

    @Test
    void what_we_add_to_a_bridge_iproute2_reads() {
        fdb.add(FdbEntry.ofPort(port, MAC).flags(FdbEntry.MASTER | FdbEntry.STICKY));
        assertThat(shown(TEXT)).singleElement().satisfies(entry -> {
            assertThat(entry.get("ifname").getAsString()).isEqualTo("va");
            assertThat(entry.get("master").getAsString()).isEqualTo("br0");
            assertThat(entry.get("state").getAsString()).isEqualTo("static");
            assertThat(entry.get("flags").toString()).contains("sticky");
        });
        fdb.replace(FdbEntry.ofPort(port, MAC).state(FdbEntry.DYNAMIC).flags(FdbEntry.MASTER | FdbEntry.EXT_LEARNED));
        assertThat(shown(TEXT))
                .singleElement()
                .satisfies(entry -> assertThat(entry.get("flags").toString()).contains("extern_learn"));
        fdb.delete(FdbEntry.ofPort(port, MAC));
        assertThat(shown(TEXT)).isEmpty();
    }

    @Test
    void what_we_add_to_a_tunnel_iproute2_reads() {
        FdbTarget.Remote remote = FdbTarget.Remote.of(IpAddress.parse("192.0.2.9"))
                .port(4999)
                .vni(77)
                .via(port);
        fdb.add(FdbEntry.ofDevice(tunnel, MAC).target(remote));
        fdb.add(FdbEntry.ofDevice(tunnel6, MAC).to(IpAddress.parse("2001:db8::9")));
        assertThat(shown(TEXT)).hasSize(2).anySatisfy(entry -> {
            assertThat(entry.get("ifname").getAsString()).isEqualTo("vx4");
            assertThat(entry.get("dst").getAsString()).isEqualTo("192.0.2.9");
            assertThat(entry.get("port").getAsInt()).isEqualTo(4999);
            assertThat(entry.get("vni").getAsInt()).isEqualTo(77);
            assertThat(entry.get("viaIf").getAsString()).isEqualTo("va");
        });
        assertThat(shown(TEXT)).anySatisfy(entry -> {
            assertThat(entry.get("ifname").getAsString()).isEqualTo("vx6");
            assertThat(entry.get("dst").getAsString()).isEqualTo("2001:db8::9");
        });
        assertThat(listed(MAC))
                .extracting(FdbEntry::target)
                .contains(remote, FdbTarget.Remote.of(IpAddress.parse("2001:db8::9")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev va master static",
                "dev va master static sticky",
                "dev va master local",
                "dev va master dynamic extern_learn",
                "dev va self permanent",
                "dev br0 self local",
                "dev vx4 self permanent dst 192.0.2.9",
                "dev vx4 self static dst 192.0.2.9 port 99 vni 5 via va",
                "dev vx6 self permanent dst 2001:db8::9 via va",
                "dev vx4 self permanent nhid 10"
            })
    void what_iproute2_adds_we_read_delete_and_add_again(String words) {
        live.ip("nexthop add id 1 via 192.0.2.9 fdb");
        live.ip("nexthop add id 10 group 1 fdb");
        FreshNamespace.Result added = live.command("bridge", "fdb add " + TEXT + " " + words);
        assertThat(added.status()).as(added.output()).isZero();
        List<JsonObject> shown = shown(TEXT);
        List<FdbEntry> listed = listed(MAC);
        assertThat(listed).as(shown.toString()).hasSize(1);
        FdbEntry entry = listed.get(0);
        assertThat(entry.unknown().attributes()).isEmpty();
        // Of the addresses a plain device listens to none can be asked for.
        boolean plain = words.startsWith("dev va self");
        if (plain) {
            assertThatExceptionOfType(NetlinkException.Rejected.class)
                    .isThrownBy(() -> fdb.get(entry))
                    .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EOPNOTSUPP));
        } else {
            assertThat(fdb.get(entry)).map(FdbEntry::target).contains(entry.target());
        }
        assertThat(fdb.addIfAbsent(entry)).isFalse();

        fdb.delete(entry);
        assertThat(listed(MAC)).isEmpty();
        assertThat(fdb.deleteIfPresent(entry)).isFalse();

        fdb.add(entry);
        assertThat(shown(TEXT)).isEqualTo(shown);
    }

    @Test
    void a_tunnel_of_many_networks_keeps_them_apart() {
        live.ip("link add vxm type vxlan external dstport 4791 local 192.0.2.1");
        int many = index("vxm");
        FdbEntry one =
                FdbEntry.ofDevice(many, MAC).to(IpAddress.parse("192.0.2.9")).sourceVni(100);
        FdbEntry two =
                FdbEntry.ofDevice(many, MAC).to(IpAddress.parse("192.0.2.10")).sourceVni(200);
        fdb.add(one);
        fdb.add(two);
        assertThat(shown(TEXT))
                .extracting(entry -> entry.get("src_vni").getAsInt())
                .containsExactlyInAnyOrder(100, 200);
        assertThat(fdb.get(two)).map(FdbEntry::target).contains(two.target());
        fdb.delete(listed(MAC).stream()
                .filter(entry -> entry.sourceVni().orElse(0) == 100)
                .findFirst()
                .orElseThrow());
        assertThat(listed(MAC))
                .singleElement()
                .satisfies(left -> assertThat(left.sourceVni()).hasValue(200));
    }

    @Test
    void an_entry_of_zeros_has_several_remote_ends() {
        HardwareAddress zeros = new HardwareAddress(new byte[6]);
        fdb.append(FdbEntry.ofDevice(tunnel, zeros).to(IpAddress.parse("192.0.2.9")));
        fdb.append(FdbEntry.ofDevice(tunnel, zeros).to(IpAddress.parse("192.0.2.10")));
        assertThat(shown("00:00:00:00:00:00"))
                .extracting(entry -> entry.get("dst").getAsString())
                .containsExactlyInAnyOrder("192.0.2.9", "192.0.2.10");
        for (FdbEntry entry : listed(zeros)) {
            fdb.delete(entry);
        }
        assertThat(listed(zeros)).isEmpty();
    }

    @Test
    void activity_is_watched() {
        fdb.add(FdbEntry.ofPort(port, MAC).activity(FdbActivity.of(FdbActivity.NOTIFY | FdbActivity.INACTIVE)));
        assertThat(listed(MAC))
                .singleElement()
                .satisfies(entry -> assertThat(entry.activity())
                        .contains(FdbActivity.of(FdbActivity.NOTIFY | FdbActivity.INACTIVE)));
    }

    @Test
    void filters_are_the_kernels() {
        live.ip("link add br1 type bridge");
        live.ip("link set vb master br1");
        int other = index("vb");
        fdb.add(FdbEntry.ofPort(port, MAC));
        fdb.add(FdbEntry.ofPort(other, mac(8)));
        fdb.add(FdbEntry.ofDevice(tunnel, mac(9)).to(IpAddress.parse("192.0.2.9")));
        assertThat(fdb.list(FdbFilter.ALL.bridge(bridge)))
                .extracting(FdbEntry::address)
                .contains(MAC)
                .doesNotContain(mac(8), mac(9));
        assertThat(fdb.list(FdbFilter.ALL.interfaceIndex(other)))
                .extracting(FdbEntry::address)
                .contains(mac(8))
                .doesNotContain(MAC, mac(9));
        assertThat(fdb.list(FdbFilter.ALL.bridge(bridge).interfaceIndex(port)))
                .extracting(FdbEntry::interfaceIndex)
                .containsOnly(port);
        assertThat(fdb.list(FdbFilter.ALL.bridge(4711))).isEmpty();
        assertThat(fdb.list(FdbFilter.ALL.interfaceIndex(4711))).isEmpty();
    }

    @Test
    void a_flush_takes_what_it_names() {
        fdb.add(FdbEntry.ofPort(port, MAC));
        fdb.add(FdbEntry.ofPort(port, mac(8)).state(FdbEntry.DYNAMIC));
        fdb.flush(FdbFlush.of(bridge).port(port).state(0, FdbEntry.STATIC));
        assertThat(listed(mac(8))).isEmpty();
        assertThat(listed(MAC)).hasSize(1);
        fdb.flush(FdbFlush.of(bridge).flags(FdbEntry.STICKY, FdbEntry.STICKY));
        assertThat(listed(MAC)).hasSize(1);
        fdb.flush(FdbFlush.of(bridge).state(FdbEntry.STATIC, FdbEntry.STATIC).flags(0, FdbEntry.STICKY));
        assertThat(listed(MAC)).isEmpty();
    }

    @Test
    void refusals_are_told_apart() {
        FdbEntry entry = FdbEntry.ofPort(port, MAC);
        fdb.add(entry);
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> fdb.add(entry))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST))
                .withMessageContaining("bridge fdb add " + TEXT + " dev if" + port + " master static");
        fdb.delete(entry);
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> fdb.delete(entry))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
        assertThat(fdb.get(entry)).isEmpty();
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> fdb.add(entry.extendedFlags(FdbEntry.LOCKED)))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL));
        assertThat(fdb.deleteIfPresent(FdbEntry.ofPort(4711, MAC))).isFalse();
    }
}
