package dev.multipath.testkit.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The faults that wait to happen. */
final class Faults {
    private final List<Fault> waiting = new ArrayList<>();

    void add(Fault fault) {
        waiting.add(fault);
    }

    void clear() {
        waiting.clear();
    }

    /** Takes the first of a kind, if one waits. */
    <T extends Fault> Optional<T> take(Class<T> kind, Predicate<? super T> which) {
        for (Fault fault : waiting) {
            if (kind.isInstance(fault) && which.test(kind.cast(fault))) {
                waiting.remove(fault);
                return Optional.of(kind.cast(fault));
            }
        }
        return Optional.empty();
    }

    boolean take(Class<? extends Fault> kind) {
        return take(kind, fault -> true).isPresent();
    }
}
