package dev.multipath.agent.plan;

import dev.multipath.agent.uplink.Carrying;
import dev.multipath.agent.uplink.UplinkView;
import java.util.List;

/** Why the balanced default leads where it does, in an operator's words. */
final class BalanceReason {
    private BalanceReason() {}

    /** Uplinks with their weights. */
    static String names(List<UplinkView> carriers) {
        StringBuilder names = new StringBuilder();
        for (UplinkView uplink : carriers) {
            names.append(names.length() == 0 ? "" : ", ")
                    .append(uplink.name())
                    .append(' ')
                    .append(uplink.weight());
        }
        return names.toString();
    }

    static String ground(Carrying carrying) {
        return switch (carrying.ground()) {
            case LIVE -> "alive";
            case DEGRADED -> "degraded, but no healthy one is left";
            case TARGETS -> "no answer over any, but all gateways live: the targets may be at fault";
            case PROVING -> "answering again, and no other is alive";
            case KEPT -> "all uplinks are dead to the probes, kept for want of a better one";
            case NONE -> "none";
        };
    }
}
