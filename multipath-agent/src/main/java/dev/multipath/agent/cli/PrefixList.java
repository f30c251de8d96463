package dev.multipath.agent.cli;

import dev.multipath.agent.plan.KernelOp;
import dev.multipath.agent.plan.PrefixChange;
import dev.multipath.agent.plan.PrefixOutcome;
import dev.multipath.netlink.model.InterfaceNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shows changes of ordered routes as they come: for a person every single one, for a program likewise as long as they are
 * not too many for the memory of a small JVM, and then the first of each step with the number of the others.
 */
final class PrefixList {
    private static final int MOST_SINGLE = 10_000;

    private final Invocation invocation;
    private final InterfaceNames names;
    private final boolean json;
    private final List<OperationList.Operation> operations = new ArrayList<>();
    private boolean complete = true;
    private boolean empty = true;

    PrefixList(Invocation invocation, InterfaceNames names, boolean json) {
        this.invocation = invocation;
        this.names = names;
        this.json = json;
    }

    void planned(PrefixChange change) {
        tried(PrefixOutcome.done(change));
    }

    void tried(PrefixOutcome outcome) {
        empty = false;
        complete &= outcome.error().isEmpty();
        List<KernelOp> singles = outcome.change().operations();
        if (json && operations.size() + singles.size() > MOST_SINGLE) {
            operations.add(new OperationList.Operation(
                    outcome.change().summary(names), outcome.change().reason(), outcome.error()));
            return;
        }
        for (int i = 0; i < singles.size(); i++) {
            Optional<String> error = outcome.refused().contains(i) ? outcome.error() : Optional.empty();
            OperationList.Operation operation = new OperationList.Operation(
                    singles.get(i).command(names), singles.get(i).reason(), error);
            if (json) {
                operations.add(operation);
            } else {
                Output.operation(invocation, operation);
            }
        }
    }

    /** Those kept for a program. */
    List<OperationList.Operation> operations() {
        return operations;
    }

    /** Whether nothing was said against any of them. */
    boolean isComplete() {
        return complete;
    }

    boolean isEmpty() {
        return empty;
    }
}
