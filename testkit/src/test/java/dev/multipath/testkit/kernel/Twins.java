package dev.multipath.testkit.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.NetlinkException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

/** The fake kernel and a real namespace side by side: the same random requests, the same answers, the same state. */
final class Twins {
    private Twins() {}

    /**
     * One random request, to be made to either kernel.
     *
     * @param words what it is, for the report of a difference
     */
    record Change(String words, Action action) {}

    /** Makes the request; answers what a question came to. */
    interface Action {
        Object on(Site site);
    }

    /** Draws the next request; the site is the fake one. */
    interface Requests {
        Change next(Random random, Site site);
    }

    static void run(int seed, int steps, Requests requests, Function<Site, List<String>> state) {
        run(seed, steps, site -> {}, requests, state);
    }

    static void run(int seed, int steps, Consumer<Site> start, Requests requests, Function<Site, List<String>> state) {
        Random random = new Random(seed);
        List<String> history = new ArrayList<>();
        try (Site fake = new Site(new FakeUnderTest());
                Site real = new Site(new RealUnderTest())) {
            assertThat(fake.a).isEqualTo(real.a);
            start.accept(fake);
            start.accept(real);
            for (int step = 0; step < steps; step++) {
                List<String> before = state.apply(real);
                Change change = requests.next(random, fake);
                history.add(change.words());
                String what = "seed " + seed + ", step " + step + ": " + change.words() + ", before: " + before
                        + ", history: " + history;
                String expected = outcome(change, real);
                assertThat(outcome(change, fake)).as(what).isEqualTo(expected);
                assertThat(state.apply(fake)).as(what).isEqualTo(state.apply(real));
            }
        }
    }

    private static String outcome(Change change, Site site) {
        try {
            return String.valueOf(change.action().on(site));
        } catch (NetlinkException.Rejected e) {
            return e.errno().name() + " " + e.kernelText().orElse("");
        } catch (NetlinkException.Ambiguous e) {
            return "ambiguous";
        }
    }
}
