package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import dev.multipath.netlink.model.AfSpecAttributes;
import dev.multipath.netlink.model.Attributes;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.Inet6Attributes;
import dev.multipath.netlink.model.InetAttributes;
import dev.multipath.netlink.model.InterfaceConf;
import dev.multipath.netlink.model.InterfaceStatistics;
import dev.multipath.netlink.model.Ipv4Conf;
import dev.multipath.netlink.model.Ipv6Conf;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkAttributes;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.LinkFilter;
import dev.multipath.netlink.model.LinkSignal;
import dev.multipath.netlink.model.LinkStatistics;
import dev.multipath.netlink.model.ProtoDownReasonAttributes;
import dev.multipath.netlink.model.StatsAttributes;
import dev.multipath.netlink.transport.Errno;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What any link has on the running kernel: set by us and read by iproute2, set by iproute2 and read by us. */
final class LinkSettingsNetnsIT {
    private LiveNamespace live;
    private Links links;
    private int index;

    @BeforeEach
    void open() {
        live = new LiveNamespace();
        links = live.netlink().links();
        index = live.veth("va", "vb");
    }

    @AfterEach
    void close() {
        live.close();
    }

    @Test
    void what_we_set_iproute2_reads() {
        links.change(
                index,
                LinkChange.setMtu(1300)
                        .group(42)
                        .alias("to the provider")
                        .txQueueLength(77)
                        .allMulticast(true)
                        .promiscuous(true)
                        .arp(false)
                        .with(LinkAttributes.GSO_MAX_SIZE, 40_000L)
                        .with(LinkAttributes.BROADCAST, new HardwareAddress(new byte[] {2, 2, 2, 2, 2, 2})));
        JsonObject link = json();
        assertThat(link.get("mtu").getAsInt()).isEqualTo(1300);
        assertThat(link.get("group").getAsString()).isEqualTo("42");
        assertThat(link.get("ifalias").getAsString()).isEqualTo("to the provider");
        assertThat(link.get("txqlen").getAsInt()).isEqualTo(77);
        assertThat(link.get("flags").toString()).contains("ALLMULTI", "PROMISC", "NOARP");
        assertThat(link.get("gso_max_size").getAsInt()).isEqualTo(40_000);
        assertThat(link.get("broadcast").getAsString()).isEqualTo("02:02:02:02:02:02");
        links.change(
                index,
                LinkChange.NOTHING.alias("").arp(true).allMulticast(false).promiscuous(false));
        assertThat(json().has("ifalias")).isFalse();
        assertThat(json().get("flags").toString()).doesNotContain("ALLMULTI", "PROMISC", "NOARP");
        assertThat(json().get("mtu").getAsInt()).isEqualTo(1300);
    }

    @Test
    void what_iproute2_sets_we_read() {
        live.ip("link set va group 9 alias uplink txqueuelen 12 allmulticast on");
        Link link = links.get("va").orElseThrow();
        assertThat(link.group()).isEqualTo(9);
        assertThat(link.alias()).contains("uplink");
        assertThat(link.attributes().get(LinkAttributes.TXQLEN)).contains(12L);
        assertThat(link.attributes().get(LinkAttributes.ALLMULTI)).contains(1L);
        assertThat(link.attributes().get(LinkAttributes.MIN_MTU)).contains(68L);
        assertThat(link.attributes().get(LinkAttributes.MAX_MTU)).contains(65_535L);
        assertThat(link.attributes().get(LinkAttributes.QDISC)).isPresent();
        assertThat(link.attributes().get(LinkAttributes.CARRIER_UP_COUNT)).isPresent();
        assertThat(link.attributes().get(LinkAttributes.TSO_MAX_SEGS)).isPresent();
        assertThat(link.toString()).contains("group 9").contains("alias uplink").contains("type veth");
    }

