package dev.multipath.agent.detection;

import java.util.function.Function;

/** What a line does to packets. Fixed before any tuning, as are the {@link Seeds}. */
enum Trace {
    CLEAN("no loss", "round trip 20 to 22 ms, nothing lost", Kind.ALIVE, Lines::clean),
    LOSS_2("2 % loss", "2 % of round trips fail at random", Kind.ALIVE, dice -> loss(dice, 0.02)),
    LOSS_5("5 % loss", "5 % of round trips fail at random", Kind.ALIVE, dice -> loss(dice, 0.05)),
    LOSS_10("10 % loss", "10 % of round trips fail at random", Kind.ALIVE, dice -> loss(dice, 0.10)),
    LOSS_20("20 % loss", "20 % of round trips fail at random", Kind.ALIVE, dice -> loss(dice, 0.20)),
    LOSS_30("30 % loss", "30 % of round trips fail at random", Kind.ALIVE, dice -> loss(dice, 0.30)),
    SHORT_BURSTS(
            "short bursts",
            "Gilbert-Elliott: 10 s good, 100 ms bad on average, 70 % of round trips fail in the bad state",
            Kind.ALIVE,
            dice -> Lines.bursts(Lines.clean(dice), dice.fork(3), 10 * Path.SECOND, 100 * Path.MILLI)),
    LONG_BURSTS(
            "long bursts",
            "Gilbert-Elliott: 60 s good, 1 s bad on average, 70 % of round trips fail in the bad state",
            Kind.ALIVE,
            dice -> Lines.bursts(Lines.clean(dice), dice.fork(4), 60 * Path.SECOND, Path.SECOND)),
    BUFFERBLOAT(
            "bufferbloat",
            "uploads of half a minute add 0.2 to 1.5 s of latency, and 2 % loss at the peak",
            Kind.ALIVE,
            dice -> Lines.bufferbloat(Lines.clean(dice), dice.fork(5))),
    LTE(
            "LTE",
            "45 to 85 ms, busy cells, handovers of some 200 ms, fades of 0.5 s and more three times an hour, 0.5 %"
                    + " loss",
            Kind.ALIVE,
            dice -> Lines.lte(Lines.clean(dice), dice.fork(6))),
    FLAPPING_1("flaps, 1 s", "dead for 1 s, alive for 1 s", Kind.FLAPPING, dice -> flapping(dice, Path.SECOND)),
    FLAPPING_10(
            "flaps, 10 s", "dead for 10 s, alive for 10 s", Kind.FLAPPING, dice -> flapping(dice, 10 * Path.SECOND)),
    FLAPPING_60("flaps, 60 s", "dead for 60 s, alive for 60 s", Kind.FLAPPING, dice -> flapping(dice, Path.MINUTE));

    /** What can be asked of a trace. */
    enum Kind {
        /** Never dead by itself: whoever leaves it is wrong. Deaths are added to it. */
        ALIVE,
        /** Dead half of the time. */
        FLAPPING
    }

    private final String title;
    private final String description;
    private final Kind kind;
    /** Made of what it is given alone. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<Dice, Path> line;

    Trace(String title, String description, Kind kind, Function<Dice, Path> line) {
        this.title = title;
        this.description = description;
        this.kind = kind;
        this.line = line;
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }

    Kind kind() {
        return kind;
    }

    /** The line of one run. */
    Path line(Dice dice) {
        return line.apply(dice);
    }

    private static Path loss(Dice dice, double share) {
        return Lines.lossy(Lines.clean(dice), dice.fork(2), share);
    }

    private static Path flapping(Dice dice, long half) {
        return Lines.clean(dice).flapping(half);
    }
}
