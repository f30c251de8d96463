package dev.multipath.agent.bench;

import dev.multipath.testkit.netns.UplinkHandle;
import dev.multipath.testkit.netns.UplinkKind;
import java.util.SplittableRandom;

/** A fault of one uplink, as it may befall it in a soak. */
enum SoakFault {
    CABLE_PULLED(true),
    ADMIN_DOWN(true),
    BLACKHOLE(true),
    UNREACHABLE(true),
    NEXT_HOP_DEAD(true),
    ADDRESSES_REMOVED(true),
    /** Hung up where that is possible: the device is gone. */
    GONE(true),
    /** Another interface index at once. */
    RECREATED(false),
    /** Bad, and not dead: 5 to 15 %. */
    LOSSY(false);

    /** Whether the uplink is of no use meanwhile, so that the agent has to leave it. */
    final boolean deadly;

    SoakFault(boolean deadly) {
        this.deadly = deadly;
    }

    static SoakFault any(SplittableRandom random) {
        return values()[random.nextInt(values().length)];
    }

    void strike(UplinkHandle uplink, SplittableRandom random) {
        switch (this) {
            case CABLE_PULLED -> uplink.cutCarrier();
            case ADMIN_DOWN -> uplink.adminDown();
            case BLACKHOLE -> uplink.blackhole();
            case UNREACHABLE -> uplink.unreachable();
            case NEXT_HOP_DEAD -> uplink.gatewayDead();
            case ADDRESSES_REMOVED -> uplink.removeAddresses();
            case GONE -> takeAway(uplink);
            case RECREATED -> uplink.recreate();
            case LOSSY -> uplink.loss(random.nextDouble(5, 15));
        }
    }

    private static void takeAway(UplinkHandle uplink) {
        if (uplink.kind() == UplinkKind.POINT_TO_POINT) {
            uplink.hangUp();
        } else {
            uplink.adminDown();
        }
    }
}
