package dev.multipath.agent.bench;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.testkit.netns.UplinkHandle;
import dev.multipath.testkit.netns.UplinkKind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A fault of one uplink, as it may befall it in a soak. */
enum SoakFault {
    CABLE_PULLED(true, true),
    ADMIN_DOWN(true, true),
    BLACKHOLE(true, true),
    /** Nothing goes out any more. */
    BLACKHOLE_OUT(true, true),
    /** Nothing comes in any more. */
    BLACKHOLE_IN(true, true),
    IPV6_ALONE(false, true),
    UNREACHABLE(true, true),
    NEXT_HOP_DEAD(true, true),
    ADDRESSES_REMOVED(true, true),
    /** Hung up where that is possible: the device is gone. */
    GONE(true, true),
    /** Another interface index at once. */
    RECREATED(false, false),
    /** Another gateway and another address at once, where the gateway is the peer. */
    GATEWAY_CHANGED(false, false),
    /** Bad, and not dead: 5 to 15 %. */
    LOSSY(false, false);

    private final boolean killsIpv4;
    private final boolean killsIpv6;

    SoakFault(boolean killsIpv4, boolean killsIpv6) {
        this.killsIpv4 = killsIpv4;
        this.killsIpv6 = killsIpv6;
    }

    /** For which families the uplink is of no use meanwhile, so that the agent has to leave it. */
    List<AddressFamily> kills() {
        List<AddressFamily> families = new ArrayList<>(Balance.FAMILIES);
        families.removeIf(family -> family.equals(AddressFamily.INET) ? !killsIpv4 : !killsIpv6);
        return families;
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
