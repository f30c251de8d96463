package dev.multipath.agent.bench;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.testkit.netns.UplinkHandle;
import dev.multipath.testkit.netns.UplinkKind;
import java.util.List;
import java.util.SplittableRandom;

/** A fault of one uplink, as it may befall it in a soak. */
enum SoakFault {
    CABLE_PULLED(Balance.FAMILIES),
    ADMIN_DOWN(Balance.FAMILIES),
    BLACKHOLE(Balance.FAMILIES),
    /** Nothing goes out any more. */
    BLACKHOLE_OUT(Balance.FAMILIES),
    /** Nothing comes in any more. */
    BLACKHOLE_IN(Balance.FAMILIES),
    IPV6_ALONE(List.of(AddressFamily.INET6)),
    UNREACHABLE(Balance.FAMILIES),
    NEXT_HOP_DEAD(Balance.FAMILIES),
    ADDRESSES_REMOVED(Balance.FAMILIES),
    /** Hung up where that is possible: the device is gone. */
    GONE(Balance.FAMILIES),
    /** Another interface index at once. */
    RECREATED(List.of()),
    /** Another gateway and another address at once, where the gateway is the peer. */
    GATEWAY_CHANGED(List.of()),
    /** Bad, and not dead: 5 to 15 %. */
    LOSSY(List.of());

    /** For which families the uplink is of no use meanwhile, so that the agent has to leave it. */
    final List<AddressFamily> kills;

    SoakFault(List<AddressFamily> kills) {
        this.kills = kills;
    }

    static SoakFault any(SplittableRandom random) {
        return values()[random.nextInt(values().length)];
    }

    void strike(UplinkHandle uplink, SplittableRandom random) {
        switch (this) {
            case CABLE_PULLED -> uplink.cutCarrier();
            case ADMIN_DOWN -> uplink.adminDown();
            case BLACKHOLE -> uplink.blackhole();
            case BLACKHOLE_OUT -> uplink.blackholeOut();
            case BLACKHOLE_IN -> uplink.blackholeIn();
            case IPV6_ALONE -> uplink.blackhole(AddressFamily.INET6);
            case UNREACHABLE -> uplink.unreachable();
            case NEXT_HOP_DEAD -> uplink.gatewayDead();
            case ADDRESSES_REMOVED -> uplink.removeAddresses();
            case GONE -> takeAway(uplink);
            case RECREATED -> uplink.recreate();
            case GATEWAY_CHANGED -> changeGateway(uplink, random);
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

    private static void changeGateway(UplinkHandle uplink, SplittableRandom random) {
        if (uplink.kind() == UplinkKind.POINT_TO_POINT) {
            uplink.renumber("198.19." + random.nextInt(256) + ".0/24");
        } else {
            uplink.recreate();
        }
    }
}
