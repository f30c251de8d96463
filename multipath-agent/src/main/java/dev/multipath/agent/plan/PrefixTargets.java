package dev.multipath.agent.plan;

import dev.multipath.agent.config.Otherwise;
import dev.multipath.agent.config.RouteConfig;
import dev.multipath.agent.config.Routing;
import dev.multipath.agent.uplink.Preference;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.netlink.model.AddressFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the destinations of each {@code [[route]]} should lead, by the uplinks as they are.
 *
 * @param ipv4 by the number of the {@code [[route]]}; empty where later rules are to decide
 * @param ipv6 likewise
 */
public record PrefixTargets(List<Optional<PrefixTarget>> ipv4, List<Optional<PrefixTarget>> ipv6) {
    public PrefixTargets {
        ipv4 = List.copyOf(ipv4);
        ipv6 = List.copyOf(ipv6);
    }

    /** @param withIpv6 false where nothing of IPv6 is to be written */
    public static PrefixTargets of(Routing routing, List<UplinkView> uplinks, boolean withIpv6) {
        List<Optional<PrefixTarget>> four = new ArrayList<>();
        List<Optional<PrefixTarget>> six = new ArrayList<>();
        for (RouteConfig route : routing.routes()) {
            four.add(of(route, uplinks, AddressFamily.INET));
            six.add(withIpv6 ? of(route, uplinks, AddressFamily.INET6) : Optional.empty());
        }
        return new PrefixTargets(four, six);
    }

    private static Optional<PrefixTarget> of(RouteConfig route, List<UplinkView> uplinks, AddressFamily family) {
        Optional<UplinkView> first =
                Preference.live(uplinks, route.via(), family).stream().findFirst();
        if (first.isPresent()) {
            return Optional.of(PrefixTarget.via(DesiredStates.hop(first.get(), family)));
        }
        return route.otherwise() == Otherwise.UNREACHABLE ? Optional.of(PrefixTarget.UNREACHABLE) : Optional.empty();
    }

    /** Of the destination of that {@code [[route]]}. */
    Optional<PrefixTarget> of(int entry, AddressFamily family) {
        return (family.equals(AddressFamily.INET) ? ipv4 : ipv6).get(entry);
    }
}
