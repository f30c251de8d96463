package dev.multipath.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.Configs;
import dev.multipath.agent.config.ProbeConfig;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Questions to BIND, and to a resolver that lies. */
@NetnsTest
@SuppressWarnings("try") // servers work by being open
final class DnsProbeNetnsIT {
    private static final List<AddressFamily> FAMILIES = List.of(AddressFamily.INET, AddressFamily.INET6);
    private static final List<String> BIND = List.of("203.0.113.53", "2001:db8:ffff::53");
    private static final String LIAR = "198.51.100.10";

    private static ProbeConfig ask(String... lines) {
        String[] all = Arrays.copyOf(lines, lines.length + 3);
        all[lines.length] = "type = \"dns\"";
        all[lines.length + 1] = "targets = [\"" + String.join("\", \"", BIND) + "\"]";
        all[lines.length + 2] = "timeout = \"500ms\"";
        return Configs.probe(all);
    }

    private static ProbeConfig askLiar() {
        return Configs.probe("type = \"dns\"", "targets = [\"" + LIAR + "\"]", "timeout = \"500ms\"");
    }

    @Test
    void a_name_that_does_not_exist_and_one_that_does_are_both_answered(Topology.Builder builder) throws Exception {
        try (Lab lab = new Lab(builder);
                NameServer bind = NameServer.start(lab.topology().internet(), BIND, "www A 192.0.2.7")) {
            for (AddressFamily family : FAMILIES) {
                assertThat(lab.ask(ask(), family)).isEqualTo("answered");
                assertThat(lab.ask(ask("query = \"WWW.example.net\""), family)).isEqualTo("answered");
                assertThat(lab.ask(ask("query = \"nobody.example.net\""), family))
                        .isEqualTo("answered");
            }
        }
    }

    @Test
    void a_resolver_that_fails_or_refuses_is_no_answer(Topology.Builder builder) throws Exception {
        try (Lab lab = new Lab(builder);
                NameServer bind = NameServer.start(lab.topology().internet(), BIND)) {
            for (AddressFamily family : FAMILIES) {
                String server = BIND.get(FAMILIES.indexOf(family));
                assertThat(lab.ask(ask("query = \"www.broken.example\""), family))
                        .isEqualTo(server + " answers SERVFAIL");
                assertThat(lab.ask(ask("query = \"www.example.org\""), family)).isEqualTo(server + " answers REFUSED");
            }
        }
    }

    @Test
    void a_black_hole_answers_nothing_until_it_is_healed(Topology.Builder builder) throws Exception {
        try (Lab lab = new Lab(builder);
                NameServer bind = NameServer.start(lab.topology().internet(), BIND)) {
            lab.uplink().blackhole();
            for (AddressFamily family : FAMILIES) {
                assertThat(lab.isSilent(ask(), family)).isTrue();
            }
            lab.uplink().unreachable();
            assertThat(lab.ask(ask(), AddressFamily.INET))
                    .isEqualTo(lab.uplink().nextHop(AddressFamily.INET) + " says unreachable");
            lab.uplink().heal();
            for (AddressFamily family : FAMILIES) {
                assertThat(lab.ask(ask(), family)).isEqualTo("answered");
            }
        }
    }

    @Test
    void nobody_listening_there_shows_that_the_path_lives(Topology.Builder builder) throws Exception {
        try (Lab lab = new Lab(builder)) {
            for (AddressFamily family : FAMILIES) {
                assertThat(lab.ask(ask(), family)).isEqualTo("answered");
            }
        }
    }

    @Test
    void forgeries_are_passed_over_and_the_true_answer_behind_them_counts(Topology.Builder builder) throws Exception {
        try (Lab lab = new Lab(builder);
                LyingResolver liar = LyingResolver.start(
                        lab.topology().internet(),
                        LIAR,
                        question -> List.of(
                                new byte[0],
                                new byte[] {1, 2, 3},
                                question,
                                changed(answer(question, 3), 0),
                                changed(answer(question, 3), 1),
                                changed(answer(question, 3), 14),
                                Arrays.copyOf(answer(question, 3), 20),
                                answer(question, 3)))) {
            assertThat(lab.ask(askLiar(), AddressFamily.INET)).isEqualTo("answered");
        }
    }

    @Test
    void forgeries_alone_are_silence(Topology.Builder builder) throws Exception {
        try (Lab lab = new Lab(builder);
                LyingResolver liar = LyingResolver.start(
                        lab.topology().internet(),
                        LIAR,
                        question -> IntStream.range(0, question.length)
                                .filter(i -> i < 2 || i == 4 || i == 5 || i > 11)
                                .mapToObj(i -> changed(answer(question, 3), i))
                                .toList())) {
            assertThat(lab.isSilent(askLiar(), AddressFamily.INET)).isTrue();
        }
    }

    @Test
    void a_flood_does_not_keep_other_probes_waiting(Topology.Builder builder) throws Exception {
        ProbeConfig tcp = Configs.probe("type = \"tcp\"", "targets = [\"203.0.113.53:" + Lab.ECHO + "\"]");
        try (Lab lab = new Lab(builder);
                LyingResolver liar = LyingResolver.start(
                        lab.topology().internet(), LIAR, question -> Collections.nCopies(5_000, question))) {
            lab.send(askLiar(), AddressFamily.INET);
            assertThat(lab.ask(tcp, AddressFamily.INET)).isEqualTo("answered");
        }
    }

    @Test
    void what_the_liar_itself_fails_to_resolve_is_refused(Topology.Builder builder) throws Exception {
        try (Lab lab = new Lab(builder);
                LyingResolver liar = LyingResolver.start(
                        lab.topology().internet(), LIAR, question -> List.of(answer(question, 2)))) {
            assertThat(lab.ask(askLiar(), AddressFamily.INET)).isEqualTo(LIAR + " answers SERVFAIL");
        }
    }

    /** The question turned into an answer without records. */
    private static byte[] answer(byte[] question, int rcode) {
        byte[] answer = question.clone();
        answer[2] = (byte) 0x81;
        answer[3] = (byte) (0x80 | rcode);
        return answer;
    }

    private static byte[] changed(byte[] message, int at) {
        byte[] changed = message.clone();
        // Another bit than the one that tells upper from lower case.
        changed[at] ^= 1;
        return changed;
    }
}
