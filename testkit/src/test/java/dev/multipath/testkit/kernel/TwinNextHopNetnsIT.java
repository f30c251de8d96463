package dev.multipath.testkit.kernel;

import static dev.multipath.testkit.kernel.Site.*;

import dev.multipath.netlink.NextHopBucketFilter;
import dev.multipath.netlink.NextHops;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHopBucket;
import dev.multipath.netlink.model.NextHopMember;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.NextHopResilience;
import dev.multipath.netlink.model.NextHopTarget;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.testkit.netns.NetnsTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same random requests about nexthop objects get the same answers from the fake kernel and a real namespace, and leave
 * the same objects, buckets and routes: single ones, plain and resilient groups, blackholes, in both families, with
 * devices that lose and find their carrier between.
 */
@NetnsTest
class TwinNextHopNetnsIT {
    private static final int STEPS = 150;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 12);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_fake_kernel_does_what_the_real_one_does(int seed) {
        Twins.run(seed, STEPS, TwinNextHopNetnsIT::step, TwinNextHopNetnsIT::state);
    }

    private static List<String> state(Site site) {
        List<String> state = new ArrayList<>();
        for (NextHopObject object : site.netlink().nexthops().list()) {
            NextHopTarget target = object.target().configured();
            state.add(object.id() + " " + target + " " + object.protocol() + " " + object.scope() + " " + object.flags()
                    + " " + object.operationFlags());
        }
        for (NextHopBucket bucket : site.netlink().nexthops().buckets().list()) {
            state.add(bucket.groupId() + "#" + bucket.index() + "=" + bucket.nexthopId());
        }
        site.table4().forEach(route -> state.add(route.toString()));
        site.table6().forEach(route -> state.add(route.toString()));
        return state;
    }

    static Twins.Change step(Random random, Site site) {
        return switch (random.nextInt(12)) {
            case 0 -> cable(random);
            case 1, 2 -> route(random);
            case 3 -> delete(random);
            case 4 -> ask(random);
            default -> put(random, site);
        };
    }

    private static Twins.Change cable(Random random) {
        String device = random.nextBoolean() ? "up-a" : "up-b";
        return new Twins.Change("pull and plug " + device, where -> {
            where.pull(device);
            where.plug(device);
            return "done";
        });
    }

    private static Twins.Change route(Random random) {
        boolean ipv4 = random.nextBoolean();
        long id = 1L + random.nextInt(14);
        Route route = Route.defaultRoute(ipv4 ? AddressFamily.INET : AddressFamily.INET6)
                .table(T)
                .target(new RouteTarget.NextHopId(id));
        return new Twins.Change("replace " + route, where -> {
            where.netlink().routes().replace(route);
            return "done";
        });
    }

    private static Twins.Change delete(Random random) {
        long id = 1L + random.nextInt(14);
        return new Twins.Change("delete nexthop " + id, where -> {
            where.netlink().nexthops().delete(id);
            return "done";
        });
    }

    private static Twins.Change ask(Random random) {
        long id = 1L + random.nextInt(14);
        int index = random.nextInt(20);
        return switch (random.nextInt(4)) {
            case 0 ->
                new Twins.Change(
                        "bucket " + id + "#" + index,
                        where -> where.netlink()
                                .nexthops()
                                .buckets()
                                .get(id, index)
                                .map(NextHopBucket::nexthopId));
            case 1 ->
                new Twins.Change(
                        "count buckets " + id,
                        where -> shares(where.netlink().nexthops().buckets().list(NextHopBucketFilter.of(id))));
            case 2 ->
                new Twins.Change(
                        "buckets of " + id,
                        where -> shares(
                                where.netlink().nexthops().buckets().list(NextHopBucketFilter.ALL.nexthopId(id))));
            default ->
                new Twins.Change(
                        "get " + id,
                        where -> where.netlink()
                                .nexthops()
                                .get(id)
                                .map(found -> found.target().configured()));
        };
    }

    private static Map<Long, Integer> shares(List<NextHopBucket> buckets) {
        Map<Long, Integer> shares = new TreeMap<>();
        buckets.forEach(bucket -> shares.merge(bucket.nexthopId(), 1, Integer::sum));
        return shares;
    }

    private static Twins.Change put(Random random, Site site) {
        NextHopObject object = object(random, site);
        boolean add = random.nextInt(3) == 0;
        return new Twins.Change((add ? "add " : "replace ") + object, where -> {
            NextHops nexthops = where.netlink().nexthops();
            if (add) {
                return nexthops.add(object);
            }
            nexthops.replace(object);
            return "done";
        });
    }

    private static NextHopObject object(Random random, Site site) {
        int kind = random.nextInt(10);
        if (kind < 5) {
            long id = 1L + random.nextInt(7);
            IpAddress[] gateways = {GW1, GW1_6, GW2, GW2_6, IpAddress.parse("203.0.113.9"), OWN1};
            int which = random.nextInt(12);
            int device = which % 4 < 2 ? site.a : site.b;
            NextHopObject single = which < 10
                    ? NextHopObject.via(id, gateways[which < 8 ? which % 4 : which - 4], device)
                    : NextHopObject.of(
                            id, NextHopTarget.dev(which == 10 ? AddressFamily.INET : AddressFamily.INET6, device));
            boolean onlink = which < 10 && random.nextInt(6) == 0;
            NextHopObject chosen = onlink ? single.onlink() : single;
            return random.nextBoolean() ? chosen : chosen.protocol(Protocol.of(77));
        }
        if (kind == 5) {
            return NextHopObject.of(
                    1 + random.nextInt(7),
                    new NextHopTarget.Blackhole(random.nextBoolean() ? AddressFamily.INET : AddressFamily.INET6));
        }
        List<NextHopMember> members = members(random);
        if (kind < 8) {
            return NextHopObject.group(8 + random.nextInt(7), members);
        }
        NextHopResilience table = random.nextInt(4) == 0
                ? NextHopResilience.UNCHANGED
                : NextHopResilience.buckets(random.nextInt(8) == 0 ? 4 : 16);
        NextHopResilience timed = random.nextInt(3) == 0 ? table.idleTimer(Duration.ofSeconds(60)) : table;
        return NextHopObject.of(8 + random.nextInt(7), NextHopTarget.resilient(members, timed));
    }

    private static List<NextHopMember> members(Random random) {
        List<NextHopMember> members = new ArrayList<>();
        int start = random.nextInt(7);
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            long id = random.nextInt(40) == 0 ? 8 : 1 + (start + i) % 7;
            if (members.stream().noneMatch(member -> member.id() == id)) {
                members.add(NextHopMember.of(id, 1 + random.nextInt(random.nextInt(5) == 0 ? 500 : 6)));
            }
        }
        return members;
    }
}
