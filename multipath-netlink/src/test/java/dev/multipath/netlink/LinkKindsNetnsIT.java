package dev.multipath.netlink;

import static dev.multipath.netlink.model.BondAttributes.*;
import static dev.multipath.netlink.model.BridgeAttributes.*;
import static dev.multipath.netlink.model.BridgePortAttributes.*;
import static dev.multipath.netlink.model.MacvlanAttributes.*;
import static dev.multipath.netlink.model.TunAttributes.*;
import static dev.multipath.netlink.model.VlanAttributes.*;
import static dev.multipath.netlink.model.VrfAttributes.VRF_TABLE;
import static dev.multipath.netlink.model.VxlanAttributes.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import dev.multipath.netlink.model.Attributes;
import dev.multipath.netlink.model.ChangedFlags;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkAttributes;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.LinkFilter;
import dev.multipath.netlink.model.LinkKind;
import dev.multipath.netlink.model.LinkPort;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.NumberRange;
import dev.multipath.netlink.model.QosMapping;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.transport.Errno;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of link on the running kernel, both ways; a kind it lacks is skipped by name. */
final class LinkKindsNetnsIT {
    private static final HardwareAddress MAC = new HardwareAddress(new byte[] {2, 0, 0, 0, 0, 0x22});

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
    void a_bridge_of_ours_has_what_we_gave_it() {
        links.add(NewLink.of(
                "br0",
                new LinkKind.Bridge(Attributes.of(BR_FORWARD_DELAY, 1000L)
                        .with(BR_AGEING_TIME, 12_000L)
                        .with(BR_STP_STATE, 1L)
                        .with(BR_PRIORITY, 4096)
                        .with(BR_MCAST_SNOOPING, false)
                        .with(BR_MCAST_QUERY_INTVL, 6000L)
                        .with(BR_MULTI_BOOLOPT, new ChangedFlags(1, 1)))));
        JsonObject data = data("br0");
        assertThat(data.get("forward_delay").getAsInt()).isEqualTo(1000);
        assertThat(data.get("ageing_time").getAsInt()).isEqualTo(12_000);
        assertThat(data.get("stp_state").getAsInt()).isEqualTo(1);
        assertThat(data.get("priority").getAsInt()).isEqualTo(4096);
        assertThat(data.get("no_linklocal_learn").getAsInt()).isEqualTo(1);
        assertThat(data.get("mcast_snooping").getAsInt()).isZero();
        assertThat(data.get("mcast_query_intvl").getAsInt()).isEqualTo(6000);
        Attributes back = attributes("br0");
        assertThat(back.get(BR_PRIORITY)).contains(4096);
        assertThat(back.get(BR_BRIDGE_ID).orElseThrow().priority()).isEqualTo(4096);
        assertThat(back.get(BR_MULTI_BOOLOPT).orElseThrow().flags() & 1).isEqualTo(1);
        assertThat(typeless(back)).as("the kernel says nothing without a key").isEmpty();
    }

    @Test
    void a_bridge_of_theirs_is_read_and_changed() {
        live.ip("link add br0 type bridge forward_delay 500 nf_call_iptables 1 mcast_hash_max 64");
        Attributes back = attributes("br0");
        assertThat(back.get(BR_FORWARD_DELAY)).contains(500L);
        assertThat(back.get(BR_NF_CALL_IPTABLES)).contains(true);
        assertThat(back.get(BR_MCAST_HASH_MAX)).contains(64L);
        links.change(
                index("br0"),
                LinkChange.setKind(new LinkKind.Bridge(
                        Attributes.of(BR_FORWARD_DELAY, 700L).with(BR_FDB_FLUSH, true))));
        assertThat(data("br0").get("forward_delay").getAsInt()).isEqualTo(700);
    }

