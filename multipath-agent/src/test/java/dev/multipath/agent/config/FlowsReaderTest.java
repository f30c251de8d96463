package dev.multipath.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FlowsReaderTest {
    private static final String TWO = Parsed.UPLINK + "[[uplink]]\ninterface = \"ppp0\"\n";

    private static FlowsSection flows(String lines) {
        return Parsed.config(TWO + "[flows]\n" + lines).flows();
    }

    @Test
    void a_file_without_the_section_pins_what_it_forwards_and_touches_nothing_else() {
        assertThat(Parsed.config(TWO).flows()).isEqualTo(FlowsSection.defaults());
        assertThat(FlowsSection.defaults().pin()).isEqualTo(Pin.AUTO);
        assertThat(FlowsSection.defaults().masquerade().isOff()).isTrue();
        assertThat(FlowsSection.defaults().mask()).hasToString("0x3f000000");
    }

    @Test
    void every_key_is_read() {
        assertThat(flows("""
                        pin = "on"
                        mark-mask = "0xf0"
                        masquerade = ["ppp0"]
                        clamp-mss = true
                        on-down = "keep"
                        drain-backup = "10m"
                        balance = "connection"
                        """))
                .isEqualTo(new FlowsSection(
                        Pin.ON,
                        new MarkMask(0xf0),
                        new Masquerade(false, List.of("ppp0")),
                        true,
                        OnDown.KEEP,
                        Optional.of(Duration.ofMinutes(10)),
                        FlowBalance.CONNECTION));
        assertThat(flows("masquerade = \"uplinks\"").masquerade()).isEqualTo(Masquerade.UPLINKS);
        assertThat(flows("mark-mask = 0x0f00").mask()).isEqualTo(new MarkMask(0xf00));
    }

    @Test
    void a_discovered_interface_may_be_masqueraded() {
        String file = "[discover]\ninterfaces = [\"ppp*\"]\n[flows]\nmasquerade = [\"ppp7\"]\n";

        assertThat(Parsed.config(file).flows().masquerade().concerns("ppp7")).isTrue();
        assertThat(Parsed.config(file).flows().masquerade().concerns("ppp8")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        pin = "onn"               | 7: unknown pin "onn"; did you mean "on"?
        mark-mask = "0x0"         | 13: mark-mask "0x0" has no bits; expected bits side by side, such as "0x3f000000"
        mark-mask = "0x50"        | 13: mark-mask "0x50" has gaps between its bits; expected bits side by side, such as "0x3f000000"
        mark-mask = "0x1ff000000" | 13: mark-mask "0x1ff000000" does not fit into 32 bits; expected bits side by side, such as "0x3f000000"
        mark-mask = "mask"        | 13: mark-mask "mask" is no number; expected bits side by side, such as "0x3f000000"
        mark-mask = true          | 13: mark-mask is true; expected bits side by side, such as "0x3f000000"
        mark-mask = "0x10"        | 13: mark-mask 0x10 has room for 1 of the 2 uplinks; expected more bits, 0 being no mark
        masquerade = "uplink"     | 14: unknown masquerade "uplink"; expected "off", "uplinks" or a list of interfaces
        masquerade = ["eth1"]     | 15: interface "eth1" has no uplink; expected "eth0" or "ppp0"
        clamp-mss = 1             | 13: clamp-mss is the number 1; expected true or false
        drain-backup = "0s"       | 16: drain-backup "0s" is too short; expected at least "1s"
        on-down = "end"           | 11: unknown on-down "end"; expected "move" or "keep"
        """)
    void what_is_wrong_is_said_with_what_was_expected(String line, String message) {
        assertThat(Parsed.errors(TWO + "[flows]\n" + line + "\n")).containsExactly("a.toml:6:" + message);
    }

    @Test
    void packets_are_not_spread_over_uplinks_that_give_them_their_addresses() {
        assertThat(Parsed.errors(TWO + "[flows]\nbalance = \"packet\"\nmasquerade = \"uplinks\"\n"))
                .containsExactly(
                        "a.toml:6:11: balance = \"packet\" does not go with masquerade: one connection would leave"
                                + " with the addresses of several uplinks, and its peer would take no packet but those of the"
                                + " first; expected balance = \"connection\", or masquerade = \"off\"");
        assertThat(Parsed.errors(TWO + "[flows]\npin = \"on\"\nbalance = \"packet\"\n"))
                .singleElement()
                .asString()
                .startsWith("a.toml:7:11: balance = \"packet\" sends each packet");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FlowsSection(
                        Pin.ON,
                        FlowsSection.DEFAULT_MASK,
                        Masquerade.OFF,
                        false,
                        OnDown.MOVE,
                        Optional.empty(),
                        FlowBalance.PACKET));
    }

    @Test
    void buckets_do_not_go_with_masquerade_nor_with_packets_spread() {
        assertThat(Parsed.errors(TWO + "[flows]\npin = \"resilient\"\nmasquerade = \"uplinks\"\n"))
                .containsExactly(
                        "a.toml:6:7: pin = \"resilient\" does not go with masquerade: the kernel moves connections"
                                + " that were silent for two minutes to an uplink that came back, where their address is not valid;"
                                + " expected pin = \"on\", or masquerade = \"off\"");
        assertThat(Parsed.errors(TWO + "[flows]\npin = \"resilient\"\nbalance = \"packet\"\n"))
                .singleElement()
                .asString()
                .contains("and pin = \"resilient\" all of them by one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FlowsSection(
                        Pin.RESILIENT,
                        FlowsSection.DEFAULT_MASK,
                        Masquerade.UPLINKS,
                        false,
                        OnDown.MOVE,
                        Optional.empty(),
                        FlowBalance.CONNECTION));
    }

    @Test
    void packets_are_not_spread_where_routes_or_policies_would_have_no_use() {
        assertThat(Parsed.errors(TWO + "[[policy]]\nuid = 7\nvia = [\"eth0\"]\n[flows]\nbalance = \"packet\"\n"))
                .singleElement()
                .asString()
                .startsWith("a.toml:9:11: balance = \"packet\" comes before every [[route]] and [[policy]]");
    }

    @Test
    void marks_count_from_one_in_the_bits_of_the_mask() {
        MarkMask mask = new MarkMask(0x3f00_0000L);

        assertThat(mask.largest()).isEqualTo(63);
        assertThat(MarkMask.hex(mask.mark(1))).isEqualTo("0x1000000");
        assertThat(MarkMask.hex(mask.mark(63))).isEqualTo("0x3f000000");
        assertThat(MarkMask.hex(mask.others())).isEqualTo("0xc0ffffff");
        assertThat(new MarkMask(0xffff_ffffL).largest()).isEqualTo(Integer.MAX_VALUE);
        assertThatIllegalArgumentException().isThrownBy(() -> mask.mark(64));
        assertThatIllegalArgumentException().isThrownBy(() -> new MarkMask(0x5));
    }
}
