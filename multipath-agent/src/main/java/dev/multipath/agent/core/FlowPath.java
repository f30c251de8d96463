package dev.multipath.agent.core;

import dev.multipath.agent.flows.FlowMove;
import dev.multipath.agent.plan.Pinning;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One family of an uplink as its running connections see it: what they are told by, and whether they have to go.
 *
 * @param interfaceIndex last seen; 0 if never
 * @param mark what they bear; empty where none are marked
 * @param addresses it has, or had when it was last used
 * @param usable whether new connections may come to it
 * @param pending whether those it has must go as soon as there is another way
 * @param again whether they must go once more when the ordered routes have followed
 * @param drainAt when those it has are to go because a better tier carries; {@link Timers#NEVER} if not, {@link
 *     Timers#EVER} if they have been told
 */
record FlowPath(
        String uplink,
        String interfaceName,
        AddressFamily family,
        int interfaceIndex,
        Optional<FwMark> mark,
        Set<IpAddress> addresses,
        List<IpPrefix> neighbours,
        boolean usable,
        boolean pending,
        boolean again,
        long drainAt) {

    FlowPath {
        addresses = Set.copyOf(addresses);
        neighbours = List.copyOf(neighbours);
    }

    /**
     * One that nothing is known of.
     *
     * @param adopts whether it may have connections from an earlier run
     */
    static FlowPath unseen(UplinkView view, AddressFamily family, boolean adopts) {
        return new FlowPath(
                view.name(),
                view.config().interfaceName(),
                family,
                0,
                Optional.empty(),
                Set.of(),
                List.of(),
                adopts,
                false,
                false,
                Timers.NEVER);
    }

    boolean isOf(UplinkView view, AddressFamily ofFamily) {
        return family.equals(ofFamily) && interfaceName.equals(view.config().interfaceName());
    }

    /** As a look shows it. Addresses that are gone stay known until nothing of theirs is left to be moved. */
    FlowPath seen(UplinkView view, Pinning pinning, boolean usableNow) {
        Set<IpAddress> present = new HashSet<>();
        Set<IpPrefix> onLink = new LinkedHashSet<>();
        for (Address address : view.facts().family(family).addresses()) {
            present.add(address.local());
            onLink.add(address.onLinkPrefix().network());
        }
        boolean mustGo = !usableNow && (pending || usable);
        if (!usableNow) {
            present.addAll(addresses);
        }
        return new FlowPath(
                view.name(),
                interfaceName,
                family,
                view.facts().interfaceIndex() == 0
                        ? interfaceIndex
                        : view.facts().interfaceIndex(),
                pinning.inForce() ? pinning.mark(view) : Optional.empty(),
                present,
                onLink.isEmpty() ? neighbours : List.copyOf(onLink),
                usableNow,
                mustGo,
                again && !usableNow,
                drainAt);
    }

    /** Its uplink is configured no more. */
    FlowPath gone() {
        return new FlowPath(
                uplink,
                interfaceName,
                family,
                interfaceIndex,
                mark,
                addresses,
                neighbours,
                false,
                pending || usable,
                again,
                Timers.NEVER);
    }

    /** They have been told to go, or nobody minds. */
    FlowPath moved(boolean onceMore) {
        return new FlowPath(
                uplink,
                interfaceName,
                family,
                interfaceIndex,
                mark,
                addresses,
                neighbours,
                usable,
                false,
                onceMore,
                drainAt);
    }

    FlowPath drainAt(long then) {
        return new FlowPath(
                uplink,
                interfaceName,
                family,
                interfaceIndex,
                mark,
                addresses,
                neighbours,
                usable,
                pending,
                again,
                then);
    }

    /** All it has. */
    FlowMove move(boolean inbound, String why) {
        return move(mark, addresses, inbound, why);
    }

    /** What these addresses have, which are no longer its own. */
    FlowMove move(Set<IpAddress> departed, String why) {
        return move(Optional.empty(), departed, true, why);
    }

    private FlowMove move(Optional<FwMark> which, Set<IpAddress> from, boolean inbound, String why) {
        return new FlowMove(uplink, family, interfaceIndex, which, from, neighbours, 0, inbound, why);
    }
}
