package dev.multipath.netlink;

import static dev.multipath.netlink.model.BondAttributes.*;
import static dev.multipath.netlink.model.BridgeAttributes.*;
import static dev.multipath.netlink.model.MacvlanAttributes.*;
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
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kinds of links other than bridges and tun devices, on the running kernel, both ways; a kind it lacks is skipped by
 * name. */
final class LinkKindsNetnsIT {
    private static final HardwareAddress MAC = new HardwareAddress(new byte[] {2, 0, 0, 0, 0, 0x22});

    private LiveNamespace live;
    private LiveLinks has;
    private Links links;

    @BeforeEach
    void open() {
        live = new LiveNamespace();
        has = new LiveLinks(live);
        links = live.netlink().links();
    }

    @AfterEach
    void close() {
        live.close();
    }

    @Test
    void vxlans_both_ways() {
        has.requireKind("vxlan", "id 1 dstport 4789");
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
        JsonObject data = has.data("vx0");
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
        Attributes back = has.attributes("vx6");
        assertThat(back.get(VXLAN_ID)).contains(16_777_215L);
        assertThat(back.get(VXLAN_GROUP6)).contains(IpAddress.parse("2001:db8::9"));
        assertThat(back.get(VXLAN_PORT)).contains(8472);
        assertThat(back.get(VXLAN_UDP_ZERO_CSUM6_TX)).contains(true);
        assertThat(back.get(VXLAN_PROXY)).contains(true);
        assertThat(back.get(VXLAN_TTL_INHERIT)).contains(true);
        assertThat(LiveLinks.typeless(back)).isEmpty();
        links.add(NewLink.of(
                "vx7",
                new LinkKind.Vxlan(Attributes.of(VXLAN_ID, 7L)
                        .with(VXLAN_PORT, 4790)
                        .with(VXLAN_TTL_INHERIT, true)
                        .with(VXLAN_GROUP6, IpAddress.parse("2001:db8::8")))));
        assertThat(has.attributes("vx7").get(VXLAN_TTL_INHERIT)).contains(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"macvlan", "macvtap"})
    void macvlans_both_ways(String kind) {
        int lower = live.veth("va", "vb");
        has.requireKind(kind, "mode bridge", "link add link va name probe");
        links.add(NewLink.of(
                        "mv0", LinkKind.of(kind, Attributes.of(MACVLAN_MODE, 2L).with(MACVLAN_BC_QUEUE_LEN, 77L)))
                .parent(lower)
                .hardwareAddress(MAC));
        assertThat(has.data("mv0").get("mode").getAsString()).isEqualTo("vepa");
        assertThat(has.data("mv0").get("bcqueuelen").getAsInt()).isEqualTo(77);
        assertThat(has.json("mv0").get("link").getAsString()).isEqualTo("va");
        assertThat(has.json("mv0").get("address").getAsString()).isEqualTo(MAC.toString());

        live.ip("link add link va name mv1 type " + kind + " mode source");
        assertThat(has.attributes("mv1").get(MACVLAN_MODE)).contains(16L);
        assertThat(links.get("mv1").orElseThrow().kind()).contains(kind);
        assertThat(links.get("mv1").orElseThrow().parent()).hasValue(lower);
        links.change(
                has.index("mv1"),
                LinkChange.setKind(LinkKind.of(
                        kind, Attributes.of(MACVLAN_MACADDR_MODE, 3L).with(MACVLAN_MACADDR_DATA, List.of(MAC)))));
        assertThat(live.ip("-d link show mv1")).contains(MAC.toString());
        assertThat(has.attributes("mv1").get(MACVLAN_MACADDR_DATA)).contains(List.of(MAC));
        assertThat(has.attributes("mv1").get(MACVLAN_MACADDR_COUNT)).contains(1L);
        assertThat(LiveLinks.typeless(has.attributes("mv1"))).isEmpty();
    }

