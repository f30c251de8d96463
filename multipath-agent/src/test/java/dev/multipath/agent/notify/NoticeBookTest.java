package dev.multipath.agent.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.status.TwoUplinks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One outage is told of once when it begins and once when it is over, in each family. */
final class NoticeBookTest {
    private static final Instant START = Instant.parse("2026-11-29T10:00:00Z");
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final TwoUplinks machine = new TwoUplinks();
    private final NoticeBook book = new NoticeBook();
    private final AgentConfig config = TwoUplinks.config(TwoUplinks.FILE);
    private long seconds = 1;
    private AgentState state = machine.started(config, SECOND);

    /** What is told when so much time has passed, all of it answered over one uplink. */
    private List<Notice> after(int pass, String answering) {
        List<Notice> told = new java.util.ArrayList<>();
        for (int i = 0; i < pass * 10; i++) {
            long now = ++seconds * SECOND / 10;
            state = TwoUplinks.probed(state, answering, now, SECOND / 1000);
            state = machine.settled(state, now);
            told.addAll(look(7));
        }
        return told;
    }

    private List<Notice> look(long eventId) {
        return book.look(eventId, state, START.plusMillis(seconds * 100));
    }

    private List<Notice> carrier(String device, boolean carrier) {
        machine.link(device.equals("eth0") ? 7 : 8, device, carrier);
        state = machine.settled(state, ++seconds * SECOND / 10);
        return look(3);
    }

    private static List<String> words(List<Notice> notices) {
        return notices.stream()
                .map(notice -> (notice.event() + " " + notice.uplink() + " " + notice.family()).strip())
                .toList();
    }

    @Test
    void that_all_is_well_is_no_news() {
        seconds = 10;
        assertThat(look(1)).isEmpty();
        assertThat(words(after(2, "hinet"))).containsOnlyOnce("down seed inet").doesNotContain("up hinet inet");
    }

    @Test
    void an_outage_is_one_down_and_one_up_in_each_family_with_its_length() {
        seconds = 10;
        look(1);
        List<Notice> down = carrier("eth0", false);
        List<Notice> up = new java.util.ArrayList<>(carrier("eth0", true));
        up.addAll(after(20, "hinet"));

        assertThat(words(down)).containsExactly("down hinet inet", "down hinet inet6");
        assertThat(down.get(0).eventId()).isEqualTo(3);
        assertThat(down.get(0).oldState()).isEqualTo("unknown");
        assertThat(down.get(0).state()).isEqualTo("down");
        assertThat(down.get(0).reason()).contains("carrier");
        assertThat(down.get(0).addresses()).containsExactly("192.0.2.2");
        assertThat(down.get(0).gateway()).contains("192.0.2.1");
        up.removeIf(notice -> !notice.uplink().equals("hinet"));
        assertThat(words(up)).containsExactlyInAnyOrder("up hinet inet", "up hinet inet6");
        assertThat(up.get(0).outageSeconds().orElseThrow()).isBetween(10L, 12L);
    }

    @Test
    void what_is_dead_when_the_agent_starts_is_told_and_what_was_known_before_is_not() {
        machine.link(8, "eth1", false);
        state = machine.started(config, SECOND);
        assertThat(words(look(1))).containsExactly("down seed inet");
        assertThat(look(2)).isEmpty();

        NoticeBook later = new NoticeBook();
        later.begin(state, START);
        assertThat(later.look(2, state, START)).isEmpty();
    }

    @Test
    void other_addresses_are_told_of_and_the_loss_of_all_is_only_a_loss() {
        look(1);
        machine.address(8, "198.51.100.8", 24);
        state = machine.settled(state, 2 * SECOND);
        List<Notice> told = look(2);
        assertThat(words(told)).containsExactly("address seed inet");
        assertThat(told.get(0).addresses()).containsExactly("198.51.100.7", "198.51.100.8");
        assertThat(told.get(0).reason()).isEqualTo("had 198.51.100.7");
        assertThat(look(3)).isEmpty();
    }

    @Test
    void the_last_one_down_is_told_twice_and_so_is_the_first_one_back() {
        seconds = 10;
        look(1);
        carrier("eth0", false);
        List<Notice> last = carrier("eth1", false);
        assertThat(words(last)).containsExactly("down seed inet", "all-down");
        assertThat(last.get(1).reason()).contains("IPv4: no uplink can be used");
        List<Notice> first = new java.util.ArrayList<>(carrier("eth1", true));
        first.addAll(after(20, "seed"));
        assertThat(words(first))
                .startsWith("recovered")
                .contains("up seed inet")
                .doesNotHaveDuplicates();
        assertThat(first.get(0).outageSeconds()).isNotEqualTo(Optional.empty());
    }
}
