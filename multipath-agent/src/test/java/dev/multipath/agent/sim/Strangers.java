package dev.multipath.agent.sim;

import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.testkit.kernel.Fault;
import dev.multipath.testkit.sim.SimRandom;
import dev.multipath.testkit.sim.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Other programs that change routes and rules on the same machine, and delete what is not theirs. */
final class Strangers {
    private static final Route NOISE = Route.to(IpPrefix.parse("198.18.0.0/15"));

    private final Simulation simulation;
    private final VirtualKernel kernel;
    private final SimRandom random;

    Strangers(Simulation simulation, VirtualKernel kernel) {
        this.simulation = simulation;
        this.kernel = kernel;
        this.random = simulation.random("strangers");
    }

    /**
     * A default of another program's, in main or in one of the agent's tables: before or behind the agent's own, or in
     * its place.
     *
     * @return what deletes it
     */
    Runnable route(String device) {
        Optional<Link> link = kernel.link(device);
        if (link.isEmpty() || device.equals("ppp0")) {
            return () -> {};
        }
        boolean ipv4 = random.chance(0.6);
        RouteTable table = random.pick(List.of(RouteTable.MAIN, RouteTable.of(7900), RouteTable.of(7710)));
        boolean main = table.equals(RouteTable.MAIN);
        List<Long> metrics = ipv4 ? List.of(main ? 50L : 0L, 500L, 1001L) : List.of(1024L, 2025L, 2026L);
        String gateway4 = device.equals("eth0") ? "192.0.2.9" : "198.51.100.9";
        Route route = Route.defaultRoute(ipv4 ? AddressFamily.INET : AddressFamily.INET6)
                .table(table)
                .priority(random.pick(metrics))
                .protocol(ipv4 ? Protocol.STATIC : Protocol.RA)
                .via(IpAddress.parse(ipv4 ? gateway4 : "fe80::9"), link.get().index());
        boolean replaces = ipv4 && random.chance(0.3);
        attempt(
                () -> {
                    if (replaces) {
                        kernel.operator.routes().replace(route);
                    } else {
                        kernel.operator.routes().prepend(route);
                    }
                },
                (replaces ? "replaces by " : "adds ") + route);
        return () -> attempt(() -> kernel.operator.routes().deleteIfPresent(route), "deletes " + route);
    }

    Runnable rule() {
        boolean ipv4 = random.chance(0.5);
        String host = ipv4 ? "203.0.113.7" : "2001:db8:ffff::7";
        Rule rule = Rule.lookup(ipv4 ? AddressFamily.INET : AddressFamily.INET6, RouteTable.of(7710))
                .priority(random.pick(List.of(7710L, 7705L, 7900L, 100L)))
                .protocol(Protocol.STATIC)
                .from(IpPrefix.host(IpAddress.parse(host)));
        attempt(() -> kernel.operator.rules().addIfAbsent(rule), "adds rule " + rule);
        return () -> attempt(() -> kernel.operator.rules().deleteIfPresent(rule), "deletes rule " + rule);
    }

    /** Deletes something of the agent's. */
    void delete() {
        List<Route> routes = new ArrayList<>(kernel.fake.routes());
        routes.removeIf(route -> !route.protocol().equals(RoutingInvariants.OWN));
        List<Rule> rules = new ArrayList<>(kernel.fake.rules());
        rules.removeIf(rule -> !rule.protocol().equals(RoutingInvariants.OWN));
        if (!routes.isEmpty() && random.chance(0.5)) {
            Route route = random.pick(routes);
            attempt(() -> kernel.operator.routes().deleteIfPresent(route), "deletes the agent's " + route);
        } else if (!rules.isEmpty()) {
            Rule rule = random.pick(rules);
            attempt(() -> kernel.operator.rules().deleteIfPresent(rule), "deletes the agent's " + rule);
        }
    }

    /** Everything of the agent's goes. */
    void deleteAll() {
        for (Rule rule : kernel.fake.rules()) {
            if (rule.protocol().equals(RoutingInvariants.OWN)) {
                attempt(() -> kernel.operator.rules().deleteIfPresent(rule), "");
            }
        }
        for (Route route : kernel.fake.routes()) {
            if (route.protocol().equals(RoutingInvariants.OWN)) {
                attempt(() -> kernel.operator.routes().deleteIfPresent(route), "");
            }
        }
    }

    /** A change that means nothing to the agent, the notification of which finds the receive buffer full. */
    void overrun() {
        kernel.fake.inject(new Fault.Overrun());
        Route noise = NOISE.table(RouteTable.of(99)).protocol(Protocol.STATIC).dev(1);
        attempt(
                () -> {
                    if (!kernel.operator.routes().addIfAbsent(noise)) {
                        kernel.operator.routes().delete(noise);
                    }
                },
                "overruns the receive buffer");
        kernel.fake.forgetFaults();
    }

    private void attempt(Runnable change, String what) {
        String refused = "";
        try {
            change.run();
        } catch (NetlinkException.Rejected no) {
            refused = "  REFUSED: " + Errno.of(no.errno().value());
        } catch (NetlinkException failed) {
            refused = "  FAILED";
        }
        if (!what.isEmpty()) {
            simulation.log("a stranger " + what + refused);
        }
        kernel.touched();
    }
}
