package dev.multipath.agent.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.testkit.netns.NetnsTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Running connections while uplinks die and return, with the packaged agent: fewer of them, and fewer orders of deaths,
 * than {@code scripts/bench-flows} measures (60 TCP and 20 UDP of the LAN instead of 200 and 50). How soon things happen
 * is measured there; here a connection may go a second without an answer beyond what the machine itself stands still.
 */
@NetnsTest
final class RunningConnectionsNetnsIT {
    private static final Duration LONGEST_GAP = Duration.ofSeconds(1);

    private static final String PINNED = "pin = \"on\"\n";

    /** One light uplink, then the heaviest and a light one. */
    private static Findings play(Fault fault, String flows, boolean ownMasquerade) throws Exception {
        AgentContestant agent = new AgentContestant("agent", flows);
        try (Experiment experiment = new Experiment(agent, Numbers.SMALL, Experiment.Patience.TESTING)) {
            if (ownMasquerade) {
                experiment.place().gateway().nft("delete table inet nat\n");
            }
            experiment.start();
            for (List<Act> order : Act.someOrders()) {
                experiment.play(order, fault);
            }
            return experiment.findings();
        }
    }

    private static void assertUndisturbed(Findings findings, Standing standing) {
        for (Group group : List.of(
                Group.LAN_TCP,
                Group.LAN_UDP,
                Group.GATEWAY_TCP,
                Group.GATEWAY_UDP,
                Group.FORWARDED,
                Group.LAN_TUNNEL,
                Group.GATEWAY_TUNNEL)) {
            Tally tally = findings.tally(standing, group);
            String what = standing + ", " + group.words() + ", ends " + findings.ends() + ": ";
            assertThat(tally.all()).as(what + "all").isPositive();
            assertThat(tally.count(Verdict.ENDED)).as(what + "ended").isZero();
            assertThat(tally.count(Verdict.MOVED)).as(what + "moved").isZero();
            assertThat(tally.count(Verdict.HUNG)).as(what + "hung").isZero();
            if (tally.gaps().size() > 0) {
                assertThat(tally.gaps().max())
                        .as(what + "longest gap in ms")
                        .isLessThan(LONGEST_GAP.toMillis() + findings.loopbackGap());
            }
        }
    }

    private static void assertNoneHangs(Findings findings) {
        for (Group group :
                List.of(Group.LAN_TCP, Group.LAN_UDP, Group.GATEWAY_TCP, Group.GATEWAY_UDP, Group.LAN_TUNNEL)) {
            Tally tally = findings.tally(Standing.OWN_DIED, group);
            assertThat(tally.all()).as(group.words()).isPositive();
            assertThat(tally.count(Verdict.HUNG))
                    .as(group.words() + " that hang")
                    .isZero();
        }
    }

    private static void assertTheRest(Findings findings) {
        assertThat(findings.forwardedAnswered()).as("answered").isEqualTo(findings.forwardedTried());
        assertThat(findings.reconnected()).isPositive();
        assertThat(findings.reconnectedRight())
                .as("come again: %s", findings.ends())
                .isEqualTo(findings.reconnected());
    }

    @Test
    void living_connections_notice_nothing_when_cables_are_pulled_and_the_dead_ones_begin_again() throws Exception {
        Findings findings = play(Fault.CARRIER, PINNED, false);
        assertUndisturbed(findings, Standing.OTHER_DIED);
        assertUndisturbed(findings, Standing.OTHER_RETURNED);
        assertNoneHangs(findings);
        assertTheRest(findings);
    }

    @Test
    void likewise_when_lines_fall_silent_and_the_agent_masquerades() throws Exception {
        Findings findings = play(Fault.SILENT, PINNED + "masquerade = \"uplinks\"\n", true);
        assertUndisturbed(findings, Standing.OTHER_DIED);
        assertUndisturbed(findings, Standing.OTHER_RETURNED);
        assertNoneHangs(findings);
        assertTheRest(findings);
    }
}
