package dev.multipath.testkit.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The faults that wait to happen. */
final class Faults {
    /** The lowest two bits of a type: new, delete, get, set. */
    private static final int KIND = 3;

    private static final int GET = 2;

    private final List<Fault> waiting = new ArrayList<>();

    void add(Fault fault) {
        waiting.add(fault);
    }

    int size() {
        return waiting.size();
    }

    void clear() {
        waiting.clear();
    }

    /** Refuses a request that a fault waits for. */
    void refuse(int type) throws Refusal {
        if (waiting.isEmpty()) {
            return;
        }
        Optional<Fault.Refuse> refuse = take(Fault.Refuse.class, fault -> fault.type() == type);
        if (refuse.isPresent()) {
            throw new Refusal(refuse.get().errno(), refuse.get().text());
        }
        boolean changes = (type & KIND) != GET;
        Optional<Fault.RefuseLater> later = changes ? take(Fault.RefuseLater.class, fault -> true) : Optional.empty();
        if (later.isPresent() && later.get().changes() == 0) {
            throw new Refusal(later.get().errno(), later.get().text());
        }
        if (later.isPresent()) {
            waiting.add(0, later.get().oneLess());
        }
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
