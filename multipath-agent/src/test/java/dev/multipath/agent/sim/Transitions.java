package dev.multipath.agent.sim;

import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.HealthPeek;
import dev.multipath.agent.uplink.Health;
import dev.multipath.agent.uplink.Verdict;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.testkit.sim.Coverage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Tells by the health before and after a step which row of {@code HealthPolicy}'s table was taken, and counts it. */
final class Transitions implements BiConsumer<AgentState, AgentState> {
    /** The rows, in the order of the table. */
    enum Row {
        UNKNOWN_ANSWERED,
        UNKNOWN_DEAD,
        UNKNOWN_NOTHING_TO_PROBE,
        UP_ROUND_LOST,
        SUSPECT_ANSWERED,
        SUSPECT_DEAD,
        RETRACTED,
        DOWN_ANSWERED,
        DOWN_FACTS_COMPLETE,
        DOWN_CONFIRMED_BY_PROBES,
        DOWN_NOTHING_TO_PROBE,
        PROVING_ROUND_LOST,
        PROVING_ROUND_ANSWERED,
        PROVING_DEAD,
        PROVING_ACCEPTED,
        PROVING_STARTED_AGAIN,
        FACT_LOST
    }

    private final Coverage coverage;

    Transitions(Coverage coverage) {
        this.coverage = coverage;
    }

    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Row row : Row.values()) {
            names.add(name(row));
        }
        return names;
    }

    private static String name(Row row) {
        return "row " + row;
    }

    // What did not change is the same object.
    @Override
    @SuppressWarnings("ReferenceEquality")
    public void accept(AgentState before, AgentState after) {
        if (before.uplinks() == after.uplinks()
                || before.uplinks().size() != after.uplinks().size()) {
            return;
        }
        if (before.config() != after.config()) {
            return;
        }
        for (int slot = 0; slot < after.uplinks().size(); slot++) {
            if (before.uplinks().get(slot) != after.uplinks().get(slot)) {
                for (AddressFamily family : Truth.FAMILIES) {
                    classify(HealthPeek.of(before, slot, family), HealthPeek.of(after, slot, family));
                }
            }
        }
    }

    // What did not change is the same object.
    @SuppressWarnings("ReferenceEquality")
    private void classify(Health was, Health is) {
        if (was == is) {
            return;
        }
        if (is.verdict() != was.verdict()) {
            moved(was, is);
        } else if (is.verdict() == Verdict.DOWN) {
            if (is.factsComplete() && !was.factsComplete() && !is.targets().isEmpty()) {
                hit(Row.DOWN_FACTS_COMPLETE);
            } else if (was.byFact() && !is.byFact()) {
                hit(Row.DOWN_CONFIRMED_BY_PROBES);
            }
        } else if (is.verdict() == Verdict.PROVING) {
            proving(was, is);
        }
    }

    private void moved(Health was, Health is) {
        boolean fact = !is.factsComplete() && was.factsComplete();
        switch (is.verdict()) {
            case DOWN -> {
                if (fact) {
                    hit(Row.FACT_LOST);
                } else if (was.verdict() == Verdict.UNKNOWN) {
                    hit(Row.UNKNOWN_DEAD);
                } else if (was.verdict() == Verdict.SUSPECT) {
                    hit(Row.SUSPECT_DEAD);
                } else if (was.verdict() == Verdict.PROVING) {
                    hit(Row.PROVING_DEAD);
                }
            }
            case UP -> {
                if (is.reason().contains("retracted")) {
                    hit(Row.RETRACTED);
                } else if (was.verdict() == Verdict.UNKNOWN) {
                    hit(is.targets().isEmpty() ? Row.UNKNOWN_NOTHING_TO_PROBE : Row.UNKNOWN_ANSWERED);
                } else if (was.verdict() == Verdict.SUSPECT) {
                    hit(Row.SUSPECT_ANSWERED);
                } else if (was.verdict() == Verdict.PROVING) {
                    hit(Row.PROVING_ACCEPTED);
                }
            }
            case SUSPECT -> hit(Row.UP_ROUND_LOST);
            case PROVING -> hit(is.targets().isEmpty() ? Row.DOWN_NOTHING_TO_PROBE : Row.DOWN_ANSWERED);
            case UNKNOWN -> {}
        }
    }

    private void proving(Health was, Health is) {
        if (is.proof().since() != was.proof().since()) {
            hit(Row.PROVING_STARTED_AGAIN);
        } else if (is.proof().lost() > was.proof().lost()) {
            hit(Row.PROVING_ROUND_LOST);
        } else if (is.proof().rounds() > was.proof().rounds()) {
            hit(Row.PROVING_ROUND_ANSWERED);
        }
    }

    private void hit(Row row) {
        coverage.hit(name(row));
    }
}
