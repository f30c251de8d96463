package dev.multipath.netlink;

import dev.multipath.netlink.ViewChange.Added;
import dev.multipath.netlink.ViewChange.Changed;
import dev.multipath.netlink.ViewChange.Difference;
import dev.multipath.netlink.ViewChange.Removed;
import dev.multipath.netlink.model.KernelObject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Collects how objects differ from what they were. Pure. */
final class Differences {
    private List<Difference> found = new ArrayList<>();

    /**
     * Compares two lists.
     *
     * @param counterpart whether two objects that differ are one object changed; asked of the leftovers in order
     */
    <T extends KernelObject> void compare(List<T> before, List<T> after, BiPredicate<T, T> counterpart) {
        if (before.size() == 1 && after.size() == 1 && Sameness.unchanged(before.get(0), after.get(0))) {
            return;
        }
        List<T> gone = new ArrayList<>(before);
        List<T> come = new ArrayList<>();
        for (T now : after) {
            if (take(gone, was -> Sameness.unchanged(was, now)) == null) {
                come.add(now);
            }
        }
        for (T now : come) {
            T was = take(gone, each -> counterpart.test(each, now));
            found.add(was == null ? new Added(now) : new Changed(was, now));
        }
        gone.forEach(was -> found.add(new Removed(was)));
    }

    void add(Difference difference) {
        found.add(difference);
    }

    /** What was found since the last call. */
    List<Difference> take() {
        List<Difference> taken = found;
        found = new ArrayList<>();
        return taken;
    }

    private static <T> @Nullable T take(List<T> from, Predicate<T> wanted) {
        for (Iterator<T> each = from.iterator(); each.hasNext(); ) {
            T candidate = each.next();
            if (wanted.test(candidate)) {
                each.remove();
                return candidate;
            }
        }
        return null;
    }
}
