package dev.multipath.agent.cli;

import io.avaje.jsonb.Jsonb;

/** What commands print, for a person or for a program. */
final class Output {
    private Output() {}

    /** As JSON, on standard output. */
    static <T> void json(Invocation invocation, Class<T> type, T what) {
        Jsonb jsonb = Jsonb.builder().serializeNulls(true).serializeEmpty(true).build();
        invocation.out().println(jsonb.type(type).toJson(what));
    }

    /** Changes on standard output; what was refused, and conflicts, on standard error. */
    static void operations(Invocation invocation, OperationList list, boolean json) {
        if (json) {
            json(invocation, OperationList.class, list);
            return;
        }
        list.operations().forEach(operation -> operation(invocation, operation));
        for (String conflict : list.conflicts()) {
            invocation.err().println("conflict: " + conflict);
        }
    }

    /** One change, likewise. */
    static void operation(Invocation invocation, OperationList.Operation operation) {
        if (operation.error().isEmpty()) {
            invocation.out().println(operation.line());
        } else {
            String why = operation.error().get();
            invocation.err().println("refused: " + operation.command() + ": " + why);
        }
    }
}
