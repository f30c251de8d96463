package dev.multipath.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.core.AgentCore;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.Effect;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.Publication;
import dev.multipath.agent.status.StatusReport.Uplink;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Route;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class StatusReportsTest {
    private static final long START = -5_000_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final Instant WALL = Instant.parse("2026-11-23T12:00:00Z");

    private final TwoUplinks machine = new TwoUplinks();

    private AgentState started() {
        return machine.started(TwoUplinks.config(TwoUplinks.FILE), START);
    }

    /** hinet answers; seed does not, long enough to be found dead. */
    private AgentState oneDead() {
        AgentState state = started();
        for (long now = START; now < START + 10 * SECOND; now += SECOND / 20) {
            state = TwoUplinks.probed(state, "hinet", now, 12_345_678);
            state = machine.settled(state, now);
        }
        return state;
    }

    private static StatusReport report(AgentState state, long now) {
        return StatusReports.of(state, new Moment(WALL, now), START, "1.2.3", Optional.empty(), List.of());
    }

    @Test
    void what_is_published_is_told_with_what_came_of_the_last_attempt() {
        List<IpAddress> wanted = List.of(IpAddress.parse("192.0.2.2"), IpAddress.parse("2001:db8::2"));
        Publication.Attempt failed = new Publication.Attempt(-4 * SECOND, false, "REFUSED", 17);
        Publication ddns = new Publication(
                "ddns",
                "www.example.net",
                wanted,
                Optional.of(List.of(IpAddress.parse("198.51.100.7"))),
                Optional.of(failed),
                OptionalLong.of(6 * SECOND),
                3,
                2,
                List.of("seed: 10.0.0.2 is a private address (RFC 1918) and not published"));
        StatusReport report =
                StatusReports.of(started(), new Moment(WALL, 0), START, "1.2.3", Optional.empty(), List.of(ddns));

        assertThat(report.dyndns()).isEmpty();
        assertThat(report.ddns().orElseThrow().lastTime()).contains(WALL.minusSeconds(4));
        assertThat(report.ddns().orElseThrow().eventId()).contains(17L);
        assertThat(StatusText.render(report, WALL, false)).contains("""

            DDNS www.example.net: 198.51.100.7 (wanted: 192.0.2.2 2001:db8::2)
              failed 4s ago: REFUSED; next look in 6s
              seed: 10.0.0.2 is a private address (RFC 1918) and not published
            """);
    }

    private static Uplink uplink(StatusReport report, String name) {
        return report.uplinks().stream()
                .filter(uplink -> uplink.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void mail_that_waits_and_hooks_that_failed_are_shown_with_the_reason() {
        var notices =
                new StatusReport.Notices(2, Optional.of("connection refused"), List.of("/x (down a): exit status 1"));
        StatusReport report =
                StatusReports.of(oneDead(), new Moment(WALL, START), START, "1.2.3", Optional.of(notices), List.of());

        assertThat(StatusText.render(report, WALL, false))
                .endsWith("\nmail: 2 messages wait: connection refused\n\nhook: /x (down a): exit status 1\n");
    }

    @Test
    void json_is_as_the_contract_has_it() throws IOException {
        String json = Jsonb.builder()
                .serializeNulls(true)
                .serializeEmpty(true)
                .build()
                .type(StatusReport.class)
                .toJson(report(oneDead(), START + 10 * SECOND));
        assertThat(json).isEqualTo(golden("status.json"));
    }

    @Test
    void text_is_a_table_with_what_explains_it_below() throws IOException {
        StatusReport report = report(oneDead(), START + 10 * SECOND);
        assertThat(StatusText.render(report, WALL, false)).isEqualTo(resource("status.txt"));
        assertThat(resource("status.txt").lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void colours_change_nothing_but_the_colour() {
        StatusReport report = report(oneDead(), START + 10 * SECOND);
        String coloured = StatusText.render(report, WALL, true);
        assertThat(coloured).contains("\033[32mup\033[0m").contains("\033[31mdown\033[0m");
        assertThat(coloured.replaceAll("\033\\[[0-9]*m", "")).isEqualTo(StatusText.render(report, WALL, false));
    }

    @Test
    void shares_are_weights_among_those_in_use() {
        StatusReport report = report(started(), START);
        assertThat(uplink(report, "hinet").share()).isEqualTo(0.75);
        assertThat(uplink(report, "seed").share()).isEqualTo(0.25);
        assertThat(uplink(report, "hinet").families().ipv6().orElseThrow().share())
                .isEqualTo(1);
        assertThat(uplink(report(oneDead(), START + 10 * SECOND), "seed").share())
                .isZero();
    }

    @Test
    void times_are_those_of_the_wall_clock_as_it_is_now() {
        AgentState state = started();
        assertThat(report(state, START + 90 * SECOND).since()).isEqualTo(WALL.minus(Duration.ofSeconds(90)));
        assertThat(uplink(report(state, START + 90 * SECOND), "seed").since())
                .contains(WALL.minus(Duration.ofSeconds(90)));
    }

    @Test
    void a_disabled_uplink_says_by_whom() {
        AgentState state = AgentCore.step(started(), new Event.Override("seed", false), START + SECOND)
                .state();
        Uplink seed = uplink(report(machine.settled(state, START + SECOND), START + SECOND), "seed");
        assertThat(seed.state()).isEqualTo("disabled");
        assertThat(seed.reason()).isEqualTo("disabled by hand");
        assertThat(seed.since()).isEmpty();
        assertThat(seed.inUse()).isFalse();
        String file = TwoUplinks.FILE + "enabled = false\n";
        Uplink configured = uplink(report(machine.started(TwoUplinks.config(file), START), START), "seed");
        assertThat(configured.reason()).isEqualTo("disabled in the configuration");
    }

    @Test
    void a_family_without_targets_follows_the_other_and_shows_it() {
        Uplink hinet = uplink(report(oneDead(), START + 10 * SECOND), "hinet");
        StatusReport.Family six = hinet.families().ipv6().orElseThrow();
        assertThat(six.state()).isEqualTo("up");
        assertThat(six.targets()).isEmpty();
        assertThat(six.rttMs()).isEmpty();
    }

    @Test
    void a_family_that_follows_the_other_shows_what_led_to_that_ones_verdict() {
        AgentState state = started();
        for (long now = START; now < START + 10 * SECOND; now += SECOND / 20) {
            state = TwoUplinks.probed(state, "seed", now, 12_345_678);
            state = machine.settled(state, now);
        }
        StatusReport.Families hinet =
                uplink(report(state, START + 10 * SECOND), "hinet").families();
        StatusReport.History followed = hinet.ipv4().orElseThrow().history();
        assertThat(hinet.ipv6().orElseThrow().state()).isEqualTo("down");
        assertThat(followed.lastDown()).isPresent();
        assertThat(followed.mayReturn()).isPresent();
        assertThat(hinet.ipv6().orElseThrow().history()).isEqualTo(followed);
    }

    @Test
    void one_that_stands_by_returns_no_sooner_than_its_seldom_rounds_allow() {
        String file = TwoUplinks.FILE.replace("[probe]", "[probe]\nstandby-interval = \"60s\"") + "tier = 2\n";
        AgentState state = machine.started(TwoUplinks.config(file), START);
        for (long now = START; now < START + 10 * SECOND; now += SECOND / 20) {
            state = TwoUplinks.probed(state, "hinet", now, 12_345_678);
            state = machine.settled(state, now);
        }
        Uplink seed = uplink(report(state, START + 10 * SECOND), "seed");
        assertThat(seed.state()).isEqualTo("down");
        assertThat(seed.families().ipv4().orElseThrow().history().mayReturn().orElseThrow())
                .as("three rounds, the first of them yet to come")
                .isAfter(WALL.plusSeconds(120));
    }

    @Test
    void a_family_that_differs_has_a_line_of_its_own() {
        String file = TwoUplinks.FILE.replace("\"203.0.113.53\"", "\"203.0.113.53\", \"2001:db8:ffff::1\"");
        AgentState state = machine.started(TwoUplinks.config(file), START);
        for (long now = START; now < START + 10 * SECOND; now += SECOND / 20) {
            state = answerIpv4Only(state, now);
            state = machine.settled(state, now);
        }
        String text = StatusText.render(report(state, START + 10 * SECOND), WALL, false);
        assertThat(text)
                .contains("  IPv4 up for 10s, in use: answers\n")
                .contains("  IPv6 down for 8s, in use: no answer from 2001:db8:ffff::1\n");
    }

    private static AgentState answerIpv4Only(AgentState state, long now) {
        var step = AgentCore.step(state, new Event.Tick(), now);
        AgentState current = step.state();
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.SendProbes send) {
                for (var probe : send.probes()) {
                    if (probe.id().family().equals(AddressFamily.INET)) {
                        current = AgentCore.step(current, new Event.ProbeAnswered(probe.id(), now, true), now)
                                .state();
                    }
                }
            }
        }
        return current;
    }

    @Test
    void before_the_first_look_there_is_no_uplink() {
        AgentState state =
                AgentState.initial(TwoUplinks.config(TwoUplinks.FILE), new Effect.Memory(Map.of(), Map.of()), START);
        StatusReport report = report(state, START);
        assertThat(report.uplinks()).isEmpty();
        assertThat(StatusText.render(report, WALL, false)).contains("no uplink yet");
    }

    @Test
    void an_absent_device_is_said_to_be_absent() {
        String file = TwoUplinks.FILE.replace("eth1", "ppp0");
        Uplink seed = uplink(report(machine.started(TwoUplinks.config(file), START), START), "seed");
        assertThat(seed.state()).isEqualTo("absent");
        assertThat(seed.gateway()).isEmpty();
        assertThat(seed.addresses()).isEmpty();
    }

    @Test
    void without_a_default_of_ours_that_of_table_main_serves() {
        machine.route(Route.defaultRoute(AddressFamily.INET).via(IpAddress.parse("192.0.2.9"), 7));
        machine.route(Route.defaultRoute(AddressFamily.INET)
                .via(IpAddress.parse("192.0.2.8"), 7)
                .priority(100));
        machine.link(7, "eth0", false);
        machine.link(8, "eth1", false);
        assertThat(report(started(), START).defaults().ipv4())
                .containsExactly("default via 192.0.2.9 dev eth0 proto boot");
    }

    @Test
    void the_best_default_of_table_main_serves_in_layout_main() {
        machine.route(Route.defaultRoute(AddressFamily.INET)
                .via(IpAddress.parse("192.0.2.8"), 7)
                .priority(5));
        String file = "[agent]\nlayout = \"main\"\nmetric = 50\n" + TwoUplinks.FILE;
        StatusReport report = report(machine.started(TwoUplinks.config(file), START), START);
        assertThat(report.defaults().ipv4()).isEqualTo(List.of("default via 192.0.2.8 dev eth0 proto boot metric 5"));
    }

    private static String golden(String name) throws IOException {
        StringBuilder joined = new StringBuilder();
        resource(name).lines().forEach(line -> joined.append(line.strip()));
        return joined.toString();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = StatusReportsTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
