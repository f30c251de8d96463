package dev.multipath.agent.ddns.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.ddns.decision.DyndnsAnswer.Meaning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DyndnsAnswerTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        200 | good 192.0.2.1               | DONE
        200 | nochg 192.0.2.1              | DONE
        200 | OK                           | DONE
        200 | badauth                      | NEVER
        401 | badauth                      | NEVER
        401 | <html>Unauthorized</html>    | NEVER
        403 | ''                           | NEVER
        404 | ''                           | NEVER
        302 | ''                           | NEVER
        200 | abuse                        | NEVER
        200 | nohost                       | NEVER
        200 | !donator                     | NEVER
        200 | KO                           | NEVER
        200 | 911                          | LATER
        200 | dnserr                       | LATER
        500 | ''                           | LATER
        503 | try later                    | LATER
        429 | ''                           | LATER
        200 | <html>Sign in</html>         | AGAIN
        200 | ''                           | AGAIN
        408 | ''                           | AGAIN
        """)
    void an_answer_means(int status, String body, Meaning meaning) {
        assertThat(DyndnsAnswer.of(status, body).meaning()).isEqualTo(meaning);
    }

    @Test
    void of_several_names_the_worst_counts() {
        assertThat(DyndnsAnswer.of(200, "good 192.0.2.1\r\nnohost\r\n").meaning())
                .isEqualTo(Meaning.NEVER);
    }

    @Test
    void what_it_said_is_shown_on_one_short_line() {
        assertThat(DyndnsAnswer.of(200, "good\n\u001b[31m192.0.2.1\n").text()).isEqualTo("\"good [31m192.0.2.1\"");
        assertThat(DyndnsAnswer.of(500, "x".repeat(1000)).text()).hasSizeLessThan(120);
    }
}
