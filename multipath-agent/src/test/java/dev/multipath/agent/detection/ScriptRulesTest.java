package dev.multipath.agent.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of the watchers that are loops of pings, on hand-made sequences of answers. */
final class ScriptRulesTest {
    /** How each ping ends (+ answered, - not), and whether the line is in use after it (U) or not (D). */
    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource({
        "mwan3, -----, UUUUD",
        "mwan3, ----+-----, UUUUUUUUUD",
        "mwan3, -----++++-+++++, UUUUDDDDDDDDDDU",
        "mwan3, -----+++++-----, UUUUDDDDDUUUUUD",
        "VyOS, +-+, UDU",
        "VyOS, --++, DDUU",
        "keepalived, -+--, UUUD",
        "keepalived, --+-++, UDDDDU",
        "keepalived, --++--, UDDUUD",
        "FaultTolerantRouter, ++++, UUUU",
        "FaultTolerantRouter, --++++, UUUUUU",
        "FaultTolerantRouter, ---, UUD",
        "FaultTolerantRouter, +++---, UUUUUD",
        "FaultTolerantRouter, ---++++, UUDDDDU",
        "scripts of 2004, ++, UU",
        "scripts of 2004, -, D",
        "scripts of 2004, +-, UD",
        "scripts of 2004, -++, DDU",
    })
    void leaves_and_returns_as_the_original_does(String watcher, String answers, String expected) {
        Script script = script(watcher);
        StringBuilder seen = new StringBuilder();
        Script.Step step = new Script.Pause(0);
        for (int i = 0; i < answers.length(); i++) {
            while (!(step instanceof Script.Ping)) {
                step = script.next(false, 0);
            }
            step = script.next(answers.charAt(i) == '+', 0);
            seen.append(script.inUse() ? 'U' : 'D');
        }
        assertThat(seen).hasToString(expected);
    }

    /** Packets an hour show how long a round takes, with its pauses and its waiting. */
    @ParameterizedTest(name = "{0}: {1} packets an hour with answers, {2} without")
    @CsvSource({
        "mwan3, 360, 257", // 10 s; 14 s
        "VyOS, 720, 360", // 5 s; 10 s
        "keepalived, 3600, 3600", // 1 s
        "FaultTolerantRouter, 240, 164", // four in 60 s; three in 66 s
        "scripts of 2004, 114, 114", // two in 63 s, either way
    })
    void asks_as_often_as_the_original_does(String watcher, long answered, long unanswered) {
        Path immediate = (way, at, packet) -> 0;
        Path dead = (way, at, packet) -> Path.LOST;

        assertThat(sentInAnHour(immediate, watcher)).isCloseTo(answered, within(3L));
        assertThat(sentInAnHour(dead, watcher)).isCloseTo(unanswered, within(3L));
    }

    @Test
    void a_ping_with_two_packets_is_content_with_an_answer_to_the_second() {
        Path losesFirst = (way, at, packet) -> packet % 2 == 0 ? Path.LOST : Path.MILLI;

        Run run = new Run(losesFirst, new ScriptLoop(new Scripts2004(), 0)).until(Path.HOUR);

        assertThat(run.changes()).isEmpty();
        assertThat(run.sent()).isCloseTo(222, within(3L)); // four in 65 s
    }

    private static long sentInAnHour(Path path, String watcher) {
        return new Run(path, new ScriptLoop(script(watcher), 0))
                .until(Path.HOUR)
                .sent();
    }

    private static Script script(String watcher) {
        return switch (watcher) {
            case "mwan3" -> new Mwan3();
            case "VyOS" -> new Vyos();
            case "keepalived" -> new Keepalived();
            case "FaultTolerantRouter" -> new FaultTolerantRouter();
            case "scripts of 2004" -> new Scripts2004();
            default -> throw new IllegalArgumentException(watcher);
        };
    }
}
