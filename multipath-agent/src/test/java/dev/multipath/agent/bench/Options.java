package dev.multipath.agent.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the command line says.
 *
 * @param what names of the measurements; none = all
 * @param quick whether to measure only enough to see that the programs work
 * @param trials of each measurement; absent = its own number
 * @param time of those that last; absent = its own
 * @param warm how long those that last let pass before; absent = until the compiler is mostly through
 * @param seed of those that draw lots; absent = another one each time
 */
record Options(
        List<String> what,
        boolean quick,
        OptionalInt trials,
        Optional<Duration> time,
        Optional<Duration> warm,
        OptionalLong seed) {
    private static final String TRIALS = "--trials=";
    private static final String SECONDS = "--seconds=";
    private static final String WARM_UP = "--warm-up=";
    private static final String SEED = "--seed=";

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException for an option there is none of
     */
    static Options parse(String[] arguments) {
        List<String> what = new ArrayList<>();
        boolean quick = false;
        OptionalInt trials = OptionalInt.empty();
        Optional<Duration> time = Optional.empty();
        Optional<Duration> warm = Optional.empty();
        OptionalLong seed = OptionalLong.empty();
        for (String argument : arguments) {
            if (argument.equals("--quick")) {
                quick = true;
            } else if (argument.startsWith(TRIALS)) {
                trials = OptionalInt.of(number(argument, TRIALS));
            } else if (argument.startsWith(SECONDS)) {
                time = Optional.of(Duration.ofSeconds(number(argument, SECONDS)));
            } else if (argument.startsWith(WARM_UP)) {
                warm = Optional.of(Duration.ofSeconds(number(argument, WARM_UP)));
            } else if (argument.startsWith(SEED)) {
                seed = OptionalLong.of(Long.parseLong(argument.substring(SEED.length())));
            } else if (argument.startsWith("-")) {
                throw new IllegalArgumentException("no such option: " + argument);
            } else {
                what.add(argument);
            }
        }
        return new Options(List.copyOf(what), quick, trials, time, warm, seed);
    }

    private static int number(String argument, String option) {
        int value = Integer.parseInt(argument.substring(option.length()));
        if (value < 1) {
            throw new IllegalArgumentException(argument + " is below 1");
        }
        return value;
    }

    /** How many times to measure. */
    int trials(int usual, int whenQuick) {
        return trials.orElse(quick ? whenQuick : usual);
    }

    /** How long to measure. */
    Duration time(Duration usual, Duration whenQuick) {
        return time.orElse(quick ? whenQuick : usual);
    }

    /** How long to wait before anything is measured. */
    Duration warmUp() {
        return warm.orElse(Duration.ofSeconds(quick ? 10 : 60));
    }

    boolean wants(String name) {
        return what.isEmpty() || what.contains(name);
    }
}
