package dev.multipath.netlink;

import static dev.multipath.netlink.model.BridgeAttributes.*;
import static dev.multipath.netlink.model.BridgePortAttributes.*;
import static dev.multipath.netlink.model.VlanAttributes.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Attributes;
import dev.multipath.netlink.model.ChangedFlags;
import dev.multipath.netlink.model.Inet6Attributes;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.LinkKind;
import dev.multipath.netlink.model.LinkPort;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.ProtocolInfo;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bridges and their ports on the running kernel, both ways. */
final class BridgeLinksNetnsIT {
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
        JsonObject data = has.data("br0");
        assertThat(data.get("forward_delay").getAsInt()).isEqualTo(1000);
        assertThat(data.get("ageing_time").getAsInt()).isEqualTo(12_000);
        assertThat(data.get("stp_state").getAsInt()).isEqualTo(1);
        assertThat(data.get("priority").getAsInt()).isEqualTo(4096);
        assertThat(data.get("no_linklocal_learn").getAsInt()).isEqualTo(1);
        assertThat(data.get("mcast_snooping").getAsInt()).isZero();
        assertThat(data.get("mcast_query_intvl").getAsInt()).isEqualTo(6000);
        Attributes back = has.attributes("br0");
        assertThat(back.get(BR_PRIORITY)).contains(4096);
        assertThat(back.get(BR_BRIDGE_ID).orElseThrow().priority()).isEqualTo(4096);
        assertThat(back.get(BR_MULTI_BOOLOPT).orElseThrow().flags() & 1).isEqualTo(1);
        assertThat(LiveLinks.typeless(back))
                .as("the kernel says nothing without a key")
                .isEmpty();
    }

    @Test
    void ports_are_listed_as_bridge_shows_them() {
        live.ip("link add br0 type bridge");
        live.ip("link add va type veth peer name vb");
        live.ip("link set va master br0");
        live.ip("link set va type bridge_slave cost 77 priority 9");
        List<ProtocolInfo> ports = links.protocolInfo(AddressFamily.BRIDGE);
        assertThat(ports).extracting(ProtocolInfo::interfaceIndex).containsExactly(has.index("va"));
        Attributes port = ports.get(0).attributes();
        JsonObject shown = live.bridge("link show").get(0).getAsJsonObject();
        assertThat(port.get(BRPORT_COST))
                .contains(shown.get("cost").getAsLong())
                .contains(77L);
        assertThat(port.get(BRPORT_PRIORITY))
                .contains(shown.get("priority").getAsInt())
                .contains(9);
        assertThat(LiveLinks.typeless(port)).isEmpty();
        assertThat(port)
                .as("the same as the link itself says")
                .isEqualTo(links.get("va").orElseThrow().port().orElseThrow().attributes());
    }

    @Test
    void what_ipv6_keeps_with_an_interface_is_listed() {
        live.ip("link set lo up");
        live.ip("link add va up type veth peer name vb");
        live.ip("link set vb up addrgenmode none");
        List<ProtocolInfo> all = links.protocolInfo(AddressFamily.INET6);
        assertThat(all)
                .extracting(ProtocolInfo::interfaceIndex)
                .containsExactlyInAnyOrder(1, has.index("va"), has.index("vb"));
        for (ProtocolInfo info : all) {
            assertThat(info.attributes().unknown().attributes()).isEmpty();
            boolean none = info.interfaceIndex() == has.index("vb");
            assertThat(info.attributes().get(Inet6Attributes.INET6_ADDR_GEN_MODE))
                    .contains(none ? 1 : 0);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> links.protocolInfo(AddressFamily.INET));
    }

    @Test
    void a_bridge_of_theirs_is_read_and_changed() {
        live.ip("link add br0 type bridge forward_delay 500 nf_call_iptables 1 mcast_hash_max 64");
        Attributes back = has.attributes("br0");
        assertThat(back.get(BR_FORWARD_DELAY)).contains(500L);
        assertThat(back.get(BR_NF_CALL_IPTABLES)).contains(true);
        assertThat(back.get(BR_MCAST_HASH_MAX)).contains(64L);
        links.change(
                has.index("br0"),
                LinkChange.setKind(new LinkKind.Bridge(
                        Attributes.of(BR_FORWARD_DELAY, 700L).with(BR_FDB_FLUSH, true))));
        assertThat(has.data("br0").get("forward_delay").getAsInt()).isEqualTo(700);
    }

    @Test
    void a_bridge_that_filters_vlans_is_read_and_made() {
        has.requireKind("bridge", "vlan_filtering 1");
        links.add(NewLink.of(
                "br0",
                new LinkKind.Bridge(Attributes.of(BR_VLAN_FILTERING, true)
                        .with(BR_VLAN_DEFAULT_PVID, 7)
                        .with(BR_VLAN_PROTOCOL, 0x88a8))));
        assertThat(has.data("br0").get("vlan_filtering").getAsInt()).isEqualTo(1);
        assertThat(has.data("br0").get("vlan_default_pvid").getAsInt()).isEqualTo(7);
        assertThat(has.data("br0").get("vlan_protocol").getAsString()).isEqualTo("802.1ad");
        live.ip("link add br1 type bridge vlan_filtering 1");
        assertThat(has.attributes("br1").get(BR_VLAN_FILTERING)).contains(true);
        assertThat(has.attributes("br1").get(BR_VLAN_PROTOCOL)).contains(0x8100);
    }

    @Test
    void a_bridge_port_is_read_and_changed() {
        live.ip("link add br0 type bridge");
        live.ip("link add va type veth peer name vb");
        links.change(has.index("va"), LinkChange.setMaster(has.index("br0")));
        links.change(
                has.index("va"),
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
        assertThat(LiveLinks.typeless(back.attributes())).isEmpty();
    }
}
