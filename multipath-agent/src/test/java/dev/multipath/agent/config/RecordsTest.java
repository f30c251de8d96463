package dev.multipath.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.multipath.netlink.model.IpAddress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RecordsTest {
    private static final GatewaySetting AUTO = new GatewaySetting.Auto();
    private static final GatewaySetting FOUR = new GatewaySetting.Fixed(IpAddress.parse("192.0.2.1"));
    private static final GatewaySetting SIX = new GatewaySetting.Fixed(IpAddress.parse("2001:db8::1"));

    @Test
    void an_error_is_shown_as_editors_and_operators_read_it() {
        assertThat(new ConfigError("agent.toml", 12, 1, "unknown key \"wieght\"; did you mean \"weight\"?"))
                .hasToString("agent.toml:12:1: unknown key \"wieght\"; did you mean \"weight\"?");
        assertThat(new ConfigWarning("agent.toml", 3, 4, "no targets"))
                .hasToString("agent.toml:3:4: warning: no targets");
    }

    @Test
    void a_configuration_without_uplinks_or_with_too_many_does_not_construct() {
        AgentSection agent = AgentSection.defaults();
        ProbeConfig probe = ProbeConfig.defaults();
        List<UplinkConfig> tooMany = Collections.nCopies(40, UplinkConfig.discovered("eth0", probe));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AgentConfig(agent, Optional.empty(), probe, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new AgentConfig(agent, Optional.empty(), probe, tooMany));
        assertThatIllegalArgumentException().isThrownBy(() -> new ConfigResult.Invalid(List.of()));
    }

    @Test
    void an_uplink_has_gateways_of_the_right_family_and_a_weight_the_kernel_can_hold() {
        assertThat(uplink(FOUR, SIX, 256).weight()).isEqualTo(256);
        assertThatIllegalArgumentException().isThrownBy(() -> uplink(SIX, AUTO, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> uplink(AUTO, FOUR, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> uplink(new GatewaySetting.Off(), AUTO, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> uplink(AUTO, AUTO, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> uplink(AUTO, AUTO, 257));
    }

    @Test
    void numbers_that_would_leave_the_agents_part_of_the_kernel_do_not_construct() {
        assertThatIllegalArgumentException().isThrownBy(() -> agent(255, 77, Layout.ISOLATED, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> agent(32467, 77, Layout.ISOLATED, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> agent(7700, 4, Layout.ISOLATED, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> agent(7700, 256, Layout.ISOLATED, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> agent(7700, 77, Layout.ISOLATED, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> agent(7700, 77, Layout.MAIN, -1));
    }

    @Test
    void gateway_settings_are_shown_as_the_file_spells_them() {
        assertThat(List.of(
                        AUTO,
                        FOUR,
                        SIX,
                        new GatewaySetting.Peer(),
                        new GatewaySetting.None(),
                        new GatewaySetting.Off()))
                .extracting(Object::toString)
                .containsExactly("auto", "192.0.2.1", "2001:db8::1", "peer", "none", "off");
    }

    private static UplinkConfig uplink(GatewaySetting gateway, GatewaySetting gateway6, int weight) {
        return new UplinkConfig("a", "eth0", gateway, gateway6, weight, false, 1, true, ProbeConfig.defaults());
    }

    private static AgentSection agent(int tableBase, int protocol, Layout layout, long metric) {
        AgentSection d = AgentSection.defaults();
        return new AgentSection(
                tableBase,
                protocol,
                layout,
                metric,
                d.hashPolicy(),
                d.onExit(),
                d.allDead(),
                d.internalInterfaces(),
                d.stateDir(),
                d.controlSocket());
    }
}
