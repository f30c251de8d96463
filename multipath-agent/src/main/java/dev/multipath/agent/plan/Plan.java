package dev.multipath.agent.plan;

import dev.multipath.netlink.model.InterfaceNames;
import java.util.List;

/** Operations in the order they must be applied; every prefix of them leaves a usable default if there was one. */
public record Plan(List<KernelOp> operations) {
    public static final Plan EMPTY = new Plan(List.of());

    public Plan {
        operations = List.copyOf(operations);
    }

    public boolean isEmpty() {
        return operations.isEmpty();
    }

    /** One line an operation: the command, then its reason as a comment. */
    public String render(InterfaceNames names) {
        StringBuilder out = new StringBuilder();
        for (KernelOp operation : operations) {
            out.append(operation.command(names))
                    .append("    # ")
                    .append(operation.reason())
                    .append('\n');
        }
        return out.toString();
    }
}
