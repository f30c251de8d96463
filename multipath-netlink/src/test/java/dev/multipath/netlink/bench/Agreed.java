package dev.multipath.netlink.bench;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import java.util.ArrayList;
import java.util.List;

/** What all programs of {@code scripts/bench-netlink} agree on; {@code floor.c} has the same numbers. */
final class Agreed {
    static final String DEVICE = "bench0";
    static final String PEER = "bench1";
    static final IpAddress OWN_ADDRESS = IpAddress.parse("192.0.2.1");
    static final int FIRST_ROUTE = 0x0a00_0000;
    static final int FIRST_EVENT = 0x0a80_0000;
    static final RouteTable TABLE = RouteTable.of(1000);
    static final RouteTable TABLE_OF_EVENTS = RouteTable.of(1002);

    private static final IpAddress GATEWAY = IpAddress.parse("192.0.2.2");
    private static final RouteTable TABLE_OF_DEFAULT = RouteTable.of(1001);
    private static final int LEGS = 4;

    private Agreed() {}

    /** Route number {@code i}: a /32 via the gateway. */
    static Route route(int i, int device) {
        return Route.to(new IpPrefix(IpAddress.ipv4(FIRST_ROUTE + i), 32))
                .via(GATEWAY, device)
                .table(TABLE);
    }

    /** The default over four gateways with weights 1 to 4. */
    static Route weightedDefault(int device) {
        List<NextHop> legs = new ArrayList<>();
        IpAddress gateway = GATEWAY;
        for (int weight = 1; weight <= LEGS; weight++) {
            legs.add(NextHop.via(gateway, device).weight(weight));
            gateway = gateway.next();
        }
        return Route.to(IpPrefix.ALL_IPV4).target(RouteTarget.balanced(legs)).table(TABLE_OF_DEFAULT);
    }
}
