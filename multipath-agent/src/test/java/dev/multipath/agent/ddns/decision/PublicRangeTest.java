package dev.multipath.agent.ddns.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.IpAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PublicRangeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.254",
                "192.168.1.2",
                "100.64.0.1",
                "100.127.255.254",
                "169.254.1.1",
                "127.0.0.1",
                "0.0.0.0",
                "192.0.0.8",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:192.0.2.1",
                "64:ff9b:1::1",
                "fd00::1",
                "fc00::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void what_only_a_local_network_can_use_is_not_public(String address) {
        assertThat(PublicRange.notPublic(IpAddress.parse(address))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9.255.255.255",
                "11.0.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "192.0.2.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "2001:db8::1",
                "2a00::1",
                "64:ff9b::1"
            })
    void everything_else_is_and_documentation_and_benchmarks_are_too(String address) {
        assertThat(PublicRange.notPublic(IpAddress.parse(address))).isEmpty();
    }
}
