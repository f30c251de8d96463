package dev.multipath.testkit.kernel;

import static dev.multipath.testkit.kernel.Site.*;

import dev.multipath.netlink.Routes;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Rule;
import dev.multipath.testkit.netns.NetnsTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same random requests to the fake kernel and to a real namespace get the same answers and leave the same routes and
 * rules. A seed that fails is repeated by running it alone.
 */
@NetnsTest
class TwinNetnsIT {
    private static final int STEPS = 120;
    private static final String[] PREFIXES = {"0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16", "10.1.0.0/24"};
    private static final String[] PREFIXES_6 = {"::/0", "2001:db8:50::/48", "2001:db8:50:1::/64"};

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 12);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_fake_kernel_does_what_the_real_one_does(int seed) {
        Twins.run(seed, STEPS, TwinNetnsIT::change, TwinNetnsIT::state);
    }

    private static List<String> state(Site site) {
        List<String> state = new ArrayList<>();
        for (Route route : site.table4()) {
            state.add(route.toString());
        }
        for (Route route : site.table6()) {
            state.add(route.toString());
        }
        for (Rule rule : site.netlink().rules().list()) {
            state.add(rule.toString());
        }
        return state;
    }

    static Twins.Change change(Random random, Site site) {
        if (random.nextInt(5) == 0) {
            return rule(random);
        }
        Route route = route(random, site);
        String[] verbs = {"add", "replace", "prepend", "append", "delete"};
        String verb = verbs[random.nextInt(verbs.length)];
        return new Twins.Change(verb + " " + route, where -> {
            Routes routes = where.netlink().routes();
            switch (verb) {
                case "add" -> routes.add(route);
                case "replace" -> routes.replace(route);
                case "prepend" -> routes.prepend(route);
                case "append" -> routes.append(route);
                default -> routes.delete(route);
            }
            return "done";
        });
    }

    private static Twins.Change rule(Random random) {
        Rule rule = Rule.lookup(AddressFamily.INET, T)
                .priority(500 + random.nextInt(3))
                .protocol(Protocol.of(random.nextInt(2) * 77));
        Rule chosen = random.nextBoolean() ? rule : rule.from(IpPrefix.parse(PREFIXES[1 + random.nextInt(3)]));
        boolean add = random.nextInt(3) > 0;
        return new Twins.Change((add ? "add rule " : "delete rule ") + chosen, where -> {
            if (add) {
                where.netlink().rules().add(chosen);
            } else {
                where.netlink().rules().delete(chosen);
            }
            return "done";
        });
    }

    private static Route route(Random random, Site site) {
        boolean ipv4 = random.nextBoolean();
        String[] prefixes = ipv4 ? PREFIXES : PREFIXES_6;
        Route route = Route.to(IpPrefix.parse(prefixes[random.nextInt(prefixes.length)]))
                .table(T)
                .protocol(random.nextInt(3) == 0 ? Protocol.of(77) : Protocol.BOOT);
        if (random.nextInt(3) == 0) {
            route = route.priority(1L + random.nextInt(2));
        }
        IpAddress first = ipv4 ? GW1 : GW1_6;
        IpAddress second = ipv4 ? GW2 : GW2_6;
        return switch (random.nextInt(8)) {
            case 0 -> route.type(RouteType.UNREACHABLE);
            case 1 -> route.dev(random.nextBoolean() ? site.a : site.b);
            case 2, 3 -> route.via(first, site.a);
            case 4, 5 -> route.via(second, site.b);
            case 6 ->
                route.target(new RouteTarget.Multipath(List.of(
                        NextHop.via(first, site.a).weight(1 + random.nextInt(3)), NextHop.via(second, site.b))));
            default ->
                route.target(
                        new RouteTarget.Multipath(List.of(NextHop.via(second, site.b), NextHop.via(first, site.a))));
        };
    }
}
