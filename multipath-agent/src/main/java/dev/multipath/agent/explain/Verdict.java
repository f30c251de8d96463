package dev.multipath.agent.explain;

import dev.multipath.netlink.model.RouteType;
import java.util.List;

/** What becomes of a packet. */
public sealed interface Verdict {

    /**
     * It leaves by one of these.
     *
     * @param type unicast; broadcast and multicast where it goes to more than one
     * @param legs at least one; the kernel chooses by a hash of the flow
     */
    record Leaves(RouteType type, List<Leg> legs, List<UnusedLeg> unused) implements Verdict {
        /** @throws IllegalArgumentException without a leg */
        public Leaves {
            legs = List.copyOf(legs);
            unused = List.copyOf(unused);
            if (legs.isEmpty()) {
                throw new IllegalArgumentException("leaves by nothing");
            }
        }
    }

    /** This machine takes it: local, broadcast, anycast or multicast. */
    record Delivered(RouteType type) implements Verdict {}

    /** It is refused or dropped. */
    record Refused(Refusal refusal, String why) implements Verdict {}

    /** What the dumps show does not tell. */
    record Unresolved(String why) implements Verdict {}
}
