package dev.multipath.agent.plan;

import dev.multipath.netlink.model.NextHopObject;
import java.util.List;
import java.util.Optional;

/**
 * The kernel's nexthop objects that concern the agent, as one look showed them.
 *
 * @param resilient whether groups can keep their flows in buckets: Linux 5.13 and later
 * @param objects the agent's own, and whatever else has an id that the agent counts as its own, in dump order
 */
public record NextHopObjects(boolean resilient, List<NextHopObject> objects) {
    /** None, and no use for any. */
    public static final NextHopObjects NONE = new NextHopObjects(false, List.of());

    public NextHopObjects {
        objects = List.copyOf(objects);
    }

    Optional<NextHopObject> get(long id) {
        return objects.stream().filter(object -> object.id() == id).findFirst();
    }
}
