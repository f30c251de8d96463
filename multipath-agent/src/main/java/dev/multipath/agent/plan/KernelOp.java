package dev.multipath.agent.plan;

import dev.multipath.netlink.model.InterfaceNames;
import dev.multipath.netlink.model.Iproute2;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.Rule;

/** One change to the kernel, with its reason. */
public sealed interface KernelOp {

    String reason();

    /** Whether it takes a route, a rule or a nexthop away. */
    default boolean deletes() {
        return this instanceof DeleteRoute || this instanceof DeleteRule || this instanceof DeleteNextHop;
    }

    /** The change in the words of {@code ip} or {@code sysctl}, as it could be typed. */
    String command(InterfaceNames names);

    /** Create; an existing route of that key is an error (NLM_F_CREATE | NLM_F_EXCL). */
    record AddRoute(Route route, String reason) implements KernelOp {
        @Override
        public String command(InterfaceNames names) {
            return "ip " + family(route) + "route add " + Iproute2.route(route, names);
        }
    }

    /** Create before a stranger's IPv4 route of the same key, which stays (NLM_F_CREATE alone). */
    record PrependRoute(Route route, String reason) implements KernelOp {
        @Override
        public String command(InterfaceNames names) {
            return "ip " + family(route) + "route prepend " + Iproute2.route(route, names);
        }
    }

    /** Change in place, without an instant in between; only where the first route of that key is the agent's. */
    record ReplaceRoute(Route route, String reason) implements KernelOp {
        @Override
        public String command(InterfaceNames names) {
            return "ip " + family(route) + "route replace " + Iproute2.route(route, names);
        }
    }

    /** Delete exactly this route of the agent's. */
    record DeleteRoute(Route route, String reason) implements KernelOp {
        @Override
        public String command(InterfaceNames names) {
            return "ip " + family(route) + "route del "
                    + Iproute2.route(route.target(route.target().configured()), names);
        }
    }

    /** Create; an existing object of that id is an error (NLM_F_CREATE | NLM_F_EXCL). */
    record AddNextHop(NextHopObject object, String reason) implements KernelOp {
        @Override
        public String command(InterfaceNames names) {
            return "ip nexthop add " + Iproute2.nexthop(object, names);
        }
    }

    /** Change in place, without an instant in between; only where the object of that id is the agent's. */
    record ReplaceNextHop(NextHopObject object, String reason) implements KernelOp {
        @Override
        public String command(InterfaceNames names) {
            return "ip nexthop replace " + Iproute2.nexthop(object, names);
        }
    }

    /** Delete an object of the agent's; a group's routes go with it. */
    record DeleteNextHop(NextHopObject object, String reason) implements KernelOp {
        @Override
        public String command(InterfaceNames names) {
            return "ip nexthop del id " + object.id();
        }
    }

    record AddRule(Rule rule, String reason) implements KernelOp {
        @Override
        public String command(InterfaceNames names) {
            return "ip " + family(rule) + "rule add " + Iproute2.rule(rule);
        }
    }

    record DeleteRule(Rule rule, String reason) implements KernelOp {
        @Override
        public String command(InterfaceNames names) {
            return "ip " + family(rule) + "rule del " + Iproute2.rule(rule);
        }
    }

    /**
     * Set a kernel setting.
     *
     * @param before the value it has now, kept so that {@code remove} can restore it
     */
    record WriteSysctl(SysctlKey key, String value, String before, String reason) implements KernelOp {
        @Override
        public String command(InterfaceNames names) {
            return "sysctl -w " + key + "=" + value;
        }
    }

    private static String family(Route route) {
        return route.destination().address().isIpv4() ? "" : "-6 ";
    }

    private static String family(Rule rule) {
        return rule.selector().from().address().isIpv4() ? "" : "-6 ";
    }
}
