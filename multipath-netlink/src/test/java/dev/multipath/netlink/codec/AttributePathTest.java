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