    /** A macvlan can be held down, a veth cannot. */
    @Test
    void who_is_held_down_and_why_is_read_and_set() {
        live.ip("link add link va name mv0 type macvlan mode bridge");
        live.ip("link set mv0 protodown on");
        live.ip("link set mv0 protodown_reason 3 on");
        Link link = links.get("mv0").orElseThrow();
        assertThat(link.attributes().get(LinkAttributes.PROTO_DOWN)).contains(true);
        assertThat(link.attributes().get(LinkAttributes.PROTO_DOWN_REASON))
                .contains(Attributes.of(ProtoDownReasonAttributes.PROTO_DOWN_REASON_VALUE, 8L));
        Attributes none = Attributes.of(ProtoDownReasonAttributes.PROTO_DOWN_REASON_MASK, 8L)
                .with(ProtoDownReasonAttributes.PROTO_DOWN_REASON_VALUE, 0L);
        links.change(link.index(), LinkChange.set(LinkAttributes.PROTO_DOWN_REASON, none));
        links.change(link.index(), LinkChange.set(LinkAttributes.PROTO_DOWN, false));
        assertThat(live.ip("-d link show mv0")).doesNotContain("protodown");
    }

    /** XDP and padding are what is left without a key. */
    @Test
    void nothing_but_what_is_listed_is_left_raw() {
        for (Link link : links.list(LinkFilter.ALL.withStatistics().withVirtualFunctions())) {
            assertThat(link.unknown().attributes())
                    .as(link.toString())
                    .allMatch(raw -> (raw.type() & 0x3fff) == 42 || (raw.type() & 0x3fff) == 43);
            assertThat(link.info().unknown().isEmpty()).isTrue();
        }
    }

    @Test
    void sysctls_of_the_interface_come_with_it() throws Exception {
        Attributes spec = links.get(index)
                .orElseThrow()
                .attributes()
                .get(LinkAttributes.AF_SPEC)
                .orElseThrow();
        InterfaceConf inet = spec.get(AfSpecAttributes.AF_INET)
                .flatMap(inside -> inside.get(InetAttributes.INET_CONF))
                .orElseThrow();
        InterfaceConf inet6 = spec.get(AfSpecAttributes.AF_INET6)
                .flatMap(inside -> inside.get(Inet6Attributes.INET6_CONF))
                .orElseThrow();
        assertThat(inet.get(Ipv4Conf.RP_FILTER)).hasValue(sysctl("ipv4/conf/va/rp_filter"));
        assertThat(inet.get(Ipv4Conf.SHARED_MEDIA)).hasValue(sysctl("ipv4/conf/va/shared_media"));
        assertThat(inet.get(Ipv4Conf.ARP_EVICT_NOCARRIER)).hasValue(sysctl("ipv4/conf/va/arp_evict_nocarrier"));
        assertThat(inet6.get(Ipv6Conf.HOPLIMIT)).hasValue(sysctl("ipv6/conf/va/hop_limit"));
        assertThat(inet6.get(Ipv6Conf.MAX_ADDRESSES)).hasValue(sysctl("ipv6/conf/va/max_addresses"));
        assertThat(inet6.get(Ipv6Conf.MTU6)).hasValue(sysctl("ipv6/conf/va/mtu"));

        Attributes wanted = Attributes.of(
                AfSpecAttributes.AF_INET,
                Attributes.of(InetAttributes.INET_CONF, InterfaceConf.of(Ipv4Conf.RP_FILTER, 2)));
        wanted = wanted.with(AfSpecAttributes.AF_INET6, Attributes.of(Inet6Attributes.INET6_ADDR_GEN_MODE, 1));
        links.change(index, LinkChange.set(LinkAttributes.AF_SPEC, wanted));
        assertThat(sysctl("ipv4/conf/va/rp_filter")).isEqualTo(2);
        assertThat(json().get("inet6_addr_gen_mode").getAsString()).isEqualTo("none");
    }

