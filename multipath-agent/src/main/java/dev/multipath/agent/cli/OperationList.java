package dev.multipath.agent.cli;

import dev.multipath.agent.core.Event;
import dev.multipath.agent.plan.KernelOp;
import dev.multipath.netlink.model.InterfaceNames;
import io.avaje.jsonb.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes to the kernel, planned or made, as {@code --json} prints them.
 *
 * @param conflicts what cannot be as configured
 */
@Json
public record OperationList(List<Operation> operations, List<String> conflicts) {
    public OperationList {
        operations = List.copyOf(operations);
        conflicts = List.copyOf(conflicts);
    }

    /**
     * One change.
     *
     * @param command as it could be typed
     * @param reason why; empty where there is nothing to say
     * @param error what was said against it; null of one that was made, or only planned
     */
    @Json
    public record Operation(String command, String reason, Optional<String> error) {

        /** One line: the command, and the reason as a comment if there is one. */
        String line() {
            return reason.isEmpty() ? command : command + "    # " + reason;
        }
    }

    /** With more behind them. */
    OperationList plus(List<Operation> more) {
        List<Operation> all = new ArrayList<>(operations);
        all.addAll(more);
        return new OperationList(all, conflicts);
    }

    /** Whether nothing was said against any of them. */
    boolean isComplete() {
        return operations.stream().allMatch(operation -> operation.error().isEmpty());
    }

    static OperationList planned(List<KernelOp> operations, InterfaceNames names, List<String> conflicts) {
        List<Operation> list = new ArrayList<>();
        for (KernelOp operation : operations) {
            list.add(new Operation(operation.command(names), operation.reason(), Optional.empty()));
        }
        return new OperationList(list, conflicts);
    }

    static OperationList tried(List<Event.Outcome> outcomes, InterfaceNames names, List<String> conflicts) {
        List<Operation> list = new ArrayList<>();
        for (Event.Outcome outcome : outcomes) {
            KernelOp operation = outcome.operation();
            list.add(new Operation(operation.command(names), operation.reason(), outcome.error()));
        }
        return new OperationList(list, conflicts);
    }
}
