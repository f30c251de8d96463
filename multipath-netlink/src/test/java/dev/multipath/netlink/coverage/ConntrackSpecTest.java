package dev.multipath.netlink.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.codec.conntrack.Cta;
import dev.multipath.netlink.codec.conntrack.CtaCounters;
import dev.multipath.netlink.codec.conntrack.CtaIp;
import dev.multipath.netlink.codec.conntrack.CtaProto;
import dev.multipath.netlink.codec.conntrack.CtaProtoinfo;
import dev.multipath.netlink.codec.conntrack.CtaProtoinfoTcp;
import dev.multipath.netlink.codec.conntrack.CtaTuple;
import dev.multipath.netlink.wire.AttributeNames;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every attribute the kernel's specification of conntrack knows has its number here, under its name in the headers. */
final class ConntrackSpecTest {
    private record Named(AttributeNames names, String prefix) {}

    private static final Map<String, Named> SETS = Map.of(
            "conntrack-attrs", new Named(Cta.NAMES, "CTA_"),
            "tuple-attrs", new Named(CtaTuple.NAMES, "CTA_"),
            "tuple-ip-attrs", new Named(CtaIp.NAMES, "CTA_"),
            "tuple-proto-attrs", new Named(CtaProto.NAMES, "CTA_"),
            "protoinfo-attrs", new Named(CtaProtoinfo.NAMES, "CTA_"),
            "protoinfo-tcp-attrs", new Named(CtaProtoinfoTcp.NAMES, "CTA_PROTOINFO_"),
            "counter-attrs", new Named(CtaCounters.NAMES, "CTA_COUNTERS_"));

    /** How the specification spells some. */
    private static final Map<String, String> SPELT = Map.of(
            "CTA_PROTO_PROTO_NUM", "CTA_PROTO_NUM",
            "CTA_COUNTERS_PACKETS_OLD", "CTA_COUNTERS32_PACKETS",
            "CTA_COUNTERS_BYTES_OLD", "CTA_COUNTERS32_BYTES");

    @Test
    void every_attribute_has_its_name() {
        SpecAttributes spec = SpecAttributes.of("conntrack");
        SETS.forEach((set, named) -> {
            for (SpecAttributes.Attribute attribute : spec.set(set)) {
                String expected = named.prefix()
                        + attribute.name().toUpperCase(Locale.ROOT).replaceAll("[- ]", "_");
                assertThat(named.names().name(attribute.number()))
                        .as("%s of %s", attribute.name(), set)
                        .isEqualTo(SPELT.getOrDefault(expected, expected));
            }
        });
    }
}
