package dev.multipath.agent.detection;

import dev.multipath.agent.detection.Path.Way;
import dev.multipath.agent.uplink.PassiveEvidence;

/**
 * What an uplink carries, as its packet counters tell it to looks as far apart as the agent's: as many packets each way,
 * at the same pace whatever becomes of them, as a telephone call or a tunnel.
 */
final class Traffic {
    private static final long TICK = 50 * Path.MILLI;
    private static final int TICKS_A_SECOND = 20;
    private static final int TICKS_A_LOOK = 2;
    /** Ticks ahead that packets under way are counted in; slower ones never arrive. */
    private static final int AHEAD = 128;

    private static final long FIRST_PACKET = 1L << 40;

    private final int packetsATick;
    private final int[] arriving = new int[AHEAD];
    private long ticks;
    private long nextTick;
    private long nextLook;
    private long received;
    private PassiveEvidence evidence = PassiveEvidence.NONE;

    /** @param rate packets a second each way, a multiple of twenty */
    Traffic(int rate, long start) {
        packetsATick = rate / TICKS_A_SECOND;
        nextTick = start + TICK;
        nextLook = TICKS_A_LOOK;
    }

    long nextTick() {
        return nextTick;
    }

    /**
     * The counters, if it is time.
     *
     * @return whether they make the uplink suspect
     */
    boolean looked(long now, Path path) {
        if (now < nextTick) {
            return false;
        }
        for (int i = 0; i < packetsATick; i++) {
            long leaves = now - TICK + i * TICK / packetsATick;
            long crossing = path.crossing(Way.BACK, leaves, FIRST_PACKET + i);
            long late = crossing == Path.LOST ? AHEAD : Math.max(0, leaves + crossing - now + TICK - 1) / TICK;
            if (late < AHEAD) {
                arriving[(int) ((ticks + late) % AHEAD)]++;
            }
        }
        int slot = (int) (ticks % AHEAD);
        received += arriving[slot];
        arriving[slot] = 0;
        ticks++;
        nextTick = now + TICK;
        if (ticks < nextLook) {
            return false;
        }
        evidence = evidence.seen(received, ticks * packetsATick, now);
        nextLook = ticks + (evidence.deservesCloseLooks() ? 1 : TICKS_A_LOOK);
        return evidence.isSuspicious();
    }

    /** The uplink is dead indeed. */
    void confirmed() {
        evidence = evidence.confirmed();
    }
}