    @Test
    void a_bridge_that_filters_vlans_is_read_and_made() {
        requireKind("bridge", "vlan_filtering 1");
        links.add(NewLink.of(
                "br0",
                new LinkKind.Bridge(Attributes.of(BR_VLAN_FILTERING, true)
                        .with(BR_VLAN_DEFAULT_PVID, 7)
                        .with(BR_VLAN_PROTOCOL, 0x88a8))));
        assertThat(data("br0").get("vlan_filtering").getAsInt()).isEqualTo(1);
        assertThat(data("br0").get("vlan_default_pvid").getAsInt()).isEqualTo(7);
        assertThat(data("br0").get("vlan_protocol").getAsString()).isEqualTo("802.1ad");
        live.ip("link add br1 type bridge vlan_filtering 1");
        assertThat(attributes("br1").get(BR_VLAN_FILTERING)).contains(true);
        assertThat(attributes("br1").get(BR_VLAN_PROTOCOL)).contains(0x8100);
    }

    @Test
    void a_bridge_port_is_read_and_changed() {
        live.ip("link add br0 type bridge");
        live.ip("link add va type veth peer name vb");
        links.change(index("va"), LinkChange.setMaster(index("br0")));
        links.change(
                index("va"),
                LinkChange.setPort(new LinkPort.Bridge(Attributes.of(BRPORT_COST, 55L)
                        .with(BRPORT_PRIORITY, 11)
                        .with(BRPORT_MODE, true)
                        .with(BRPORT_ISOLATED, true)
                        .with(BRPORT_LEARNING, false)
                        .with(BRPORT_FLUSH, true))));
        JsonObject port = live.json("-d link show va")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("linkinfo")
                .getAsJsonObject("info_slave_data");
        assertThat(port.get("cost").getAsInt()).isEqualTo(55);
        assertThat(port.get("priority").getAsInt()).isEqualTo(11);
        assertThat(port.get("hairpin").getAsBoolean()).isTrue();
        assertThat(port.get("isolated").getAsBoolean()).isTrue();
        assertThat(port.get("learning").getAsBoolean()).isFalse();
        live.ip("link set va type bridge_slave cost 77 flood off mcast_to_unicast on");
        LinkPort back = links.get("va").orElseThrow().port().orElseThrow();
        assertThat(back).isInstanceOf(LinkPort.Bridge.class);
        assertThat(back.attributes().get(BRPORT_COST)).contains(77L);
        assertThat(back.attributes().get(BRPORT_UNICAST_FLOOD)).contains(false);
        assertThat(back.attributes().get(BRPORT_MCAST_TO_UCAST)).contains(true);
        assertThat(typeless(back.attributes())).isEmpty();
    }

