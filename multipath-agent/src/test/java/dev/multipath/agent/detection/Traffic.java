package dev.multipath.agent.detection;

import dev.multipath.agent.detection.Path.Way;
import dev.multipath.agent.uplink.PassiveEvidence;

/**
 * What an uplink carries, as its packet counters tell it every 100 ms: as many packets each way, at the same pace
 * whatever becomes of them, as a telephone call or a tunnel.
 */
final class Traffic {
    private static final long LOOK = 100 * Path.MILLI;
    /** Looks ahead that packets under way are counted in; slower ones never arrive. */
    private static final int AHEAD = 64;

    private static final long FIRST_PACKET = 1L << 40;

    private final int packetsALook;
    private final int[] arriving = new int[AHEAD];
    private long looks;
    private long nextLook;
    private long received;
    private PassiveEvidence evidence = PassiveEvidence.NONE;

    /** @param rate packets a second each way, a multiple of ten */
    Traffic(int rate, long start) {
        packetsALook = rate / 10;
        nextLook = start + LOOK;
    }

    long nextLook() {
        return nextLook;
    }

    /**
     * The counters, if it is time.
     *
     * @return whether they make the uplink suspect
     */
    boolean looked(long now, Path path) {
        if (now < nextLook) {
            return false;
        }
        for (int i = 0; i < packetsALook; i++) {
            long leaves = now - LOOK + i * LOOK / packetsALook;
            long crossing = path.crossing(Way.BACK, leaves, FIRST_PACKET + i);
            long late = crossing == Path.LOST ? AHEAD : Math.max(0, leaves + crossing - now + LOOK - 1) / LOOK;
            if (late < AHEAD) {
                arriving[(int) ((looks + late) % AHEAD)]++;
            }
        }
        int slot = (int) (looks % AHEAD);
        received += arriving[slot];
        arriving[slot] = 0;
        looks++;
        nextLook = now + LOOK;
        evidence = evidence.seen(received, looks * packetsALook, now);
        return evidence.isSuspicious();
    }

    /** The uplink is dead indeed. */
    void confirmed() {
        evidence = evidence.confirmed();
    }
}
