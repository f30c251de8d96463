package dev.multipath.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NumberRange;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PolicyReaderTest {

    private static PolicyConfig read(String keys) {
        return Parsed.config(Parsed.UPLINK + "[[policy]]\nvia = [\"eth0\"]\n" + keys)
                .routing()
                .policies()
                .get(0);
    }

    private static List<String> errors(String keys) {
        return Parsed.errors(Parsed.UPLINK + "[[policy]]\nvia = [\"eth0\"]\n" + keys);
    }

    @Test
    void everything_a_rule_can_ask_is_read() {
        PolicyConfig policy = read("""
            name = "voip"
            from = ["10.30.0.0/24", "192.0.2.7"]
            to = ["0.0.0.0/0"]
            protocol = "udp"
            source-port = 5060
            destination-port = "5060-5061"
            uid = "1000-1999"
            mode = "balance"
            otherwise = "main"
            """);

        assertThat(policy)
                .isEqualTo(new PolicyConfig(
                        "voip",
                        List.of(IpPrefix.parse("10.30.0.0/24"), IpPrefix.parse("192.0.2.7/32")),
                        List.of(IpPrefix.ALL_IPV4),
                        Optional.empty(),
                        OptionalInt.of(17),
                        Optional.of(NumberRange.of(5060)),
                        Optional.of(new NumberRange(5060, 5061)),
                        Optional.of(new NumberRange(1000, 1999)),
                        List.of("eth0"),
                        PolicyMode.BALANCE,
                        Otherwise.MAIN));
        assertThat(policy.concerns(AddressFamily.INET)).isTrue();
        assertThat(policy.concerns(AddressFamily.INET6)).isFalse();
    }

    @Test
    void what_is_left_out_is_any() {
        PolicyConfig policy = read("incoming = \"eth2\"\nprotocol = \"any\"\nsource-port = \"any\"\n");

        assertThat(policy.name()).isEqualTo("policy-1");
        assertThat(policy.protocol()).isEmpty();
        assertThat(policy.mode()).isEqualTo(PolicyMode.PREFER);
        assertThat(policy.concerns(AddressFamily.INET6)).isTrue();
        assertThat(read("protocol = 58").concerns(AddressFamily.INET)).isFalse();
        assertThat(read("protocol = \"ipv6-icmp\"").protocol()).hasValue(58);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        protocol = "upd" | 5:12: unknown protocol "upd"; did you mean "udp"?
        protocol = 256 | 5:12: protocol 256 is out of range; expected a whole number from 1 to 255
        protocol = ["udp"] | 5:12: protocol is a list; expected a name such as "udp", or a number from 1 to 255
        destination-port = 53 | 5:20: destination-port needs a protocol with ports; expected protocol = "tcp", "udp", "sctp", "dccp" or "udplite"
        protocol = "tcp"\\nsource-port = 0 | 6:15: source-port 0 is out of range; expected numbers from 1 to 65534, all a kernel's rule takes
        protocol = "tcp"\\nsource-port = "1024-65535" | 6:15: source-port "1024-65535" is out of range; expected numbers from 1 to 65534, all a kernel's rule takes
        protocol = "tcp"\\nsource-port = "9-8" | 6:15: source-port "9-8" is no range; expected a port such as "5060" or a range such as "5060-5061"
        protocol = "icmp"\\nto = ["2001:db8::/32"] | 5:12: protocol icmp has no IPv6 addresses; expected another protocol, or other prefixes
        from = ["10.0.0.0/8"]\\nto = ["2001:db8::/32"] | 5:8: from has IPv4 and to has not; expected the same families in both
        incoming = "not an interface" | 5:12: incoming "not an interface" cannot name an interface
        uid = true | 5:7: uid is true; expected a user id such as "1000" or a range such as "1000-1999"
        from = ["10.0.0.0/8", "10.0.0.0/8"] | 5:23: from holds 10.0.0.0/8 twice; expected it once
        mode = "first"\\nprotocol = "gre" | 5:8: unknown mode "first"; expected "prefer" or "balance"
        mode = "balance" | 3:1: [[policy]] "policy-1" matches every packet; expected at least one of from, to, incoming, protocol, uid; "0.0.0.0/0" in to is all of IPv4
        """)
    void what_cannot_be_is_said_where_it_stands(String keys, String message) {
        assertThat(errors(keys.replace("\\n", "\n")))
                .anySatisfy(line -> assertThat(line).startsWith("a.toml:" + message));
    }

    @Test
    void via_may_be_empty_where_otherwise_says_what_else() {
        String text = Parsed.UPLINK + "[[policy]]\nprotocol = \"gre\"\nvia = []\notherwise = ";

        assertThat(Parsed.errors(text + "\"main\"")).isEmpty();
        assertThat(Parsed.errors(text + "\"unreachable\"")).isEmpty();
        assertThat(Parsed.errors(text + "\"balance\"")).hasSize(1);
    }

    @Test
    void a_socket_of_this_machine_and_a_packet_that_comes_in_are_never_the_same() {
        String text = Parsed.UPLINK + "[[policy]]\nvia = [\"eth0\"]\nuid = 7\nincoming = ";

        assertThat(Parsed.warnings(text + "\"eth2\""))
                .contains(
                        "a.toml:5:7: warning: uid is about sockets of this machine, incoming about packets that come in:"
                                + " no packet has both; better one of the two");
        assertThat(Parsed.warnings(text + "\"lo\"")).noneMatch(line -> line.contains("uid"));
    }

    @Test
    void more_policies_than_there_are_priorities_for_do_not_fit() {
        String one = "[[policy]]\nprotocol = 47\nvia = [\"eth0\"]\n";

        assertThat(Parsed.errors(Parsed.UPLINK + one.repeat(90))).isEmpty();
        assertThat(Parsed.errors(Parsed.UPLINK + one.repeat(92)))
                .containsExactly("a.toml:273:1: 92 policies do not fit; expected at most 90");
    }
}
