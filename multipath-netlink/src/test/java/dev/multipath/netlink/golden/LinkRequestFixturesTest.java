package dev.multipath.netlink.golden;

import static dev.multipath.netlink.model.BondAttributes.*;
import static dev.multipath.netlink.model.BridgeAttributes.*;
import static dev.multipath.netlink.model.MacvlanAttributes.*;
import static dev.multipath.netlink.model.VlanAttributes.*;
import static dev.multipath.netlink.model.VxlanAttributes.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.codec.LinkCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.Attributes;
import dev.multipath.netlink.model.ChangedFlags;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.LinkKind;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.NumberRange;
import dev.multipath.netlink.model.QosMapping;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Our requests for links of every kind are those iproute2 sends, also for kinds the running kernel lacks. */
final class LinkRequestFixturesTest {
    private static final List<NewLink> OURS = List.of(
            NewLink.of(
                            "v7",
                            new LinkKind.Vlan(Attributes.of(VLAN_ID, 7)
                                    .with(VLAN_PROTOCOL, 0x88a8)
                                    .with(VLAN_FLAGS, new ChangedFlags(4, 5))
                                    .with(VLAN_EGRESS_QOS, List.of(new QosMapping(1, 5), new QosMapping(2, 6)))
                                    .with(VLAN_INGRESS_QOS, List.of(new QosMapping(3, 4)))))
                    .parent(100),
            NewLink.of("red", LinkKind.Vrf.of(RouteTable.of(1000))),
            NewLink.of("d0", "dummy"),
            NewLink.of("wg0", "wireguard").mtu(1420),
            NewLink.of(
                    "bond0",
                    new LinkKind.Bond(Attributes.of(BOND_MODE, 1)
                            .with(BOND_ARP_INTERVAL, 200L)
                            .with(
                                    BOND_ARP_IP_TARGET,
                                    List.of(IpAddress.parse("192.0.2.1"), IpAddress.parse("192.0.2.2")))
                            .with(BOND_ARP_VALIDATE, 3L)
                            .with(BOND_PRIMARY_RESELECT, 1)
                            .with(BOND_FAIL_OVER_MAC, 1)
                            .with(BOND_NUM_PEER_NOTIF, 3)
                            .with(BOND_TLB_DYNAMIC_LB, false))),
            NewLink.of(
                    "bond1",
                    new LinkKind.Bond(Attributes.of(BOND_MODE, 4)
                            .with(BOND_MIIMON, 100L)
                            .with(BOND_UPDELAY, 200L)
                            .with(BOND_DOWNDELAY, 300L)
                            .with(BOND_USE_CARRIER, true)
                            .with(BOND_XMIT_HASH_POLICY, 1)
                            .with(BOND_AD_LACP_RATE, 1)
                            .with(BOND_AD_SELECT, 1)
                            .with(BOND_MIN_LINKS, 1L)
                            .with(BOND_AD_ACTOR_SYS_PRIO, 5)
                            .with(BOND_AD_USER_PORT_KEY, 9)
                            .with(BOND_AD_ACTOR_SYSTEM, new HardwareAddress(new byte[] {2, 0, 0, 0, 0, 7}))
                            .with(BOND_AD_LACP_ACTIVE, 1))),
            NewLink.of(
                    "br0",
                    new LinkKind.Bridge(Attributes.of(BR_VLAN_FILTERING, true)
                            .with(BR_VLAN_PROTOCOL, 0x88a8)
                            .with(BR_VLAN_DEFAULT_PVID, 7)
                            .with(BR_MCAST_QUERIER, true)
                            .with(BR_MCAST_QUERY_INTVL, 5000L)
                            .with(BR_NF_CALL_ARPTABLES, true))),
            NewLink.of(
                    "vx0",
                    new LinkKind.Vxlan(Attributes.of(VXLAN_ID, 42L)
                            .with(VXLAN_LOCAL6, IpAddress.parse("2001:db8::1"))
                            .with(VXLAN_GROUP6, IpAddress.parse("2001:db8::2"))
                            .with(VXLAN_PORT, 4789)
                            .with(VXLAN_PORT_RANGE, new NumberRange(1000, 2000))
                            .with(VXLAN_TTL_INHERIT, true)
                            .with(VXLAN_LABEL, 0x12345L)
                            .with(VXLAN_LEARNING, false)
                            .with(VXLAN_L2MISS, true)
                            .with(VXLAN_GBP, true)
                            .with(VXLAN_DF, 1)
                            .with(VXLAN_AGEING, 60L))),
            NewLink.of(
                            "mv0",
                            new LinkKind.Macvlan(Attributes.of(MACVLAN_MODE, 8L)
                                    .with(MACVLAN_FLAGS, 1)
                                    .with(MACVLAN_BC_QUEUE_LEN, 50L)))
                    .parent(100));

    @TestFactory
    Stream<DynamicTest> ours_are_theirs() {
        Map<String, byte[]> theirs = fixtures();
        assertThat(theirs).hasSameSizeAs(OURS);
        return OURS.stream()
                .map(link -> DynamicTest.dynamicTest(link.toString(), () -> {
                    String command = theirs.keySet().stream()
                            .filter(each -> each.contains(" " + link.name() + " "))
                            .findFirst()
                            .orElseThrow();
                    byte[] sent = theirs.get(command);
                    assertThat(LinkCodec.decodeNew(Messages.reader(sent)))
                            .as(command)
                            .isEqualTo(link);
                    ByteBuf out = Unpooled.buffer();
                    MessageWriter writer = new MessageWriter(out).begin(Rtm.RTM_NEWLINK, 0, 0);
                    LinkCodec.encodeRequest(link, writer);
                    writer.end();
                    assertThat(Messages.attributes(ByteBufUtil.getBytes(out)))
                            .as(command)
                            .isEqualTo(Messages.attributes(sent));
                }));
    }

    /** A command behind a {@code #}, then the message in hex. */
    private static Map<String, byte[]> fixtures() {
        Map<String, byte[]> found = new LinkedHashMap<>();
        String command = "";
        for (String line : text().lines().toList()) {
            if (line.startsWith("#")) {
                command = line.substring(1).strip();
            } else {
                found.put(command, HexFormat.of().parseHex(line));
            }
        }
        return found;
    }

    private static String text() {
        try (InputStream in = LinkRequestFixturesTest.class.getResourceAsStream("/golden/link-requests.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
