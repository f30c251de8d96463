package dev.multipath.agent.plan;

import dev.multipath.agent.config.AgentSection;
import dev.multipath.agent.config.Layout;
import dev.multipath.agent.config.Pin;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.NextHopMember;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.NextHopResilience;
import dev.multipath.netlink.model.NextHopTarget;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.RouteTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The weighted default as a resilient nexthop group, one object for each uplink that carries: a table of buckets keeps
 * each connection where it is while others leave and return.
 *
 * <p>IPv6 chooses the source address of the machine's own packets by the group's first member, whichever carries them.
 * There the group serves what is forwarded, and a classic multipath default in a table of its own what starts here.
 */
final class ResilientGroups {
    /**
     * A bucket is free for another uplink when it was silent for as long: more than the keepalives of tunnels, the kernel's
     * own figure. There are so many that most of them are silent on a busy line too.
     */
    static final NextHopResilience BUCKETS =
            NextHopResilience.buckets(8192).idleTimer(Duration.ofMinutes(2)).unbalancedTimer(Duration.ZERO);

    private final AgentSection section;
    private final Pin pin;
    private final Numbering numbering;
    private final Protocol protocol;
    private final NextHopObjects actual;
    private final List<Desired<NextHopObject>> members = new ArrayList<>();
    private final List<Desired<NextHopObject>> groups = new ArrayList<>();

    ResilientGroups(AgentSection section, Pin pin, NextHopObjects actual) {
        this.section = section;
        this.pin = pin;
        this.numbering = new Numbering(section.tableBase());
        this.protocol = Protocol.of(section.protocol());
        this.actual = actual;
    }

    /** Whether a group leads the balanced traffic of this family, or that part of it which is forwarded. */
    boolean serves(AddressFamily family) {
        boolean possible = family.equals(AddressFamily.INET) || section.layout() == Layout.ISOLATED;
        return pin == Pin.RESILIENT
                && actual.resilient()
                && possible
                && conflict(family).isEmpty();
    }

    /** Members first. */
    List<Desired<NextHopObject>> objects() {
        List<Desired<NextHopObject>> all = new ArrayList<>(members);
        all.addAll(groups);
        return all;
    }

    /** The group over these, as the target of a route. */
    RouteTarget over(List<UplinkView> legs, AddressFamily family) {
        List<NextHopMember> shares = new ArrayList<>();
        for (UplinkView uplink : legs) {
            long id = numbering.nextHopId(uplink.slot(), family);
            members.add(
                    new Desired<>(member(id, uplink, family), "uplink " + uplink.name() + " as a member of a group"));
            shares.add(NextHopMember.of(id, uplink.weight()));
        }
        long id = numbering.groupId(family);
        NextHopObject group =
                NextHopObject.of(id, NextHopTarget.resilient(shares, BUCKETS)).protocol(protocol);
        groups.add(new Desired<>(group, "connections stay where they are while others leave and return"));
        return new RouteTarget.NextHopId(id);
    }

    private NextHopObject member(long id, UplinkView uplink, AddressFamily family) {
        NextHop hop = DesiredStates.hop(uplink, family);
        NextHopTarget way = hop.gateway()
                .map(gateway -> NextHopTarget.via(gateway, hop.interfaceIndex()))
                .orElseGet(() -> NextHopTarget.dev(family, hop.interfaceIndex()));
        NextHopObject object = NextHopObject.of(id, way).protocol(protocol);
        return hop.isOnlink() ? object.onlink() : object;
    }

    /** Why there is none although it is wished for. */
    List<String> conflicts(AddressFamily family) {
        if (pin != Pin.RESILIENT || serves(family)) {
            return List.of();
        }
        String instead = "; " + family + " connections are balanced as with pin = \"off\"";
        if (!actual.resilient()) {
            return List.of(
                    "pin = \"resilient\": this kernel has no resilient nexthop groups (Linux 5.13 has)" + instead);
        }
        return List.of(conflict(family)
                        .map(object -> "nexthop \"" + object + "\" is someone else's and has an id of the agent's")
                        .orElse("layout = \"main\" has no place for a group beside the default of the machine itself")
                + instead);
    }

    private Optional<NextHopObject> conflict(AddressFamily family) {
        Ownership ownership = new Ownership(protocol);
        return actual.objects().stream()
                .filter(object -> numbering.isNextHopOf(object.id(), family) && !ownership.owns(object))
                .findFirst();
    }
}
