package dev.multipath.netlink.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.multipath.netlink.codec.Fra;
import dev.multipath.netlink.codec.Ifa;
import dev.multipath.netlink.codec.Ifla;
import dev.multipath.netlink.codec.IflaInfo;
import dev.multipath.netlink.codec.Lwtunnel;
import dev.multipath.netlink.codec.MplsIptunnel;
import dev.multipath.netlink.codec.Nda;
import dev.multipath.netlink.codec.Ndta;
import dev.multipath.netlink.codec.Ndtpa;
import dev.multipath.netlink.codec.Netnsa;
import dev.multipath.netlink.codec.Nfea;
import dev.multipath.netlink.codec.Nfgenmsg;
import dev.multipath.netlink.codec.Nha;
import dev.multipath.netlink.codec.NhaGroupStats;
import dev.multipath.netlink.codec.NhaGroupStatsEntry;
import dev.multipath.netlink.codec.NhaResBucket;
import dev.multipath.netlink.codec.NhaResGroup;
import dev.multipath.netlink.codec.Rta;
import dev.multipath.netlink.codec.Rtax;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.codec.Rtnlgrp;
import dev.multipath.netlink.codec.Seg6Iptunnel;
import dev.multipath.netlink.codec.Seg6LocalAttribute;
import dev.multipath.netlink.codec.VethInfo;
import dev.multipath.netlink.codec.conntrack.ConntrackMessage;
import dev.multipath.netlink.codec.conntrack.Cta;
import dev.multipath.netlink.codec.conntrack.CtaCounters;
import dev.multipath.netlink.codec.conntrack.CtaFilter;
import dev.multipath.netlink.codec.conntrack.CtaIp;
import dev.multipath.netlink.codec.conntrack.CtaProto;
import dev.multipath.netlink.codec.conntrack.CtaProtoinfo;
import dev.multipath.netlink.codec.conntrack.CtaProtoinfoTcp;
import dev.multipath.netlink.codec.conntrack.CtaStatsGlobal;
import dev.multipath.netlink.codec.conntrack.CtaTuple;
import dev.multipath.netlink.codec.sockdiag.InetDiag;
import dev.multipath.netlink.codec.sockdiag.InetDiagReq;
import dev.multipath.netlink.codec.sockdiag.SocketCodec;
import dev.multipath.netlink.wire.NetlinkHeader;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Our numbers are the kernel's, and none of theirs is missing here. */
final class UapiConstantsTest {
    private record Checked(Class<?> type, String header, String prefix, String leftOut) {}

    private static final String CONNTRACK = "linux/netfilter/nfnetlink_conntrack.h";

    private static final String MARKERS = ".*(_MAX|UNUSED\\d?|_UNSPEC)";

    @TestFactory
    Stream<DynamicTest> numbers_are_the_kernels() {
        JsonObject headers = headers();
        return Stream.of(
                        new Checked(Rtm.class, "linux/rtnetlink.h", "RTM_(NEW|DEL|GET|SET)", MARKERS),
                        new Checked(Nda.class, "linux/neighbour.h", "NDA_", MARKERS),
                        new Checked(Ndta.class, "linux/neighbour.h", "NDTA_", MARKERS),
                        new Checked(Ndtpa.class, "linux/neighbour.h", "NDTPA_", MARKERS),
                        new Checked(Nfea.class, "linux/neighbour.h", "NFEA_", MARKERS),
                        new Checked(Rta.class, "linux/rtnetlink.h", "RTA_", MARKERS + "|RTA_ALIGNTO"),
                        new Checked(Rtax.class, "linux/rtnetlink.h", "RTAX_", MARKERS + "|RTAX_FEATURE_.*"),
                        new Checked(Rtnlgrp.class, "linux/rtnetlink.h", "RTNLGRP_", MARKERS + "|.*(NOP|DECnet|NONE).*"),
                        new Checked(Fra.class, "linux/fib_rules.h", "FRA_", MARKERS + "|FRA_IFNAME"),
                        new Checked(Ifa.class, "linux/if_addr.h", "IFA_", MARKERS + "|IFA_F_.*"),
                        new Checked(
                                Nha.class,
                                "linux/nexthop.h",
                                "NHA_",
                                MARKERS + "|NHA_OP_FLAG_.*|NHA_(RES_GROUP|RES_BUCKET|GROUP_STATS)_.*"),
                        new Checked(NhaResGroup.class, "linux/nexthop.h", "NHA_RES_GROUP_", MARKERS),
                        new Checked(NhaResBucket.class, "linux/nexthop.h", "NHA_RES_BUCKET_", MARKERS),
                        new Checked(
                                NhaGroupStats.class,
                                "linux/nexthop.h",
                                "NHA_GROUP_STATS_",
                                MARKERS + "|NHA_GROUP_STATS_ENTRY_.*"),
                        new Checked(NhaGroupStatsEntry.class, "linux/nexthop.h", "NHA_GROUP_STATS_ENTRY_", MARKERS),
                        new Checked(IflaInfo.class, "linux/if_link.h", "IFLA_INFO_", MARKERS),
                        new Checked(Lwtunnel.class, "linux/lwtunnel.h", "LWTUNNEL_", MARKERS),
                        new Checked(Seg6Iptunnel.class, "linux/seg6_iptunnel.h", "SEG6_IPTUNNEL_", MARKERS),
                        new Checked(Seg6LocalAttribute.class, "linux/seg6_local.h", "SEG6_LOCAL_", MARKERS),
                        new Checked(MplsIptunnel.class, "linux/mpls_iptunnel.h", "MPLS_IPTUNNEL_", MARKERS),
                        new Checked(
                                Netnsa.class,
                                "linux/net_namespace.h",
                                "NETNSA_",
                                MARKERS + "|NETNSA_(NONE|NSID_NOT_ASSIGNED)"),
                        new Checked(VethInfo.class, "linux/veth.h", "VETH_INFO_", MARKERS),
                        conntrack(CtaTuple.class, "CTA_TUPLE_", "CTA_TUPLE_(ORIG|REPLY|MASTER)"),
                        conntrack(CtaIp.class, "CTA_IP_", ""),
                        conntrack(CtaProto.class, "CTA_PROTO_", ""),
                        conntrack(CtaProtoinfo.class, "CTA_PROTOINFO_", "CTA_PROTOINFO_.*_.*"),
                        conntrack(CtaProtoinfoTcp.class, "CTA_PROTOINFO_TCP_", ""),
                        conntrack(CtaCounters.class, "CTA_COUNTERS", "CTA_COUNTERS_(ORIG|REPLY)"),
                        conntrack(CtaFilter.class, "CTA_FILTER_", ""),
                        conntrack(CtaStatsGlobal.class, "CTA_STATS_GLOBAL_", ""),
                        new Checked(
                                InetDiag.class,
                                "linux/inet_diag.h",
                                "INET_DIAG_",
                                MARKERS + "|INET_DIAG_(REQ|BC)_.*|INET_DIAG_(NONE|NOCOOKIE)"),
                        new Checked(
                                InetDiagReq.class,
                                "linux/inet_diag.h",
                                "INET_DIAG_REQ_",
                                MARKERS + "|INET_DIAG_REQ_NONE"))
                .map(checked -> DynamicTest.dynamicTest(
                        checked.type().getSimpleName(),
                        () -> assertThat(constants(checked.type(), "")).isEqualTo(theirs(headers, checked))));
    }

