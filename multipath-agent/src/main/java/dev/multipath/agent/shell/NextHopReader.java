package dev.multipath.agent.shell;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.config.Pin;
import dev.multipath.agent.plan.NextHopObjects;
import dev.multipath.agent.plan.Numbering;
import dev.multipath.agent.plan.Ownership;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.NextHops;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.transport.Errno;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the nexthop objects that concern the agent, where there may be any: while the configuration wants them, at the
 * first look, and as long as some of the agent's are left. Used by one thread.
 */
final class NextHopReader {
    private final NextHops nextHops;
    private boolean some = true;
    private Optional<Boolean> resilient = Optional.empty();

    NextHopReader(NextHops nextHops) {
        this.nextHops = nextHops;
    }

    /** @throws NetlinkException when the dump failed, but not when the kernel has no nexthop objects at all */
    NextHopObjects read(AgentConfig config) {
        boolean wanted = config.flows().pin() == Pin.RESILIENT;
        if (!wanted && !some) {
            return NextHopObjects.NONE;
        }
        Numbering numbering = new Numbering(config.agent().tableBase());
        Ownership ownership = new Ownership(Protocol.of(config.agent().protocol()));
        List<NextHopObject> objects = new ArrayList<>();
        for (NextHopObject object : all()) {
            if (ownership.owns(object) || numbering.isNextHop(object.id())) {
                objects.add(object);
            }
        }
        some = objects.stream().anyMatch(ownership::owns);
        return new NextHopObjects(wanted && isResilient(numbering), objects);
    }

    private List<NextHopObject> all() {
        try {
            return nextHops.list();
        } catch (NetlinkException.Rejected refused) {
            if (refused.errno().equals(Errno.EOPNOTSUPP)) {
                return List.of();
            }
            throw refused;
        }
    }

    /** Kernels have buckets to show since they have resilient groups. */
    private boolean isResilient(Numbering numbering) {
        if (resilient.isEmpty()) {
            resilient = Optional.of(showsBuckets(numbering));
        }
        return resilient.get();
    }

    private boolean showsBuckets(Numbering numbering) {
        try {
            nextHops.buckets().get(numbering.groupId(AddressFamily.INET), 0);
            return true;
        } catch (NetlinkException.Rejected refused) {
            return !refused.errno().equals(Errno.EOPNOTSUPP);
        }
    }
}