    @Test
    void alternative_names_are_names() {
        String longName = "a-name-that-is-far-longer-than-fifteen-characters";
        links.addAlternativeNames(index, "wan-fibre", longName);
        JsonObject link = json();
        assertThat(link.getAsJsonArray("altnames").toString()).contains("wan-fibre", longName);
        assertThat(links.get(longName).map(Link::index)).contains(index);
        assertThat(links.get("wan-fibre").map(Link::index)).contains(index);
        assertThat(links.get(index).orElseThrow().alternativeNames()).containsExactly("wan-fibre", longName);
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> links.addAlternativeNames(index, "wan-fibre"))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST))
                .withMessageStartingWith("ip link property add dev if" + index + " altname wan-fibre: EEXIST");
        links.deleteAlternativeNames(index, "wan-fibre");
        assertThat(links.get("wan-fibre")).isEmpty();
        live.ip("link property add dev va altname of-iproute2");
        assertThat(links.get(index).orElseThrow().alternativeNames()).containsExactly(longName, "of-iproute2");
        assertThatIllegalArgumentException().isThrownBy(() -> links.addAlternativeNames(index));
        assertThatIllegalArgumentException().isThrownBy(() -> links.addAlternativeNames(index, "x".repeat(128)));
    }

    @Test
    void counters_are_those_iproute2_shows() {
        live.ip("address add 192.0.2.1/24 dev va");
        live.ip("neighbour add 192.0.2.2 lladdr 02:00:00:00:00:02 dev va");
        Link link = links.list(LinkFilter.ALL.withStatistics()).stream()
                .filter(each -> each.index() == index)
                .findFirst()
                .orElseThrow();
        LinkStatistics listed = link.statistics().orElseThrow();
        InterfaceStatistics asked = links.statistics(
                        index, StatsAttributes.STATS_LINK_64, StatsAttributes.STATS_AF_SPEC)
                .orElseThrow();
        LinkStatistics counters = asked.link().orElseThrow();
        assertThat(counters.txBytes()).isGreaterThanOrEqualTo(listed.txBytes());
        LinkSignal signal = links.signal("va").orElseThrow();
        LinkStatistics later = links.statistics(index, StatsAttributes.STATS_LINK_64)
                .orElseThrow()
                .link()
                .orElseThrow();
        assertThat(signal.sent()).isBetween(counters.txPackets(), later.txPackets());
        assertThat(signal.received()).isBetween(counters.rxPackets(), later.rxPackets());
        JsonObject theirs =
                live.json("-s -s link show lo").get(0).getAsJsonObject().getAsJsonObject("stats64");
        LinkStatistics ours = links.statistics(1, StatsAttributes.STATS_LINK_64)
                .orElseThrow()
                .link()
                .orElseThrow();
        assertThat(ours.rxBytes())
                .isEqualTo(theirs.getAsJsonObject("rx").get("bytes").getAsLong());
        assertThat(ours.txPackets())
                .isEqualTo(theirs.getAsJsonObject("tx").get("packets").getAsLong());
        assertThat(ipv6Counters(link)).isTrue();
        assertThat(ipv6Counters(links.get(index).orElseThrow()))
                .as("nobody asked")
                .isFalse();
        assertThat(links.statistics(StatsAttributes.STATS_LINK_64))
                .extracting(InterfaceStatistics::interfaceIndex)
                .contains(1, index);
        assertThat(links.statistics(4711, StatsAttributes.STATS_LINK_64)).isEmpty();
    }

    @Test
    void a_bridge_counts_multicast() {
        live.ip("link add br0 type bridge mcast_stats_enabled 1");
        int bridge = links.get("br0").orElseThrow().index();
        InterfaceStatistics found =
                links.statistics(bridge, StatsAttributes.STATS_LINK_XSTATS).orElseThrow();
        assertThat(found.attributes().get(StatsAttributes.STATS_LINK_XSTATS)).isPresent();
        assertThat(found.attributes().unknown().isEmpty()).isTrue();
    }

    @Test
    void a_value_that_cannot_be_is_refused_before_it_is_sent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkChange.NOTHING.group(-1))
                .withMessage("IFLA_GROUP -1 is outside 0..4294967295");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkChange.set(LinkAttributes.MTU, 1400L))
                .withMessage("IFLA_MTU has a place of its own in a change of a link");
    }

    private static boolean ipv6Counters(Link link) {
        return link.attributes()
                .get(LinkAttributes.AF_SPEC)
                .flatMap(spec -> spec.get(AfSpecAttributes.AF_INET6))
                .flatMap(inet6 -> inet6.get(Inet6Attributes.INET6_STATS))
                .isPresent();
    }

    /** In one read: /proc/sys gives nothing to a second one. */
    private int sysctl(String name) throws Exception {
        return live.namespace()
                .call(() -> Integer.parseInt(
                        Files.readAllLines(Path.of("/proc/sys/net/" + name)).get(0)));
    }

    private JsonObject json() {
        return live.json("-d link show va").get(0).getAsJsonObject();
    }
}