    /** linux/if_link.h has the sets of every kind of link in one place; only the general one is complete here. */
    @TestFactory
    Stream<DynamicTest> those_we_have_are_right() {
        JsonObject headers = headers();
        return Stream.of(
                        new Checked(Ifla.class, "linux/if_link.h", "IFLA_", ""),
                        new Checked(NetlinkHeader.class, "linux/netlink.h", "NLM", ""),
                        // CTA_TIMESTAMP_EVENT is newer than those headers.
                        new Checked(Cta.class, CONNTRACK, "CTA_(?!TIMESTAMP_EVENT)", ""),
                        new Checked(SocketCodec.class, "linux/sock_diag.h", "SOCK_D", ""),
                        new Checked(Nfgenmsg.class, "linux/netfilter/nfnetlink.h", "NFN", ""))
                .map(checked -> DynamicTest.dynamicTest(
                        checked.type().getSimpleName(),
                        () -> assertThat(theirs(headers, checked))
                                .containsAllEntriesOf(constants(checked.type(), checked.prefix()))));
    }

    /** Message types are the header's with the subsystem in their upper byte. */
    @Test
    void message_types_of_conntrack_are_the_kernels() throws IllegalAccessException {
        Checked checked = new Checked(ConntrackMessage.class, CONNTRACK, "IPCTNL_MSG_CT_", "");
        Map<String, Integer> expected = theirs(headers(), checked);
        expected.replaceAll((name, number) -> Nfgenmsg.type(Nfgenmsg.NFNL_SUBSYS_CTNETLINK, number));
        assertThat(constants(ConntrackMessage.class, "")).isEqualTo(expected);
    }

    private static Checked conntrack(Class<?> type, String prefix, String leftOut) {
        return new Checked(type, CONNTRACK, prefix, MARKERS + (leftOut.isEmpty() ? "" : "|" + leftOut));
    }

    private static Map<String, Integer> constants(Class<?> type, String prefix) throws IllegalAccessException {
        Map<String, Integer> constants = new TreeMap<>();
        for (Field field : type.getFields()) {
            boolean constant = Modifier.isStatic(field.getModifiers()) && field.getType() == int.class;
            if (constant && Pattern.compile(prefix).matcher(field.getName()).lookingAt()) {
                constants.put(field.getName(), field.getInt(null));
            }
        }
        assertThat(constants).isNotEmpty();
        return constants;
    }

    private static Map<String, Integer> theirs(JsonObject headers, Checked checked) {
        Map<String, Integer> constants = new TreeMap<>();
        Pattern wanted = Pattern.compile(checked.prefix());
        for (Map.Entry<String, JsonElement> constant :
                headers.getAsJsonObject(checked.header()).entrySet()) {
            String name = constant.getKey();
            if (wanted.matcher(name).lookingAt()
                    && !name.matches(checked.leftOut())
                    && !name.matches(".*NR_MSGTYPES")) {
                constants.put(name, constant.getValue().getAsInt());
            }
        }
        return constants;
    }

    private static JsonObject headers() {
        Optional<Path> golden = Golden.directory();
        assumeTrue(golden.isPresent(), "the specifications in shared/specs are not part of a clone");
        Path constants = golden.get().resolveSibling("specs").resolve("uapi_constants.json");
        assumeTrue(Files.exists(constants), "no " + constants);
        return Golden.json(constants).getAsJsonObject("headers");
    }
}
