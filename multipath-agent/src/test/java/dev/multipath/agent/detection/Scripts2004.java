package dev.multipath.agent.detection;

/**
 * The scripts of 2004 that this project follows, version 0.04/0.05 with {@code INTERVAL=60} and one uplink: the checking
 * loop waits a second and pings ({@code ping -c1 -w2}: a second packet after a second, failure after two); whoever
 * answers is checked once more by the routing script, after two seconds, in the same way. Only who passes both gets into
 * the new route. Then a pause of 60 s.
 *
 * <p>Each further uplink makes the round 3 s longer, or more when it is dead.
 *
 * @see <a href="https://www.study-area.org">Netman, Multi-Path on Linux, version 0.04, 2004-09-27</a>, §6.2 and §6.4
 */
final class Scripts2004 implements Script {
    private static final Step PING = new Ping(2, 2 * Path.SECOND);

    private enum At {
        BEFORE_CHECK,
        CHECK,
        BEFORE_ROUTE,
        ROUTE,
        INTERVAL
    }

    private At at = At.INTERVAL;
    private boolean routed = true;

    @Override
    public Step next(boolean answered, long now) {
        return switch (at) {
            case INTERVAL -> step(At.BEFORE_CHECK, new Pause(Path.SECOND));
            case BEFORE_CHECK -> step(At.CHECK, PING);
            case CHECK -> answered ? step(At.BEFORE_ROUTE, new Pause(2 * Path.SECOND)) : route(false);
            case BEFORE_ROUTE -> step(At.ROUTE, PING);
            case ROUTE -> route(answered);
        };
    }

    private Step route(boolean alive) {
        routed = alive;
        return step(At.INTERVAL, new Pause(60 * Path.SECOND));
    }

    private Step step(At next, Step step) {
        at = next;
        return step;
    }

    @Override
    public boolean inUse() {
        return routed;
    }
}
