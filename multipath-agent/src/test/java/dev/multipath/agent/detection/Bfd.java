package dev.multipath.agent.detection;

import dev.multipath.agent.detection.Path.Way;
import java.util.List;

/**
 * BFD in asynchronous mode, 300 ms × 3, between the two ends of the line. Each end sends its state every 300 ms, less up
 * to a quarter at random (RFC 5880 §6.8.7), and every second while not up (§6.8.3). Who hears nothing for three of the
 * other's intervals, or that the other is down, is down (§6.8.4, §6.8.6); DOWN becomes INIT and INIT becomes UP by what
 * the other one says. There is no hold-up after that.
 *
 * <p>It needs a peer that speaks it, which an Internet provider's router rarely does.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5880">RFC 5880</a>
 * @see <a href="https://docs.frrouting.org/en/latest/bfd.html">FRR, bfdd: the defaults 300 ms and 3</a>
 */
final class Bfd implements Watcher {
    private static final long INTERVAL = 300 * Path.MILLI;
    private static final long SLOW = Path.SECOND;
    private static final int MULTIPLIER = 3;

    private enum State {
        DOWN,
        INIT,
        UP
    }

    /** As a packet has them. */
    private static final List<State> STATES = List.of(State.values());

    /** One end of the session. */
    private static final class End {
        private final Way way;
        private State state = State.UP;
        private long nextSend;
        private long expires;

        private End(Way way, long start) {
            this.way = way;
            nextSend = start;
            expires = start + (MULTIPLIER + 1) * INTERVAL;
        }

        private void heard(State other, long now) {
            expires = now + MULTIPLIER * interval(other);
            state = switch (state) {
                case DOWN -> other == State.DOWN ? State.INIT : other == State.INIT ? State.UP : State.DOWN;
                case INIT -> other == State.DOWN ? State.INIT : State.UP;
                case UP -> other == State.DOWN ? State.DOWN : State.UP;
            };
        }

        private long wake() {
            return state == State.DOWN ? nextSend : Math.min(nextSend, expires);
        }
    }

    private final Dice jitter;
    private final End here;
    private final End there;
    private long packets;

    Bfd(Dice jitter, long start) {
        this.jitter = jitter;
        here = new End(Way.OUT, start);
        there = new End(Way.BACK, start + INTERVAL / 2);
    }

    @Override
    public long nextWake() {
        return Math.min(here.wake(), there.wake());
    }

    @Override
    public void wake(long now, Wire wire) {
        turn(here, now, wire);
        turn(there, now, wire);
    }

    /** What an end in this state announces, and keeps to. */
    private static long interval(State state) {
        return state == State.UP ? INTERVAL : SLOW;
    }

    private void turn(End end, long now, Wire wire) {
        if (end.state != State.DOWN && now >= end.expires) {
            end.state = State.DOWN;
        }
        if (now >= end.nextSend) {
            long number = packets++;
            wire.send(end.way, number * STATES.size() + STATES.indexOf(end.state));
            end.nextSend = now + (long) (interval(end.state) * (1 - 0.25 * jitter.uniform(number, 0)));
        }
    }

    @Override
    public void answered(long probe, long sentAt, long now, Wire wire) {
        throw new IllegalStateException("it sends no echoes");
    }

    @Override
    public void arrived(Way way, long packet, long now) {
        State said = STATES.get((int) (packet % STATES.size()));
        (way == Way.OUT ? there : here).heard(said, now);
    }

    @Override
    public boolean inUse() {
        return here.state == State.UP;
    }
}