    @Test
    void vxlans_both_ways() {
        requireKind("vxlan", "id 1 dstport 4789");
        int lower = live.veth("va", "vb");
        links.add(NewLink.of(
                "vx0",
                new LinkKind.Vxlan(Attributes.of(VXLAN_ID, 42L)
                        .with(VXLAN_PORT, 4789)
                        .with(VXLAN_LINK, lower)
                        .with(VXLAN_GROUP, IpAddress.parse("239.1.1.1"))
                        .with(VXLAN_LOCAL, IpAddress.parse("192.0.2.1"))
                        .with(VXLAN_TTL, 9)
                        .with(VXLAN_LEARNING, false)
                        .with(VXLAN_AGEING, 77L)
                        .with(VXLAN_PORT_RANGE, new NumberRange(40_000, 50_000))
                        .with(VXLAN_UDP_CSUM, true)
                        .with(VXLAN_GBP, true))));
        JsonObject data = data("vx0");
        assertThat(data.get("id").getAsInt()).isEqualTo(42);
        assertThat(data.get("port").getAsInt()).isEqualTo(4789);
        assertThat(data.get("group").getAsString()).isEqualTo("239.1.1.1");
        assertThat(data.get("local").getAsString()).isEqualTo("192.0.2.1");
        assertThat(data.get("link").getAsString()).isEqualTo("va");
        assertThat(data.get("ttl").getAsInt()).isEqualTo(9);
        assertThat(data.get("learning").getAsBoolean()).isFalse();
        assertThat(data.get("ageing").getAsInt()).isEqualTo(77);
        assertThat(data.get("gbp").getAsBoolean()).isTrue();
        assertThat(data.getAsJsonObject("port_range").get("low").getAsInt()).isEqualTo(40_000);

        live.ip("link add vx6 type vxlan id 16777215 remote 2001:db8::9 dstport 8472 ttl inherit udp6zerocsumtx proxy");
        Attributes back = attributes("vx6");
        assertThat(back.get(VXLAN_ID)).contains(16_777_215L);
        assertThat(back.get(VXLAN_GROUP6)).contains(IpAddress.parse("2001:db8::9"));
        assertThat(back.get(VXLAN_PORT)).contains(8472);
        assertThat(back.get(VXLAN_UDP_ZERO_CSUM6_TX)).contains(true);
        assertThat(back.get(VXLAN_PROXY)).contains(true);
        assertThat(back.get(VXLAN_TTL_INHERIT)).contains(true);
        assertThat(typeless(back)).isEmpty();
        links.add(NewLink.of(
                "vx7",
                new LinkKind.Vxlan(Attributes.of(VXLAN_ID, 7L)
                        .with(VXLAN_PORT, 4790)
                        .with(VXLAN_TTL_INHERIT, true)
                        .with(VXLAN_GROUP6, IpAddress.parse("2001:db8::8")))));
        assertThat(attributes("vx7").get(VXLAN_TTL_INHERIT)).contains(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"macvlan", "macvtap"})
    void macvlans_both_ways(String kind) {
        int lower = live.veth("va", "vb");
        requireKind(kind, "mode bridge", "link add link va name probe");
        links.add(NewLink.of(
                        "mv0", LinkKind.of(kind, Attributes.of(MACVLAN_MODE, 2L).with(MACVLAN_BC_QUEUE_LEN, 77L)))
                .parent(lower)
                .hardwareAddress(MAC));
        assertThat(data("mv0").get("mode").getAsString()).isEqualTo("vepa");
        assertThat(data("mv0").get("bcqueuelen").getAsInt()).isEqualTo(77);
        assertThat(json("mv0").get("link").getAsString()).isEqualTo("va");
        assertThat(json("mv0").get("address").getAsString()).isEqualTo(MAC.toString());

        live.ip("link add link va name mv1 type " + kind + " mode source");
        assertThat(attributes("mv1").get(MACVLAN_MODE)).contains(16L);
        assertThat(links.get("mv1").orElseThrow().kind()).contains(kind);
        assertThat(links.get("mv1").orElseThrow().parent()).hasValue(lower);
        links.change(
                index("mv1"),
                LinkChange.setKind(LinkKind.of(
                        kind, Attributes.of(MACVLAN_MACADDR_MODE, 3L).with(MACVLAN_MACADDR_DATA, List.of(MAC)))));
        assertThat(live.ip("-d link show mv1")).contains(MAC.toString());
        assertThat(attributes("mv1").get(MACVLAN_MACADDR_DATA)).contains(List.of(MAC));
        assertThat(attributes("mv1").get(MACVLAN_MACADDR_COUNT)).contains(1L);
        assertThat(typeless(attributes("mv1"))).isEmpty();
    }

