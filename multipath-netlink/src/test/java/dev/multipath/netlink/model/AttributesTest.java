package dev.multipath.netlink.model;

import static dev.multipath.netlink.model.VxlanAttributes.VXLAN_GROUP;
import static dev.multipath.netlink.model.VxlanAttributes.VXLAN_ID;
import static dev.multipath.netlink.model.VxlanAttributes.VXLAN_LEARNING;
import static dev.multipath.netlink.model.VxlanAttributes.VXLAN_PORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Values by keys: what cannot be does not construct, and says what and where. */
final class AttributesTest {
    @Test
    void values_are_found_by_their_keys() {
        Attributes options = Attributes.of(VXLAN_ID, 42L).with(VXLAN_PORT, 4789);
        assertThat(options.get(VXLAN_ID)).contains(42L);
        assertThat(options.get(VXLAN_LEARNING)).isEmpty();
        assertThat(options.with(VXLAN_ID, 43L).get(VXLAN_ID)).contains(43L);
        assertThat(options.get(VXLAN_ID)).as("nothing changes in place").contains(42L);
        assertThat(options.without(VXLAN_ID)).isEqualTo(Attributes.of(VXLAN_PORT, 4789));
        assertThat(Attributes.of(VXLAN_PORT, 4789).with(VXLAN_ID, 42L))
                .as("order does not count")
                .isEqualTo(options)
                .hasSameHashCodeAs(options);
    }

    @Test
    void values_out_of_range_are_refused() {
        refused(() -> Attributes.of(VXLAN_ID, 1L << 24), "IFLA_VXLAN_ID 16777216 is outside 0..16777215");
        refused(() -> Attributes.of(VXLAN_PORT, 65_536), "IFLA_VXLAN_PORT 65536 is outside 0..65535");
        refused(
                () -> Attributes.of(VXLAN_GROUP, IpAddress.parse("2001:db8::1")),
                "IFLA_VXLAN_GROUP 2001:db8::1 is not IPV4");
        refused(
                () -> Attributes.of(BridgeAttributes.BR_FDB_FLUSH, false),
                "IFLA_BR_FDB_FLUSH is a flag: leave it out where it is off");
        refused(() -> Attributes.of(LinkAttributes.IFALIAS, "a\0b"), "IFLA_IFALIAS has a zero character");
        refused(
                () -> Attributes.of(BondAttributes.BOND_ARP_IP_TARGET, List.of(IpAddress.parse("::1"))),
                "ARP_IP_TARGET ::1 is not IPV4");
        refused(() -> LinkKind.Vlan.of(4095), "IFLA_VLAN_ID 4095 is outside 0..4094");
        refused(() -> LinkKind.Vrf.of(RouteTable.of(0)), "IFLA_VRF_TABLE 0 is outside 1..4294967295");
    }

    @Test
    void keys_of_another_set_are_refused() {
        Attributes vxlan = Attributes.of(VXLAN_ID, 42L);
        refused(() -> vxlan.with(BondAttributes.BOND_MODE, 1), "IFLA_BOND_MODE is not of IFLA_VXLAN_*");
        refused(() -> new LinkKind.Bond(vxlan), "IFLA_VXLAN_ID is not of bond, which takes IFLA_BOND_*");
        refused(() -> LinkKind.of("dummy", vxlan), "IFLA_VXLAN_ID is not of dummy");
        refused(() -> new LinkPort.Bridge(vxlan), "IFLA_VXLAN_ID is not of bridge port");
        refused(() -> new LinkKind.Other("vxlan", Attributes.NONE), "vxlan is a kind of its own");
        refused(() -> new LinkPort.Other("bond", Attributes.NONE), "bond is a kind of its own");
        refused(
                () -> NewLink.bridge("br0").with(LinkAttributes.IFNAME, "br1"),
                "IFLA_IFNAME has a place of its own in a new link");
    }

    @Test
    void requests_are_in_the_words_of_iproute2() {
        NewLink vxlan = NewLink.of(
                        "vx0",
                        new LinkKind.Vxlan(Attributes.of(VXLAN_ID, 42L)
                                .with(VXLAN_PORT, 4789)
                                .with(VXLAN_LEARNING, false)
                                .with(VXLAN_GROUP, IpAddress.parse("239.1.1.1"))))
                .mtu(1400)
                .with(LinkAttributes.TXQLEN, 500L);
        assertThat(vxlan)
                .hasToString("ip link add vx0 mtu 1400 txqueuelen 500"
                        + " type vxlan id 42 dstport 4789 nolearning group 239.1.1.1");
        assertThat(NewLink.of("v7", LinkKind.Vlan.of(7)).parent(3))
                .hasToString("ip link add link if3 name v7 type vlan id 7");
        assertThat(NewLink.of(
                        "bond0",
                        new LinkKind.Bond(Attributes.of(BondAttributes.BOND_MODE, 4)
                                .with(
                                        BondAttributes.BOND_ARP_IP_TARGET,
                                        List.of(IpAddress.parse("192.0.2.1"), IpAddress.parse("192.0.2.2"))))))
                .hasToString("ip link add bond0 type bond mode 802.3ad arp_ip_target 192.0.2.1,192.0.2.2");
        assertThat(Iproute2Link.set(
                        4,
                        LinkChange.setUp()
                                .promiscuous(true)
                                .arp(false)
                                .master(0)
                                .alias("uplink")))
                .isEqualTo("ip link set if4 up arp off promisc on nomaster alias uplink");
        assertThat(Iproute2Link.set(
                        4,
                        LinkChange.setPort(new LinkPort.Bridge(Attributes.of(BridgePortAttributes.BRPORT_COST, 5L)
                                .with(BridgePortAttributes.BRPORT_ISOLATED, true)))))
                .isEqualTo("ip link set if4 type bridge_slave cost 5 isolated on");
        assertThat(Iproute2Link.show(LinkFilter.ALL.master(3).kind("vlan")))
                .isEqualTo("ip link show master if3 type vlan");
    }

    @Test
    void what_has_no_key_is_shown_raw() {
        UnknownAttributes raw = UnknownAttributes.NONE.plus(new RawAttribute(77, new byte[] {1, 2}));
        assertThat(Attributes.of(VXLAN_ID, 42L).unknown(raw)).hasToString("id 42 #77:0102");
        assertThat(Optional.of(Attributes.raw(raw)).get().isEmpty()).isFalse();
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable code, String message) {
        assertThatIllegalArgumentException().isThrownBy(code).withMessageContaining(message);
    }
}
