package dev.multipath.agent.probe.http;

import dev.multipath.agent.config.ProbeTarget;
import dev.multipath.agent.config.Question;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which answer shows that it is the page itself that answers, and not a captive portal in its place.
 *
 * <p>What the configuration says; else "204 No Content" where the URL's path ends in 204, as those of pages made for this
 * purpose do, and any success (2xx) elsewhere. A redirect is never right, unless its very status is asked for.
 *
 * @param status the only right one; empty for any success
 * @param text what the page must contain; empty for no demand
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-15">RFC 9110, 15</a>
 */
record Expectation(OptionalInt status, String text) {
    private static final int NO_CONTENT = 204;

    static Expectation of(Question question, ProbeTarget.Url url) {
        OptionalInt status = question.expectsNoContent(url) ? OptionalInt.of(NO_CONTENT) : question.expectStatus();
        return new Expectation(status, question.expectBody().orElse(""));
    }

    boolean isRight(int given) {
        return status.isPresent() ? given == status.getAsInt() : given >= 200 && given < 300;
    }

    /** What to say of a status that is not right. */
    String complaint(int given, Optional<String> location) {
        String start = "answers with status " + given;
        if (given >= 300 && given < 400 && location.isPresent()) {
            return start + ", a redirect to " + Printable.of(location.get()) + ": a captive portal?";
        }
        return start + ", not " + (status.isPresent() ? status.getAsInt() : "2xx");
    }
}
