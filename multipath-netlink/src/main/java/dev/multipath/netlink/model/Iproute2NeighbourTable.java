package dev.multipath.netlink.model;

import java.util.OptionalLong;

/** Neighbour tables in the words of {@code ip ntable}. */
final class Iproute2NeighbourTable {
    private Iproute2NeighbourTable() {}

    /** As {@code ip -s ntable show} prints it, on one line. */
    static String table(NeighbourTable table, InterfaceNames names) {
        StringBuilder out = new StringBuilder(160);
        out.append(table.family()).append(' ').append(table.name());
        table.interfaceIndex().ifPresent(index -> out.append(" dev ").append(names.nameOf(index)));
        number(out, "thresh1", table.threshold1());
        number(out, "thresh2", table.threshold2());
        number(out, "thresh3", table.threshold3());
        number(out, "gc_int", table.gcInterval());
        table.config().ifPresent(config -> out.append(" entries ").append(config.entries()));
        table.parameters().ifPresent(parameters -> parameters(out, parameters));
        return out.toString();
    }

    /** What follows {@code ip ntable change}. */
    static String change(NeighbourTableChange change, InterfaceNames names) {
        StringBuilder out = new StringBuilder(80);
        out.append("name ").append(change.name());
        change.parameters()
                .interfaceIndex()
                .ifPresent(index -> out.append(" dev ").append(names.nameOf(index)));
        number(out, "thresh1", change.threshold1());
        number(out, "thresh2", change.threshold2());
        number(out, "thresh3", change.threshold3());
        number(out, "gc_int", change.gcInterval());
        parameters(out, change.parameters());
        return out.toString();
    }

    private static void number(StringBuilder out, String word, OptionalLong number) {
        number.ifPresent(value -> out.append(' ').append(word).append(' ').append(Long.toUnsignedString(value)));
    }

    private static void parameters(StringBuilder out, NeighbourParameters parameters) {
        parameters
                .values()
                .forEach((parameter, value) ->
                        out.append(' ').append(parameter).append(' ').append(Long.toUnsignedString(value)));
    }
}
