package dev.multipath.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UplinkReaderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        gateway6 = "dhcp"            | 12 | gateway6 "dhcp" is for gateway: DHCPv6 names no router; expected an IPv6 address, "auto", "peer", "none" or "off"
        gateway = "off"              | 11 | gateway "off" is for gateway6; expected an IPv4 address, "auto", "dhcp", "peer" or "none"
        gateway = "2001:db8::1"      | 11 | gateway "2001:db8::1" is for gateway6; expected an IPv4 address, "auto", "dhcp", "peer" or "none"
        gateway6 = "192.0.2.1"       | 12 | gateway6 "192.0.2.1" is for gateway; expected an IPv6 address, "auto", "peer", "none" or "off"
        gateway = "atuo"             | 11 | unknown gateway "atuo"; did you mean "auto"?
        gateway = "192.0.2.256"      | 11 | gateway "192.0.2.256" is no address; expected an IPv4 address, "auto", "dhcp", "peer" or "none"
        gateway = "192.0.2.1/24"     | 11 | gateway "192.0.2.1/24" is a prefix; expected one address, such as "192.0.2.1"
        gateway = "router.example"   | 11 | gateway "router.example" is no address; expected an IPv4 address, "auto", "dhcp", "peer" or "none"
        gateway = 1                  | 11 | gateway is the number 1; expected an IPv4 address, "auto", "dhcp", "peer" or "none"
        gateway = "0.0.0.0"          | 11 | gateway "0.0.0.0" is the unspecified address; expected the address of the router behind the uplink
        gateway = "0.1.2.3"          | 11 | gateway "0.1.2.3" is in 0.0.0.0/8, which no host has; expected the address of the router behind the uplink
        gateway = "127.0.0.1"        | 11 | gateway "127.0.0.1" is a loopback address; expected the address of the router behind the uplink
        gateway = "224.0.0.1"        | 11 | gateway "224.0.0.1" is a multicast address; expected the address of the router behind the uplink
        gateway = "255.255.255.255"  | 11 | gateway "255.255.255.255" is the broadcast address; expected the address of the router behind the uplink
        gateway6 = "::"              | 12 | gateway6 "::" is the unspecified address; expected the address of the router behind the uplink
        gateway6 = "ff02::1"         | 12 | gateway6 "ff02::1" is a multicast address; expected the address of the router behind the uplink
        gateway6 = "::ffff:192.0.2.1" | 12 | gateway6 "::ffff:192.0.2.1" is an IPv4 address in IPv6 form; expected the address of the router behind the uplink
        gateway6 = "fe80::1%eth0"    | 12 | gateway6 "fe80::1%eth0" names an interface; expected the address alone, "fe80::1"
        weight = 0                   | 10 | weight 0 is out of range; expected a whole number from 1 to 256
        weight = 257                 | 10 | weight 257 is out of range; expected a whole number from 1 to 256
        weight = "4"                 | 10 | weight is the string "4"; expected a whole number from 1 to 256, or "adaptive"
        weight = 1979-05-27          | 10 | weight is a date or time; expected a whole number from 1 to 256
        tier = 257                   | 8  | tier 257 is out of range; expected a whole number from 1 to 256
        tier = 0                     | 8  | tier 0 is out of range; expected a whole number from 1 to 256
        tier = "1"                   | 8  | tier is the string "1"; expected a whole number from 1 to 256
        enabled = 1                  | 11 | enabled is the number 1; expected true or false
        name = ""                    | 8  | name "" cannot be used on a command line; expected 1 to 64 letters, digits, ".", "-" or "_", the first no "-"
        name = "my line"             | 8  | name "my line" cannot be used on a command line; expected 1 to 64 letters, digits, ".", "-" or "_", the first no "-"
        name = "-x"                  | 8  | name "-x" cannot be used on a command line; expected 1 to 64 letters, digits, ".", "-" or "_", the first no "-"
        name = ".."                  | 8  | name ".." cannot be used on a command line; expected 1 to 64 letters, digits, ".", "-" or "_", the first no "-"
        name = 4                     | 8  | name is the number 4; expected a name such as "hinet"
        fall = 3                     | 1  | unknown key "fall" in [[uplink]]; expected it in [probe] or [uplink.probe]
        protocol = 77                | 1  | unknown key "protocol" in [[uplink]]; expected it in [agent] or [[policy]]
        colour = "red"               | 1  | unknown key "colour" in [[uplink]]; expected "name", "interface", "gateway", "gateway6", "weight", "tier", "enabled", "probe" or "ddns"
        probe = "icmp"               | 9  | probe is the string "icmp"; expected a section [uplink.probe]
        ddns = "http"                | 8  | ddns is the string "http"; expected a section [uplink.ddns]
        """)
    void a_wrong_value_is_named_with_what_was_expected(String assignment, int column, String message) {
        assertThat(Parsed.errors(Parsed.UPLINK + assignment + "\n"))
                .containsExactly("a.toml:3:" + column + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        interface = ""          | interface "" is empty; expected the name of an interface, such as "eth0"
        interface = "."         | interface "." cannot name an interface; expected a name such as "eth0"
        interface = ".."        | interface ".." cannot name an interface; expected a name such as "eth0"
        interface = "a/b"       | interface "a/b" cannot name an interface; expected no "/", ":", space or control character in it
        interface = "a\\tb"     | interface "a b" cannot name an interface; expected no "/", ":", space or control character in it
        interface = "eth0:1"    | interface "eth0:1" is not the name of an interface but a label of addresses; expected "eth0"
        interface = "eth*"      | interface "eth*" is a pattern; expected the name of one interface, such as "eth0"
        interface = "lo"        | interface "lo" is the loopback interface; expected one that leads out
        interface = "abcdefghijklmnop" | interface "abcdefghijklmnop" is too long for the name of an interface; expected at most 15 bytes
        interface = "ßßßßßßßß"  | interface "ßßßßßßßß" is too long for the name of an interface; expected at most 15 bytes
        interface = 0           | interface is the number 0; expected the name of an interface, such as "eth0"
        """)
    void an_interface_must_have_a_name_the_kernel_allows(String assignment, String message) {
        assertThat(Parsed.errors("[[uplink]]\n" + assignment + "\n")).containsExactly("a.toml:2:13: " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weight = 256",
                "weight = \"adaptive\"",
                "tier = 256",
                "gateway = \"none\"",
                "gateway6 = \"none\"",
                "gateway6 = \"off\"",
                "gateway6 = \"fe80::1\"",
                "name = \"中華電信\"",
                "name = \"a.b-c_1\""
            })
    void what_is_supported_is_accepted(String assignment) {
        assertThat(Parsed.errors(Parsed.UPLINK + assignment + "\n")).isEmpty();
    }

    @Test
    void an_uplink_without_interface_is_an_error() {
        assertThat(Parsed.errors("[[uplink]]\nname = \"a\"\n"))
                .containsExactly("a.toml:1:1: [[uplink]] has no interface; expected one such as interface = \"eth0\"");
    }

    @Test
    void a_misspelt_interface_is_one_error_not_two() {
        assertThat(Parsed.errors("[[uplink]]\ninterfce = \"eth0\"\n"))
                .containsExactly("a.toml:2:1: unknown key \"interfce\"; did you mean \"interface\"?");
    }

    @Test
    void a_name_that_is_not_given_is_the_interface() {
        assertThat(Parsed.config(Parsed.UPLINK).uplinks().get(0).name()).isEqualTo("eth0");
    }

    @Test
    void gateways_are_read_as_addresses_or_as_the_words_for_where_they_come_from() {
        UplinkConfig uplink = Parsed.config(Parsed.UPLINK + "gateway = \"peer\"\ngateway6 = \"FE80::0:1\"\n")
                .uplinks()
                .get(0);

        assertThat(uplink.gateway()).isEqualTo(new GatewaySetting.Peer());
        assertThat(uplink.gateway6()).isEqualTo(new GatewaySetting.Fixed(IpAddress.parse("fe80::1")));
        assertThat(uplink.gateway6()).hasToString("fe80::1");
        assertThat(uplink.ipv4Only()).isFalse();
    }

    @Test
    void an_adaptive_weight_is_a_fixed_one_on_its_best_days() {
        UplinkConfig adaptive = Parsed.config(Parsed.UPLINK + "weight = \"adaptive\"\n")
                .uplinks()
                .get(0);

        assertThat(adaptive.adaptive()).isTrue();
        assertThat(adaptive.weight()).isEqualTo(UplinkConfig.ADAPTIVE_WEIGHT);
        assertThat(Parsed.config(Parsed.UPLINK + "weight = 8\n")
                        .uplinks()
                        .get(0)
                        .adaptive())
                .isFalse();
    }

    @Test
    void a_discovered_uplink_has_weight_one_and_finds_its_gateways() {
        UplinkConfig uplink = UplinkConfig.discovered("ppp7", ProbeConfig.defaults());

        assertThat(Parsed.config("[[uplink]]\ninterface = \"ppp7\"\n").uplinks())
                .containsExactly(uplink);
    }
}