    @Test
    void vlans_both_ways() {
        int lower = live.veth("va", "vb");
        requireKind("vlan", "id 5", "link add link va name probe");
        links.add(NewLink.of(
                        "v7",
                        new LinkKind.Vlan(Attributes.of(VLAN_ID, 7)
                                .with(VLAN_PROTOCOL, 0x88a8)
                                .with(VLAN_FLAGS, new ChangedFlags(4, 5))
                                .with(VLAN_EGRESS_QOS, List.of(new QosMapping(1, 5), new QosMapping(2, 6)))))
                .parent(lower));
        assertThat(data("v7").get("id").getAsInt()).isEqualTo(7);
        assertThat(data("v7").get("protocol").getAsString()).isEqualTo("802.1ad");
        live.ip("link add link va name v8 type vlan id 8 ingress-qos-map 3:4");
        assertThat(attributes("v8").get(VLAN_ID)).contains(8);
        assertThat(attributes("v8").get(VLAN_INGRESS_QOS)).contains(List.of(new QosMapping(3, 4)));
        assertThat(typeless(attributes("v8"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dummy", "ifb", "wireguard"})
    void kinds_without_options_both_ways(String kind) {
        requireKind(kind, "");
        links.add(NewLink.of("x0", kind));
        assertThat(json("x0").getAsJsonObject("linkinfo").get("info_kind").getAsString())
                .isEqualTo(kind);
        live.ip("link add x1 type " + kind);
        assertThat(links.get("x1").orElseThrow().linkKind()).contains(LinkKind.of(kind, Attributes.NONE));
    }

    @Test
    void vrfs_both_ways() {
        requireKind("vrf", "table 9");
        links.add(NewLink.of("red", LinkKind.Vrf.of(RouteTable.of(1000))));
        assertThat(data("red").get("table").getAsInt()).isEqualTo(1000);
        live.ip("link add blue type vrf table 70000");
        assertThat(attributes("blue").get(VRF_TABLE)).contains(70_000L);
        live.ip("link add va type veth peer name vb");
        links.change(index("va"), LinkChange.setMaster(index("blue")));
        assertThat(links.get("va").orElseThrow().port()).containsInstanceOf(LinkPort.Vrf.class);
    }

    @Test
    void bonds_both_ways() {
        requireKind("bond", "");
        links.add(NewLink.of(
                "bond0",
                new LinkKind.Bond(Attributes.of(BOND_MODE, 1)
                        .with(BOND_ARP_INTERVAL, 200L)
                        .with(BOND_ARP_IP_TARGET, List.of(IpAddress.parse("192.0.2.1"))))));
        assertThat(data("bond0").get("mode").getAsString()).isEqualTo("active-backup");
        assertThat(data("bond0").get("arp_ip_target").toString()).contains("192.0.2.1");
        live.ip("link add bond1 type bond mode 802.3ad miimon 100 lacp_rate fast");
        assertThat(attributes("bond1").get(BOND_MODE)).contains(4);
        assertThat(attributes("bond1").get(BOND_MIIMON)).contains(100L);
        live.ip("link add va type veth peer name vb");
        links.change(index("va"), LinkChange.setMaster(index("bond1")));
        assertThat(links.get("va").orElseThrow().port()).containsInstanceOf(LinkPort.Bond.class);
    }

    @Test
    void tun_and_tap_of_theirs_are_read_and_deleted() {
        LiveNamespace.Result made = live.run("tuntap add tap0 mode tap multi_queue vnet_hdr");
        Assumptions.assumeTrue(made.status() == 0, "no tun devices here: " + made.output());
        live.ip("tuntap add tun0 mode tun user 1");
        assertThat(attributes("tap0").get(TUN_TYPE)).contains(2);
        assertThat(attributes("tap0").get(TUN_MULTI_QUEUE)).contains(true);
        assertThat(attributes("tap0").get(TUN_PERSIST)).contains(true);
        assertThat(attributes("tun0").get(TUN_OWNER)).contains(1L);
        assertThat(attributes("tun0").get(TUN_TYPE)).contains(1);
        assertThat(typeless(attributes("tap0"))).isEmpty();
        links.delete(index("tap0"));
        assertThat(live.ip("link show")).doesNotContain("tap0").contains("tun0");
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .as("the kernel makes them through /dev/net/tun only")
                .isThrownBy(() -> links.add(NewLink.of("tun1", "tun")));
    }

    @Test
    void a_veth_pair_has_what_each_end_was_given() {
        links.add(NewLink.of(
                        "va",
                        new LinkKind.Veth(
                                Optional.of(NewLink.of("vb", "veth")
                                        .mtu(1300)
                                        .hardwareAddress(MAC)
                                        .with(LinkAttributes.GROUP, 4L)),
                                Attributes.NONE))
                .mtu(1400)
                .index(77)
                .with(LinkAttributes.NUM_TX_QUEUES, 3L)
                .with(LinkAttributes.TXQLEN, 55L));
        assertThat(json("va").get("ifindex").getAsInt()).isEqualTo(77);
        assertThat(json("va").get("mtu").getAsInt()).isEqualTo(1400);
        assertThat(json("va").get("num_tx_queues").getAsInt()).isEqualTo(3);
        assertThat(json("va").get("txqlen").getAsInt()).isEqualTo(55);
        assertThat(json("vb").get("mtu").getAsInt()).isEqualTo(1300);
        assertThat(json("vb").get("address").getAsString()).isEqualTo(MAC.toString());
        assertThat(json("vb").get("group").getAsString()).isEqualTo("4");
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .as("a peer cannot be up before there is a pair")
                .isThrownBy(() -> links.add(NewLink.of(
                        "vc",
                        new LinkKind.Veth(Optional.of(NewLink.of("vd", "veth").setUp()), Attributes.NONE))))
                .satisfies(e -> assertThat(e.errno().value()).isEqualTo(107));
    }

    @Test
    void what_is_listed_can_be_deleted_and_nothing_else_is_left() {
        live.ip("link add br0 type bridge");
        live.ip("link add va type veth peer name vb");
        live.ip("link set va master br0");
        live.ip("link add link vb name mv0 type macvlan mode bridge");
        live.ip("link add vx0 type vxlan id 5 dstport 4789");
        links.add(
                NewLink.of("vx1", new LinkKind.Vxlan(Attributes.of(VXLAN_ID, 6L).with(VXLAN_PORT, 4790))));
        assertThat(links.list(LinkFilter.ALL.kind("vxlan")))
                .extracting(Link::name)
                .containsExactly("vx0", "vx1");
        assertThat(links.list(LinkFilter.ALL.master(index("br0"))))
                .extracting(Link::name)
                .containsExactly("va");
        for (Link link : links.list()) {
            if (link.kind().isPresent()) {
                links.deleteIfPresent(link.index());
            }
        }
        assertThat(live.json("link show")).hasSize(1);
        assertThat(links.list()).extracting(Link::name).containsExactly("lo");
    }

    /** Options that a kernel refuses are named in the words of iproute2, and by their place. */
    @Test
    void a_refused_option_is_named() {
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> links.add(NewLink.of(
                        "br0", new LinkKind.Bridge(Attributes.of(BR_PRIORITY, 7).with(BR_GROUP_FWD_MASK, 7)))))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL))
                .withMessageContaining("type bridge priority 7 group_fwd_mask 7: EINVAL");
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> links.add(NewLink.of(
                        "vx0",
                        new LinkKind.Vxlan(
                                Attributes.of(VXLAN_ID, 7L).with(VXLAN_DF, 9).with(VXLAN_PORT, 1)))))
                .withMessageContaining("type vxlan id 7 df 9 dstport 1")
                .withMessageContaining("IFLA_LINKINFO.IFLA_INFO_DATA.IFLA_VXLAN_DF");
    }

    private Attributes attributes(String name) {
        return links.get(name).orElseThrow().linkKind().orElseThrow().attributes();
    }

    /** What came without a key, padding aside. */
    private static Map<Integer, String> typeless(Attributes attributes) {
        Map<Integer, String> found = new TreeMap<>();
        attributes.unknown().attributes().forEach(raw -> found.put(raw.type() & 0x3fff, raw.toString()));
        found.remove(attributes.has(BRPORT_COST) ? 26 : 40);
        return found;
    }

    private int index(String name) {
        return links.get(name).orElseThrow().index();
    }

    private JsonObject json(String name) {
        return live.json("-d link show " + name).get(0).getAsJsonObject();
    }

    private JsonObject data(String name) {
        return json(name).getAsJsonObject("linkinfo").getAsJsonObject("info_data");
    }

    private void requireKind(String kind, String options) {
        requireKind(kind, options, "link add probe");
    }

    private void requireKind(String kind, String options, String add) {
        LiveNamespace.Result made = live.run((add + " type " + kind + " " + options).strip());
        Assumptions.assumeTrue(made.status() == 0, "this kernel has no " + kind + ": " + made.output());
        live.ip("link delete probe");
    }
}
