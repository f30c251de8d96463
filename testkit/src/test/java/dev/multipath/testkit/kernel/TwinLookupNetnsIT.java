package dev.multipath.testkit.kernel;

import static dev.multipath.testkit.kernel.Site.*;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.NextHopMember;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.Rule;
import dev.multipath.testkit.netns.NetnsTest;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * With the same seed of the hash, the same random flows take the same way through the fake kernel and a real namespace:
 * by weighted routes, nexthop groups, rules, from bound sockets and through, by both policies of the hash.
 */
@NetnsTest
class TwinLookupNetnsIT {
    private static final int STEPS = 400;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 8);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_same_flow_takes_the_same_way(int seed) {
        Twins.run(seed, STEPS, site -> prepare(site, seed), TwinLookupNetnsIT::step, site -> List.of());
    }

    private static void prepare(Site site, int seed) {
        site.kernel().sysctl("net.ipv4.fib_multipath_hash_seed", Integer.toString(seed * 7919));
        site.kernel().sysctl("net.ipv4.fib_multipath_hash_policy", Integer.toString(seed % 2));
        site.kernel().sysctl("net.ipv6.fib_multipath_hash_policy", Integer.toString(seed % 2));
        site.kernel().forward();
        for (AddressFamily family : List.of(AddressFamily.INET, AddressFamily.INET6)) {
            site.netlink().rules().add(Rule.lookup(family, T).priority(500));
            site.netlink()
                    .rules()
                    .add(Rule.lookup(family, T_PINNED).priority(400).mark(new FwMark(1, 0xff)));
            IpAddress gateway = family.equals(AddressFamily.INET) ? GW2 : GW2_6;
            site.netlink().routes().add(site.via(gateway, site.b).table(T_PINNED));
            long base = family.equals(AddressFamily.INET) ? 0 : 100;
            boolean ipv4 = family.equals(AddressFamily.INET);
            site.netlink().nexthops().add(NextHopObject.via(base + 1, ipv4 ? GW1 : GW1_6, site.a));
            site.netlink().nexthops().add(NextHopObject.via(base + 2, ipv4 ? GW2 : GW2_6, site.b));
            site.netlink()
                    .nexthops()
                    .add(NextHopObject.group(
                            base + 10, List.of(NextHopMember.of(base + 1, 300), NextHopMember.of(base + 2, 150))));
        }
    }

    private static Twins.Change step(Random random, Site site) {
        boolean ipv4 = random.nextBoolean();
        if (random.nextInt(20) == 0) {
            Route route = route(random, site, ipv4);
            return new Twins.Change("replace " + route, where -> {
                where.netlink().routes().replace(route);
                return "done";
            });
        }
        RouteLookup lookup = lookup(random, site, ipv4);
        return new Twins.Change("lookup " + lookup, where -> {
            Route answer = where.netlink().routes().lookup(lookup);
            return answer.target() + " " + answer.table() + " "
                    + answer.options().prefSrc();
        });
    }

    private static Route route(Random random, Site site, boolean ipv4) {
        Route route = Route.defaultRoute(ipv4 ? AddressFamily.INET : AddressFamily.INET6)
                .table(T)
                .priority(7);
        NextHop first = NextHop.via(ipv4 ? GW1 : GW1_6, site.a).weight(1 + random.nextInt(9));
        NextHop second = NextHop.via(ipv4 ? GW2 : GW2_6, site.b).weight(1 + random.nextInt(9));
        return switch (random.nextInt(4)) {
            case 0 -> route.target(new RouteTarget.NextHopId(ipv4 ? 10 : 110));
            case 1 -> route.target(new RouteTarget.Multipath(List.of(second, first)));
            default -> route.target(new RouteTarget.Multipath(List.of(first, second)));
        };
    }

    private static RouteLookup lookup(Random random, Site site, boolean ipv4) {
        String far = ipv4 ? "203.0.113." + (1 + random.nextInt(250)) : "2001:db8:77::" + (1 + random.nextInt(250));
        RouteLookup.Builder lookup = RouteLookup.to(IpAddress.parse(far)).toBuilder();
        if (random.nextBoolean()) {
            lookup.ipProtocol(random.nextBoolean() ? 6 : 17)
                    .sourcePort(1024 + random.nextInt(50_000))
                    .destinationPort(1 + random.nextInt(1000));
        }
        if (random.nextInt(8) == 0) {
            lookup.mark(random.nextInt(3));
        }
        switch (random.nextInt(6)) {
            case 0 -> lookup.source(ipv4 ? OWN1 : OWN1_6);
            case 1 -> lookup.source(ipv4 ? OWN2 : OWN2_6);
            case 2 -> lookup.outputInterface(random.nextBoolean() ? site.a : site.b);
            case 3 ->
                lookup.inputInterface(site.a)
                        .source(IpAddress.parse((ipv4 ? "192.0.2." : "2001:db8:1::") + (10 + random.nextInt(50))));
            default -> {}
        }
        return lookup.build();
    }
}
