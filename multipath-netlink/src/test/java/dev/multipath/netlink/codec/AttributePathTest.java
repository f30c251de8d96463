package dev.multipath.netlink.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.wire.Bytes;
import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AttributePathTest {
    private static final String ROUTE = """
            3c000000 1800 0506 01000000 00000000
            02 18 00 00 fe 03 00 01 00000000
            0800 0100 0a010100                  # 28 RTA_DST
            1400 0800                           # 36 RTA_METRICS
              0800 0200 78050000                # 40   RTAX_MTU
              0800 6300 01000000                # 48   no name
            0800 0400 03000000                  # 56 RTA_OIF, cut off by the message's length
            """;

    @ParameterizedTest
    @CsvSource({
        "28, RTA_DST",
        "32, RTA_DST",
        "36, RTA_METRICS",
        "40, RTA_METRICS.RTAX_MTU",
        "48, RTA_METRICS.RTAX_99",
        "4, ''",
        "60, ''",
        "100000, ''",
        "4294967295, ''"
    })
    void an_offset_is_the_name_of_what_lies_there(long offset, String name) {
        assertThat(AttributePath.at(Bytes.of(ROUTE), offset).orElse("")).isEqualTo(name);
    }

    /** What is inside the data of a link is named by the kind that stands beside it. */
    @Test
    void options_of_a_kind_have_the_names_of_the_kind() {
        ByteBuf request = Bytes.of("""
                3c000000 1000 0506 01000000 00000000
                00 00 0000 00000000 00000000 00000000
                1c00 1200                           # 32 IFLA_LINKINFO
                  0900 0100 7678 6c61 6e00 0000     # 36   IFLA_INFO_KIND vxlan
                  0c00 0200                         # 48   IFLA_INFO_DATA
                    0800 0100 2a000000              # 52     IFLA_VXLAN_ID
                """);
        assertThat(AttributePath.at(request, 52)).contains("IFLA_LINKINFO.IFLA_INFO_DATA.IFLA_VXLAN_ID");
        assertThat(AttributePath.at(request, 36)).contains("IFLA_LINKINFO.IFLA_INFO_KIND");
    }

    @Test
    void requests_about_namespace_ids_and_other_names_have_theirs() {
        ByteBuf namespaceId = Bytes.of("""
                24000000 5800 0500 01000000 00000000
                00 00 0000
                0800 0300 ffffffff                  # 20 NETNSA_FD
                0800 0100 07000000                  # 28 NETNSA_NSID
                """);
        assertThat(AttributePath.at(namespaceId, 20)).contains("NETNSA_FD");
        assertThat(AttributePath.at(namespaceId, 28)).contains("NETNSA_NSID");
        assertThat(AttributePath.name(90, 2)).isEqualTo("NETNSA_PID");
        ByteBuf names = Bytes.of("""
                2c000000 6c00 0506 01000000 00000000
                00 00 0000 03000000 00000000 00000000
                0c00 3480                           # 32 IFLA_PROP_LIST
                  0600 3500 7800 0000               # 36   IFLA_ALT_IFNAME
                """);
        assertThat(AttributePath.at(names, 36)).contains("IFLA_PROP_LIST.IFLA_ALT_IFNAME");
    }

    private static final String LEGS = """
            58000000 1800 0506 01000000 00000000
            02 18 00 00 fe 03 00 01 00000000
            3400 0900                           # 28 RTA_MULTIPATH
              1000 00 00 03000000               # 32   leg 0
                0800 0500 c0000201              # 40     RTA_GATEWAY
              0800 00 00 04000000               # 48   leg 1
              1800 00 03 05000000               # 56   leg 2
                0800 0500 c6336401              # 64     RTA_GATEWAY
                0800 6300 00000000              # 72     no name
            0800 0800                           # 80 RTA_METRICS
              0400 0200                         # 84   RTAX_MTU
            """;

    @ParameterizedTest
    @CsvSource({
        "28, RTA_MULTIPATH",
        "32, RTA_MULTIPATH[0]",
        "40, RTA_MULTIPATH[0].RTA_GATEWAY",
        "48, RTA_MULTIPATH[1]",
        "56, RTA_MULTIPATH[2]",
        "63, RTA_MULTIPATH[2]",
        "64, RTA_MULTIPATH[2].RTA_GATEWAY",
        "68, RTA_MULTIPATH[2].RTA_GATEWAY",
        "72, RTA_MULTIPATH[2].RTA_99",
        "80, RTA_METRICS",
        "84, RTA_METRICS.RTAX_MTU"
    })
    void legs_are_counted_from_0(long offset, String name) {
        assertThat(AttributePath.at(Bytes.of(LEGS), offset)).contains(name);
    }

    @Test
    void a_leg_with_a_broken_length_has_no_name() {
        ByteBuf bytes = Bytes.of(LEGS);
        for (int length : new int[] {0, 7, 60_000}) {
            bytes.setShortLE(48, length);
            assertThat(AttributePath.at(bytes, 40)).contains("RTA_MULTIPATH[0].RTA_GATEWAY");
            assertThat(AttributePath.at(bytes, 64)).contains("RTA_MULTIPATH");
        }
    }

    @Test
    void what_is_missing_from_a_nest_is_named_with_it() {
        ByteBuf link = Bytes.of(
                "28000000 1000 0506 01000000 00000000" + "00000000 00000000 00000000 00000000" + "0800 1280 04000200");
        assertThat(AttributePath.missing(link, 32, IflaInfo.IFLA_INFO_KIND)).isEqualTo("IFLA_LINKINFO.IFLA_INFO_KIND");
        assertThat(AttributePath.missing(link, 36, 5)).isEqualTo("IFLA_LINKINFO.IFLA_INFO_DATA.attribute 5");
        assertThat(AttributePath.missing(link, 400, 5)).isEqualTo("attribute 5");
        assertThat(AttributePath.missing(Bytes.of(LEGS), 64, 1)).isEqualTo("RTA_MULTIPATH[2].RTA_GATEWAY.attribute 1");
    }

    @Test
    void broken_requests_have_no_names() {
        ByteBuf zero = Bytes.of("28000000 1800 0506 01000000 00000000" + "02 18 00 00 fe 03 00 01 00000000"
                + "0000 0100 00000000 00000000");
        assertThat(AttributePath.at(zero, 36)).isEmpty();
    }

    @Test
    void what_is_missing_is_named_by_the_type_of_message() {
        assertThat(AttributePath.name(Rtm.RTM_NEWRULE, Fra.FRA_SRC)).isEqualTo("FRA_SRC");
        assertThat(AttributePath.name(Rtm.RTM_DELROUTE, Rta.RTA_DST)).isEqualTo("RTA_DST");
        assertThat(AttributePath.name(Rtm.RTM_NEWADDR, Ifa.IFA_LOCAL)).isEqualTo("IFA_LOCAL");
        assertThat(AttributePath.name(Rtm.RTM_GETLINK, Ifla.IFLA_IFNAME)).isEqualTo("IFLA_IFNAME");
        assertThat(AttributePath.name(100, 7)).isEqualTo("7");
    }
}
