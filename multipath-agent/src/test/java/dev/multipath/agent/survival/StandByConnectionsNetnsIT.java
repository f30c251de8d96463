package dev.multipath.agent.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.NetnsTest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Running connections where one uplink carries everything and the others stand by, with the packaged agent. */
@NetnsTest
final class StandByConnectionsNetnsIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final long RECENTLY = Duration.ofMillis(500).toNanos();
    private static final int SOME = 10;

    private final AgentContestant agent = new AgentContestant("agent", "pin = \"on\"\n", List.of(1, 2, 3));
    private Place place;
    private Crowd crowd;
    private Guests guests;

    @BeforeEach
    void build() throws Exception {
        place = new Place();
        crowd = new Crowd();
        guests = new Guests(place, crowd);
        agent.start(place);
    }

    @AfterEach
    void end() throws Exception {
        crowd.close();
        agent.close();
        place.close();
    }

    private int on(int uplink, Group group) {
        return crowd.count(
                one -> one.group() == group && one.uplink() == uplink && one.isAlive(System.nanoTime(), RECENTLY));
    }

    @Test
    void what_comes_in_by_an_uplink_that_carries_nothing_else_is_answered_by_it() throws Exception {
        guests.invite(Group.LAN_TCP, SOME);
        assertThat(on(0, Group.LAN_TCP)).isEqualTo(SOME);

        Guests.Forwarded forwarded = guests.inviteForwarded(Set.of(1, 2), 20);

        assertThat(forwarded.answered()).isEqualTo(forwarded.tried()).isEqualTo(40);
        Await.always(
                Duration.ofSeconds(1),
                "all of them live",
                () -> on(1, Group.FORWARDED) == 20 && on(2, Group.FORWARDED) == 20);
    }

    @Test
    void who_reconnects_right_after_the_return_is_led_over_the_first_tier_and_the_others_stay() throws Exception {
        place.uplink(0).cutCarrier();
        agent.died(0, Fault.CARRIER);
        guests.invite(Group.LAN_TCP, 2 * SOME);
        guests.invite(Group.LAN_UDP, SOME);
        guests.invite(Group.GATEWAY_TCP, SOME);
        assertThat(on(1, Group.LAN_TCP)).isEqualTo(2 * SOME);

        place.uplink(0).heal();
        agent.returned(0);
        List<Integer> ports = crowd.seen().stream()
                .filter(seen -> seen.group() == Group.LAN_TCP)
                .map(Seen::port)
                .limit(SOME)
                .toList();
        crowd.dismiss(one -> ports.contains(one.port()));
        assertThat(guests.reconnect(ports)).as("connected").isEqualTo(SOME);

        Await.until(
                SOON,
                "an answer to each who came again",
                () -> crowd.count(one -> one.group() == Group.RECONNECTED && one.hasBegun()) == SOME);
        assertThat(on(0, Group.RECONNECTED)).as("on the first tier").isEqualTo(SOME);
        Await.always(
                Duration.ofSeconds(1),
                "the others stay where they are",
                () -> on(1, Group.LAN_TCP) == SOME && on(1, Group.LAN_UDP) == SOME && on(1, Group.GATEWAY_TCP) == SOME);
    }

    @Test
    void a_quiet_tunnel_that_speaks_after_its_uplink_died_is_answered_by_the_other() throws Exception {
        guests.invite(Group.LAN_TUNNEL, SOME);
        guests.invite(Group.GATEWAY_TUNNEL, SOME);
        assertThat(crowd.count(one -> one.uplink() == 0)).isEqualTo(2 * SOME);

        place.uplink(0).blackhole();
        agent.died(0, Fault.SILENT);
        crowd.each(one -> one.wake(System.nanoTime()));

        Await.until(SOON, "the LAN's tunnels over the other", () -> on(1, Group.LAN_TUNNEL) == SOME);
        Await.until(
                SOON,
                "the gateway's sockets to have ended",
                () -> crowd.count(one -> one.group() == Group.GATEWAY_TUNNEL && one.hasEnded()) == SOME);
    }
}
