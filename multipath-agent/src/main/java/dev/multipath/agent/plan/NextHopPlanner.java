package dev.multipath.agent.plan;

import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.NextHopTarget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The changes to nexthop objects, and the deletions, which come behind those of the routes: an object takes the routes by
 * it away with it. A carrier that was lost took objects too, without a word.
 */
final class NextHopPlanner {
    private final List<Desired<NextHopObject>> desired;
    private final NextHopObjects actual;
    private final Ownership ownership;

    NextHopPlanner(List<Desired<NextHopObject>> desired, NextHopObjects actual, Ownership ownership) {
        this.desired = desired;
        this.actual = actual;
        this.ownership = ownership;
    }

    List<KernelOp> changes() {
        List<KernelOp> changes = new ArrayList<>();
        for (Desired<NextHopObject> wish : desired) {
            Optional<NextHopObject> present = actual.get(wish.what().id());
            if (present.isEmpty()) {
                changes.add(new KernelOp.AddNextHop(wish.what(), wish.reason()));
            } else if (!same(present.get(), wish.what())) {
                changes.add(new KernelOp.ReplaceNextHop(wish.what(), wish.reason()));
            }
        }
        return changes;
    }

    /** Groups first: a member that leaves one gives its buckets to the others. */
    List<KernelOp> deletions() {
        Set<Long> wanted = new HashSet<>();
        desired.forEach(wish -> wanted.add(wish.what().id()));
        List<KernelOp> deletions = new ArrayList<>();
        for (NextHopObject object : actual.objects()) {
            if (ownership.owns(object) && !wanted.contains(object.id())) {
                int place = object.isGroup() ? 0 : deletions.size();
                deletions.add(place, new KernelOp.DeleteNextHop(object, "no longer wanted"));
            }
        }
        return Collections.unmodifiableList(deletions);
    }

    /** Whether the kernel's object does what is wished. Of a group's buckets the number cannot be changed. */
    private static boolean same(NextHopObject actual, NextHopObject wish) {
        if (actual.target() instanceof NextHopTarget.Group present
                && wish.target() instanceof NextHopTarget.Group wished) {
            return present.isResilient() && present.members().equals(wished.members());
        }
        return actual.target().configured().equals(wish.target().configured()) && actual.isOnlink() == wish.isOnlink();
    }
}
