package dev.multipath.agent.explain;

import static dev.multipath.agent.explain.Explained.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.IpAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleMatchTest {
    private static final String LINKS = "link 2 lan0\nlink 3 eth0\n";

    private static final Packet SENT = to("198.51.100.7", "10.1.2.3")
            .mark(0x105)
            .uid(1000)
            .ipProtocol(6)
            .sourcePort(40000)
            .destinationPort(443)
            .tos(0x10);

    private static final Packet CAME_IN = SENT.incoming("lan0");
    private static final Packet SENT6 =
            to("2001:db8::7", "2001:db8:1::3").ipProtocol(58).tos(0x28);

    private static Optional<String> mismatch(String rule, Packet packet) {
        Fib fib = FibText.parse(LINKS + rule);
        int iif = packet.incoming().flatMap(fib::link).map(link -> link.index()).orElse(0);
        int oif = packet.outgoing().flatMap(fib::link).map(link -> link.index()).orElse(0);
        RuleMatch match = new RuleMatch(fib, Flow.of(packet, iif, oif, true));
        return match.mismatch(fib.rules().get(2));
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "from 10.0.0.0/8",
        "from 10.1.2.5/29",
        "to 198.51.100.7",
        "tos 0x10",
        "fwmark 0x5/0xf",
        "fwmark 0x105",
        "iif lo",
        "uidrange 1000-1000",
        "ipproto 6",
        "sport 40000",
        "dport 440-443",
        "dport 443-500",
        "dscp 4",
        "dscp 0x3c/0x7",
        "dport 0x1bb/0xffff",
        "dport 442/0xfffe",
        "not from 10.9.0.0/16",
        "not iif lan0",
        "not iif ghost0",
        "not to 198.51.100.7 dport 80"
    })
    void matches(String selector) {
        String decimal = selector.replace("0x1bb", "443");
        assertThat(mismatch("rule 100 " + decimal + " lookup 50", SENT)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from 10.9.0.0/16 | from 10.9.0.0/16",
                "to 198.51.100.8 | to 198.51.100.8",
                "tos 8 | tos 0x8, tos is 0x10",
                "fwmark 0x4/0xf | fwmark 0x4/0xf, mark is 0x105",
                "fwmark 0x5 | fwmark 0x5, mark is 0x105",
                "fwmark 0/0xf | fwmark 0x0/0xf, mark is 0x105",
                "iif lan0 | iif lan0, it is of this machine (iif lo)",
                "iif ghost0 | iif ghost0, which does not exist",
                "oif eth0 | oif eth0, no socket is bound to it",
                "oif ghost0 | oif ghost0, which does not exist",
                "uidrange 1001-2000 | uidrange 1001-2000, uid is 1000",
                "ipproto 17 | ipproto 17, protocol is 6",
                "sport 1-39999 | sport 1-39999, port is 40000",
                "dport 80 | dport 80, port is 443",
                "dport 441/0xfffe | dport 441/0xfffe, port is 443",
                "sport 40001/0xffff | sport 40001, port is 40000",
                "dscp 8 | dscp 0x8, tos is 0x10",
                "tun_id 5 | tun_id, the packet comes out of no tunnel",
                "l3mdev | l3mdev, the packet belongs to no VRF",
                "not dport 443 | not, and all the rest of it is so",
                "iif lan0 dport 80 | iif lan0, it is of this machine (iif lo)"
            })
    void doesNotMatchAndSaysWhy(String selector, String why) {
        assertThat(mismatch("rule 100 " + selector + " lookup 50", SENT)).contains(why);
    }

    @Test
    void whatComesInHasAnInterfaceAndNobodysUid() {
        assertThat(mismatch("rule 100 iif lan0 lookup 50", CAME_IN)).isEmpty();
        assertThat(mismatch("rule 100 iif lo lookup 50", CAME_IN)).contains("iif lo, it comes in by lan0");
        assertThat(mismatch("rule 100 uidrange 0-0 lookup 50", CAME_IN)).isEmpty();
        assertThat(mismatch("rule 100 uidrange 1000-1999 lookup 50", CAME_IN))
                .contains("uidrange 1000-1999, what is forwarded has uid 0");
    }

    @Test
    void aBoundSocketMatchesItsDevice() {
        assertThat(mismatch("rule 100 oif eth0 lookup 50", SENT.outgoing("eth0")))
                .isEmpty();
        assertThat(mismatch("rule 100 oif eth0 lookup 50", SENT.outgoing("lan0")))
                .contains("oif eth0, bound to lan0");
    }

    @Test
    void ipv4ComparesFiveBitsOfTheTosAndIpv6AllButTheLastTwo() {
        assertThat(mismatch("rule 100 tos 0x10 lookup 50", SENT.tos(0xf3))).isEmpty();
        assertThat(mismatch("rule6 100 tos 0x28 lookup 50", SENT6)).isEmpty();
        assertThat(mismatch("rule6 100 tos 0x8 lookup 50", SENT6)).contains("tos 0x8, tos is 0x28");
    }

    @Test
    void aSourceYetToBeChosenIsZeroForIpv4AndNoneForIpv6() {
        assertThat(mismatch("rule 100 from 10.0.0.0/8 lookup 50", to("198.51.100.7")))
                .contains("from 10.0.0.0/8, no source address is known");
        assertThat(mismatch("rule 100 from 0.0.0.0/8 lookup 50", to("198.51.100.7")))
                .isEmpty();
        assertThat(mismatch("rule6 100 from ::/8 lookup 50", to("2001:db8::7")))
                .contains("from ::/8, no source address is known");
        assertThat(mismatch("rule6 100 from ::/8 lookup 50", to("2001:db8::7", "::")))
                .isPresent();
    }

    @Test
    void aProtocolOrPortNobodyGaveMatchesNoRuleThatAsks() {
        Packet bare = to("198.51.100.7", "10.1.2.3");
        assertThat(mismatch("rule 100 ipproto 6 lookup 50", bare)).contains("ipproto 6, no protocol is known");
        assertThat(mismatch("rule 100 dport 53 lookup 50", bare)).contains("dport 53, no port is known");
    }

    @Test
    void aFlowLabelIsAskedForInVain() {
        assertThat(mismatch("rule6 100 flowlabel 0x100/0xffff lookup 50", SENT6))
                .contains("flowlabel 0x100/0xffff, the packet has none");
        assertThat(mismatch("rule6 100 flowlabel 0/0xffff lookup 50", SENT6)).isEmpty();
        assertThat(mismatch("rule6 100 from 2001:db8:1::/48 ipproto 58 lookup 50", SENT6))
                .isEmpty();
        assertThat(IpAddress.parse("2001:db8::7")).isEqualTo(SENT6.destination());
    }
}
