package dev.multipath.agent.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The models of two watchers against medians measured of the originals on a real kernel. A model ends with the decision;
 * a measured time ends when traffic goes another way, after a script and a change of the route.
 */
final class ValidationTest {
    private static final Results MODELS = Results.of(
            new Study(200, 1, Path.MINUTE, 1), List.of(Contender.KEEPALIVED, Contender.FOOLSM), List.of(Trace.CLEAN));

    /** Of the measured median, in seconds; the models are some 0.3 s faster. */
    private static final double TOLERANCE = 0.4;

    @Test
    void keepalived_leaves_after_2_8_seconds() {
        assertThat(median(MODELS.of(Contender.KEEPALIVED, Trace.CLEAN).detection()))
                .isCloseTo(2.8, within(TOLERANCE));
    }

    @Test
    void foolsm_leaves_after_7_8_seconds() {
        assertThat(median(MODELS.of(Contender.FOOLSM, Trace.CLEAN).detection())).isCloseTo(7.8, within(TOLERANCE));
    }

    @Test
    void foolsm_returns_after_95_seconds() {
        assertThat(median(MODELS.of(Contender.FOOLSM, Trace.CLEAN).returning())).isCloseTo(95, within(TOLERANCE));
    }

    private static double median(Delays delays) {
        return (double) delays.median() / Path.SECOND;
    }
}
