package dev.multipath.agent.plan;

import dev.multipath.agent.config.PrefixTable;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where the kernel sends each destination of a {@link PrefixTable}, and what else of the agent's stands in that table: two
 * bytes a destination. Immutable.
 */
public final class PrefixRoutes {
    /** More of what should not be there is left for the next look. */
    static final int MAX_STRAYS = 4096;

    /** The agent writes one for each uplink and family; more are somebody's play with its protocol number. */
    private static final int MAX_TARGETS = 1000;

    private static final short NONE = -1;
    private static final short REFUSED = -2;

    private final PrefixTable table;
    private final List<PrefixTarget> targets;
    private final short[] held;
    private final List<Route> strays;

    private PrefixRoutes(PrefixTable table, List<PrefixTarget> targets, short[] held, List<Route> strays) {
        this.table = table;
        this.targets = List.copyOf(targets);
        this.held = held;
        this.strays = List.copyOf(strays);
    }

    public PrefixTable table() {
        return table;
    }

    /** Where the destination at this place leads; empty if nowhere. */
    public Optional<PrefixTarget> held(int index) {
        return held[index] < 0 ? Optional.empty() : Optional.of(targets.get(held[index]));
    }

    /** Whether the kernel refused the last change of it: it is left alone until the next look. */
    boolean isRefused(int index) {
        return held[index] == REFUSED;
    }

    /** Whether the kernel refused any change since the last look. */
    public boolean hasRefused() {
        for (short each : held) {
            if (each == REFUSED) {
                return true;
            }
        }
        return false;
    }

    /** The agent's routes that stand there and should not. */
    List<Route> strays() {
        return strays;
    }

    /** Whether there is nothing of the agent's. */
    public boolean isEmpty() {
        if (!strays.isEmpty()) {
            return false;
        }
        for (short each : held) {
            if (each != NONE) {
                return false;
            }
        }
        return true;
    }

    /** How many destinations lead somewhere. */
    public int size() {
        int size = 0;
        for (short each : held) {
            size += each >= 0 ? 1 : 0;
        }
        return size;
    }

    /** How many destinations of one {@code [[route]]} lead somewhere, in one family. */
    public int count(int entry, AddressFamily family) {
        int count = 0;
        for (int i = 0; i < held.length; i++) {
            count += held[i] >= 0 && table.entry(i) == entry && table.family(i).equals(family) ? 1 : 0;
        }
        return count;
    }

    /** After a change, of which the kernel refused some. */
    public PrefixRoutes after(PrefixOutcome outcome) {
        PrefixChange change = outcome.change();
        if (change.ofStrays()) {
            // They were taken from the front.
            return new PrefixRoutes(table, targets, held, strays.subList(change.size(), strays.size()));
        }
        List<PrefixTarget> known = new ArrayList<>(targets);
        short number = change.isDeletion() ? NONE : (short) known.indexOf(change.target());
        if (number < 0 && !change.isDeletion()) {
            number = (short) known.size();
            known.add(change.target());
        }
        short[] next = held.clone();
        for (int i = 0; i < change.size(); i++) {
            next[change.index(i)] = outcome.refused().contains(i) ? REFUSED : number;
        }
        return new PrefixRoutes(table, known, next, strays);
    }

    /** Gathers what a look shows, route by route. */
    public static final class Builder {
        private final PrefixTable table;
        private final Ownership ownership;
        private final List<PrefixTarget> targets = new ArrayList<>();
        private final short[] held;
        private final List<Route> strays = new ArrayList<>();

        public Builder(PrefixTable table, Ownership ownership) {
            this.table = table;
            this.ownership = ownership;
            this.held = new short[table.size()];
            clear();
        }

        /** Forgets everything: the look begins anew. */
        public void clear() {
            targets.clear();
            targets.add(PrefixTarget.OTHER);
            strays.clear();
            Arrays.fill(held, NONE);
        }

        /** A route of that table of the kernel. */
        public void saw(Route route) {
            if (!ownership.owns(route)) {
                return;
            }
            int index = PrefixTarget.isPlain(route)
                    ? table.indexOf(
                            route.destination().address().isIpv4(),
                            route.destination().address().high(),
                            route.destination().address().low(),
                            route.destination().length())
                    : -1;
            if (index >= 0 && held[index] == NONE) {
                held[index] = number(PrefixTarget.of(route));
            } else if (strays.size() < MAX_STRAYS) {
                strays.add(route);
            }
        }

        private short number(PrefixTarget target) {
            int number = targets.indexOf(target);
            if (number < 0 && targets.size() < MAX_TARGETS) {
                number = targets.size();
                targets.add(target);
            }
            return number < 0 ? number(PrefixTarget.OTHER) : (short) number;
        }

        public PrefixRoutes build() {
            return new PrefixRoutes(table, targets, held.clone(), strays);
        }
    }
}