    @Test
    void vlans_both_ways() {
        int lower = live.veth("va", "vb");
        has.requireKind("vlan", "id 5", "link add link va name probe");
        links.add(NewLink.of(
                        "v7",
                        new LinkKind.Vlan(Attributes.of(VLAN_ID, 7)
                                .with(VLAN_PROTOCOL, 0x88a8)
                                .with(VLAN_FLAGS, new ChangedFlags(4, 5))
                                .with(VLAN_EGRESS_QOS, List.of(new QosMapping(1, 5), new QosMapping(2, 6)))))
                .parent(lower));
        assertThat(has.data("v7").get("id").getAsInt()).isEqualTo(7);
        assertThat(has.data("v7").get("protocol").getAsString()).isEqualTo("802.1ad");
        live.ip("link add link va name v8 type vlan id 8 ingress-qos-map 3:4");
        assertThat(has.attributes("v8").get(VLAN_ID)).contains(8);
        assertThat(has.attributes("v8").get(VLAN_INGRESS_QOS)).contains(List.of(new QosMapping(3, 4)));
        assertThat(LiveLinks.typeless(has.attributes("v8"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dummy", "ifb", "wireguard"})
    void kinds_without_options_both_ways(String kind) {
        has.requireKind(kind, "");
        links.add(NewLink.of("x0", kind));
        assertThat(has.json("x0").getAsJsonObject("linkinfo").get("info_kind").getAsString())
                .isEqualTo(kind);
        live.ip("link add x1 type " + kind);
        assertThat(links.get("x1").orElseThrow().linkKind()).contains(LinkKind.of(kind, Attributes.NONE));
    }

    @Test
    void vrfs_both_ways() {
        has.requireKind("vrf", "table 9");
        links.add(NewLink.of("red", LinkKind.Vrf.of(RouteTable.of(1000))));
        assertThat(has.data("red").get("table").getAsInt()).isEqualTo(1000);
        live.ip("link add blue type vrf table 70000");
        assertThat(has.attributes("blue").get(VRF_TABLE)).contains(70_000L);
        live.ip("link add va type veth peer name vb");
        links.change(has.index("va"), LinkChange.setMaster(has.index("blue")));
        assertThat(links.get("va").orElseThrow().port()).containsInstanceOf(LinkPort.Vrf.class);
    }

    @Test
    void bonds_both_ways() {
        has.requireKind("bond", "");
        links.add(NewLink.of(
                "bond0",
                new LinkKind.Bond(Attributes.of(BOND_MODE, 1)
                        .with(BOND_ARP_INTERVAL, 200L)
                        .with(BOND_ARP_IP_TARGET, List.of(IpAddress.parse("192.0.2.1"))))));
        assertThat(has.data("bond0").get("mode").getAsString()).isEqualTo("active-backup");
        assertThat(has.data("bond0").get("arp_ip_target").toString()).contains("192.0.2.1");
        live.ip("link add bond1 type bond mode 802.3ad miimon 100 lacp_rate fast");
        assertThat(has.attributes("bond1").get(BOND_MODE)).contains(4);
        assertThat(has.attributes("bond1").get(BOND_MIIMON)).contains(100L);
        live.ip("link add va type veth peer name vb");
        links.change(has.index("va"), LinkChange.setMaster(has.index("bond1")));
        assertThat(links.get("va").orElseThrow().port()).containsInstanceOf(LinkPort.Bond.class);
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
        assertThat(has.json("va").get("ifindex").getAsInt()).isEqualTo(77);
        assertThat(has.json("va").get("mtu").getAsInt()).isEqualTo(1400);
        assertThat(has.json("va").get("num_tx_queues").getAsInt()).isEqualTo(3);
        assertThat(has.json("va").get("txqlen").getAsInt()).isEqualTo(55);
        assertThat(has.json("vb").get("mtu").getAsInt()).isEqualTo(1300);
        assertThat(has.json("vb").get("address").getAsString()).isEqualTo(MAC.toString());
        assertThat(has.json("vb").get("group").getAsString()).isEqualTo("4");
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
        assertThat(links.list(LinkFilter.ALL.master(has.index("br0"))))
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
}
