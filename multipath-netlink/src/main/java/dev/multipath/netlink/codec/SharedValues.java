package dev.multipath.netlink.codec;

import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Scope;
import java.util.OptionalLong;

/** Small values of a route: the same object as last time for the same number. */
final class SharedValues {
    private RouteTable table = RouteTable.MAIN;
    private RouteType type = RouteType.UNICAST;
    private Protocol protocol = Protocol.BOOT;
    private Scope scope = Scope.GLOBAL;
    private OptionalLong priority = OptionalLong.of(0);

    RouteTable table(long value) {
        if (table.value() != value) {
            table = RouteTable.of(value);
        }
        return table;
    }

    RouteType type(int value) {
        if (type.value() != value) {
            type = RouteType.of(value);
        }
        return type;
    }

    Protocol protocol(int value) {
        if (protocol.value() != value) {
            protocol = Protocol.of(value);
        }
        return protocol;
    }

    Scope scope(int value) {
        if (scope.value() != value) {
            scope = Scope.of(value);
        }
        return scope;
    }

    OptionalLong priority(long value) {
        if (priority.getAsLong() != value) {
            priority = OptionalLong.of(value);
        }
        return priority;
    }
}
