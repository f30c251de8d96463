package dev.multipath.agent.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.acceptance.AgentProcess;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.NetnsTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The agent's nf_tables table beside the operator's: whose is whose, and what is left after a kill or a removal. */
@NetnsTest
final class FlowOwnershipNetnsIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final long RECENTLY = Duration.ofMillis(500).toNanos();
    private static final int SOME = 30;

    private static final String OWN_TABLE = "table inet multipath";

    private static final String STRANGERS = """
            table inet filter {
             chain forward {
              type filter hook forward priority filter; policy accept;
              ct state invalid counter drop;
             }
            }
            table ip mangle {
             chain PREROUTING {
              type filter hook prerouting priority mangle;
              iifname "lan0" meta mark set mark or 0x1;
             }
            }
            table inet multipath-of-somebody {
             chain c {
             }
            }
            """;

    private final AgentContestant agent = new AgentContestant("agent", "pin = \"on\"\n");
    private Place place;
    private Crowd crowd;
    private Guests guests;
    private String before;

    @BeforeEach
    void build() throws Exception {
        place = new Place();
        crowd = new Crowd();
        guests = new Guests(place, crowd);
        place.gateway().nft(STRANGERS);
        before = ruleset();
        agent.start(place);
        Await.until(SOON, "the agent's table", this::hasOwnTable);
    }

    @AfterEach
    void end() throws Exception {
        crowd.close();
        agent.close();
        place.close();
    }

    /** Counters left out. */
    private String ruleset() {
        return place.gateway().run("nft", "--stateless", "list", "ruleset");
    }

    private boolean hasOwnTable() {
        return ruleset().contains(OWN_TABLE + " ");
    }

    /** Without the agent's table, whose closing brace is the first at a line's beginning after it. */
    private String strangers() {
        return withoutOwnTable(ruleset());
    }

    private static String withoutOwnTable(String ruleset) {
        return ruleset.replaceAll("(?ms)^" + OWN_TABLE + " \\{.*?^\\}\n", "");
    }

    /** Nobody holds the table while no agent runs. */
    private static String withoutFlags(String ruleset) {
        return ruleset.replaceAll("(?m)^\\tflags .*\n| # progname.*$", "");
    }

    private int alive(Group group) {
        return crowd.count(one -> one.group() == group && one.isAlive(System.nanoTime(), RECENTLY));
    }

    private void invite() {
        guests.invite(Group.LAN_TCP, SOME);
        guests.invite(Group.LAN_UDP, SOME);
        assertThat(alive(Group.LAN_TCP)).isEqualTo(SOME);
        crowd.each(one -> one.mark(System.nanoTime(), RECENTLY));
    }

    /** Ended, or answered by another uplink. */
    private List<Seen> moved() {
        return crowd.seen().stream()
                .filter(seen -> seen.hasEnded() || seen.now() != seen.before())
                .toList();
    }

    /** Those of the uplink that died begin again, and no others. */
    private void awaitOnlyThoseOf(int uplink) {
        long all = crowd.seen().stream().filter(seen -> seen.before() == uplink).count();
        Await.until(SOON, all + " to have begun again", this::moved, moved -> moved.size() >= all);
        assertThat(moved())
                .as("no others")
                .allSatisfy(seen -> assertThat(seen.before()).isEqualTo(uplink));
    }

    @Test
    void the_operators_tables_stay_as_they_are_byte_for_byte_and_a_removal_leaves_nothing() throws Exception {
        invite();
        assertThat(strangers()).isEqualTo(before);
        place.uplink(0).cutCarrier();
        agent.died(0, Fault.CARRIER);
        assertThat(strangers()).isEqualTo(before);
        place.uplink(0).heal();
        agent.returned(0);
        assertThat(strangers()).isEqualTo(before);

        assertThat(agent.agent().terminate()).isZero();
        agent.agent().command("remove").ok();

        assertThat(ruleset()).isEqualTo(before);
        assertThat(place.gateway().run("ip", "-4", "rule")).doesNotContain("fwmark");
        assertThat(place.gateway().run("ip", "-6", "rule")).doesNotContain("fwmark");
    }

    /** As {@code systemctl reload nftables} does it: everything goes and the operator's tables come, at one moment. */
    private void reloadOperatorsFile() {
        String file = place.gateway().run("nft", "--stateless", "list", "ruleset");
        place.gateway().nft("flush ruleset\n" + withoutOwnTable(file));
    }

    @Test
    void when_the_operator_loads_the_ruleset_anew_pinned_connections_notice_nothing() throws Exception {
        place.uplink(1).cutCarrier();
        agent.died(1, Fault.CARRIER);
        invite();
        place.uplink(1).heal();
        agent.returned(1);

        for (int time = 0; time < 5; time++) {
            reloadOperatorsFile();
            Await.until(SOON, "the agent's table; its log: " + agent.agent().log(), this::hasOwnTable);
            assertThat(moved()).isEmpty();
        }
        Await.always(Duration.ofSeconds(1), "nothing moves", () -> moved().isEmpty());
    }

    @Test
    void killed_and_started_again_it_adopts_its_table_and_pinned_connections_notice_nothing() throws Exception {
        invite();
        String table = withoutFlags(ruleset());

        agent.agent().kill();
        assertThat(withoutFlags(ruleset())).isEqualTo(table);
        agent.agent().start();
        Await.until(SOON, "all uplinks in use", () -> agent.returned(0) != 0 && agent.returned(1) != 0);
        Await.always(
                Duration.ofSeconds(1),
                "nothing moves",
                () -> moved().isEmpty() && withoutFlags(ruleset()).equals(table));
    }

    @Test
    void connections_of_an_uplink_that_died_while_no_agent_ran_begin_again_when_it_starts() throws Exception {
        invite();
        agent.agent().kill();
        place.uplink(0).blackhole();
        AgentProcess again = agent.agent();
        again.start();
        agent.died(0, Fault.SILENT);
        awaitOnlyThoseOf(0);
    }
}
