package dev.multipath.agent.detection;

/** Whether and when a packet gets across a line, one way: an answer depends on the arguments alone. */
interface Path {
    /** The packet is lost. */
    long LOST = -1;

    long MILLI = 1_000_000L;
    long SECOND = 1_000 * MILLI;
    long MINUTE = 60 * SECOND;
    long HOUR = 60 * MINUTE;
    long DAY = 24 * HOUR;

    /** Which way a packet goes. */
    enum Way {
        OUT,
        BACK
    }

    /**
     * Nanoseconds until it arrives, or {@link #LOST}.
     *
     * @param at when it leaves, virtual nanoseconds
     * @param packet tells packets apart that leave at the same time
     */
    long crossing(Way way, long at, long packet);

    /** This line, and nothing comes through in between: neither what leaves nor what would arrive in that time. */
    default Path deadBetween(long from, long to) {
        return (way, at, packet) -> {
            long crossing = crossing(way, at, packet);
            boolean overlaps = at < to && at + crossing >= from;
            return crossing == LOST || overlaps ? LOST : crossing;
        };
    }

    /** This line, dead for as long as it was alive before, over and over; it begins alive. */
    default Path flapping(long half) {
        return (way, at, packet) -> {
            long crossing = crossing(way, at, packet);
            boolean through = at / half % 2 == 0 && at / half == (at + crossing) / half;
            return crossing == LOST || !through ? LOST : crossing;
        };
    }
}
