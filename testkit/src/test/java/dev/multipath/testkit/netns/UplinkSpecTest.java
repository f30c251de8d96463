package dev.multipath.testkit.netns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.model.IpPrefix;
import org.junit.jupiter.api.Test;

class UplinkSpecTest {

    @Test
    void aSubnetIsKeptByFamily() {
        UplinkSpec spec = UplinkSpec.fixed("one").subnet("192.0.2.9/24").subnet("2001:db8:9::/64");
        assertThat(spec.ipv4()).contains(IpPrefix.parse("192.0.2.0/24"));
        assertThat(spec.ipv6()).contains(IpPrefix.parse("2001:db8:9::/64"));
    }

    @Test
    void anUplinkCarriesBothFamiliesUnlessToldOtherwise() {
        assertThat(UplinkSpec.fixed("one").hasIpv6()).isTrue();
        assertThat(UplinkSpec.fixed("one").onlyIpv4().hasIpv6()).isFalse();
        assertThat(UplinkSpec.fixed("one").onlyIpv6().hasIpv4()).isFalse();
    }

    @Test
    void namesAreThoseOfInterfaces() {
        assertThat(UplinkSpec.fixed("fifteen-letters").device("fifteen-letters").device())
                .contains("fifteen-letters");
        assertThatThrownBy(() -> UplinkSpec.fixed("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UplinkSpec.fixed("one").device("sixteen-letters-"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
