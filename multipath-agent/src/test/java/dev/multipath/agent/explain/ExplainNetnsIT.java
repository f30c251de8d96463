package dev.multipath.agent.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.UnknownAttributes;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.IcmpSocket;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.NetnsTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lookup and the kernel's own, packet by packet. */
@NetnsTest
class ExplainNetnsIT {
    private static final int IFLA_GROUP = 27;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void agreesWithTheKernelOnRandomRulesRoutesAndPackets(long number, Namespace router, Namespace outside) {
        long seed = Long.getLong("multipath.explain.seed", 20260000) + number;
        Random random = new Random(seed);
        LookupSite site = new LookupSite(router, outside);
        for (String device : List.of("lan0", "up0", "up1", "up2")) {
            site.set(
                    device,
                    new LookupSettings(
                            random.nextInt(6) > 0, random.nextInt(3), random.nextBoolean(), random.nextInt(4) == 0));
        }
        group(router, "up2");
        RandomTables tables = new RandomTables(random, site);
        tables.install(90);
        tables.installEquals(6);
        RandomRules rules = new RandomRules(random, site);
        rules.install(22);
        site.cut();
        if (random.nextInt(3) == 0) {
            site.beHost(List.of("up0", LookupSite.TWIN));
        }
        check(
                "seed " + seed + ", " + tables.installed() + " routes, " + rules.installed() + " rules",
                site,
                random,
                300);
    }

    @Test
    void agreesWithTheKernelOnTheAgentsLayout(Namespace router, Namespace outside) {
        long seed = Long.getLong("multipath.explain.seed", 20260000);
        LookupSite site = new LookupSite(router, outside);
        new AgentLayout(site).install();
        site.cut();
        Tally tally = check("the agent's layout, seed " + seed, site, new Random(seed), 1500);
        for (String kind : List.of("unicast", "balanced", "delivered", "EACCES", "EHOSTUNREACH", "EINVAL")) {
            assertThat(tally.count("IPv4 " + kind))
                    .as("IPv4 %s of %s", kind, tally)
                    .isGreaterThan(9);
            assertThat(tally.count("IPv6 " + kind))
                    .as("IPv6 %s of %s", kind, tally)
                    .isGreaterThan(9);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyLegGetsTheShareOfFlowsThatIsTold(boolean host, Namespace router, Namespace outside) {
        long seed = Long.getLong("multipath.explain.seed", 20260000);
        Random random = new Random(seed);
        LookupSite site = new LookupSite(router, outside);
        router.sysctl("net.ipv4.fib_multipath_hash_policy", "1");
        router.sysctl("net.ipv6.fib_multipath_hash_policy", "1");
        new AgentLayout(site).install();
        site.cut();
        if (host) {
            site.beHost(List.of("up0", LookupSite.TWIN));
        }
        Fib fib = site.dump();
        RandomPackets source = new RandomPackets(random, fib);
        Shares shares = new Shares(site, fib, random);
        int checked = 0;
        for (int i = 0; i < 4000 && checked < 8; i++) {
            Packet packet = source.next(checked % 2 == 0);
            if (shares.isBalanced(packet)) {
                assertThat(shares.difference(packet)).as("seed " + seed).isEmpty();
                checked++;
            }
        }
        assertThat(checked).as("balanced packets").isEqualTo(8);
    }

    @Test
    void agreesWithTheKernelOnNexthopObjects(Namespace router, Namespace outside) {
        long seed = Long.getLong("multipath.explain.seed", 20260000);
        LookupSite site = new LookupSite(router, outside);
        List<String> devices = List.of("up0", "up1", LookupSite.CUT_IGNORED, LookupSite.CUT_USED);
        for (boolean ipv4 : new boolean[] {true, false}) {
            int first = ipv4 ? 1 : 11;
            for (int i = 0; i < devices.size(); i++) {
                String gateway = LookupSite.gateway(devices.get(i), ipv4).toString();
                nexthop(router, first + i, "via", gateway, "dev", devices.get(i));
            }
            nexthop(router, first + 8, "group", first + ",3/" + (first + 1) + "/" + (first + 3));
            Route route = Route.to(IpPrefix.parse(ipv4 ? "198.18.0.0/16" : "2001:db8:aaaa::/48"));
            IpPrefix wider = IpPrefix.parse(ipv4 ? "198.18.0.0/15" : "2001:db8:a000::/35");
            NextHop plain = NextHop.via(LookupSite.gateway("up2", ipv4), router.index("up2"));
            // Without a rule of its own the kernel looks local and main up as one table.
            router.netlink()
                    .rules()
                    .add(Rule.lookup(route.family(), RouteTable.of(50)).priority(100));
            // The object dies with its carrier, and the route with it.
            router.netlink()
                    .routes()
                    .add(to(ipv4 ? "203.0.113.0/25" : "fd00::/9").target(new RouteTarget.NextHopId(first + 2L)));
            router.netlink()
                    .routes()
                    .add(to(ipv4 ? "203.0.113.0/24" : "fd00::/8").target(RouteTarget.single(plain)));
            router.netlink().routes().add(route.priority(10).target(new RouteTarget.NextHopId(first + 8L)));
            router.netlink().routes().add(route.priority(20).target(RouteTarget.single(plain)));
            router.netlink().routes().add(to(wider.toString()).target(new RouteTarget.NextHopId(first + 1L)));
        }
        site.cut();
        check("nexthop objects, seed " + seed, site, new Random(seed), 400);
    }

    /** {@code ip route get} cannot say this: it knows no binding. */
    @Test
    void aBoundIpv6SocketTakesNoOtherDeviceEvenWithItsSourceAddress(Namespace router, Namespace outside)
            throws ErrnoException {
        LookupSite site = new LookupSite(router, outside);
        router.netlink()
                .routes()
                .add(to("::/0")
                        .target(RouteTarget.single(
                                NextHop.via(LookupSite.gateway("up0", false), router.index("up0")))));
        IpAddress source = IpAddress.parse("2001:db8:1::2");
        Packet packet = Packet.to(IpAddress.parse("2600::1")).source(source).outgoing("up1");
        Verdict verdict = FibLookup.explain(packet, site.dump(), LookupSettings.FORWARDING)
                .verdict();
        assertThat(verdict).isEqualTo(new Verdict.Refused(Refusal.NETWORK_UNREACHABLE, "no rule leads to a route"));
        try (IcmpSocket socket = IcmpSocket.open(router.netNs(), AddressFamily.INET6, "up1", source)) {
            assertThatThrownBy(() -> socket.sendEcho(packet.destination(), 1, 1))
                    .isInstanceOfSatisfying(
                            ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENETUNREACH));
        }
    }

    private static Route to(String prefix) {
        return Route.to(IpPrefix.parse(prefix));
    }

    private static void nexthop(Namespace router, int id, String... words) {
        List<String> command = new ArrayList<>(List.of("ip", "nexthop", "add", "id", Integer.toString(id)));
        command.addAll(List.of(words));
        router.run(command.toArray(String[]::new));
    }

    private static Tally check(String what, LookupSite site, Random random, int packets) {
        Fib fib = site.dump();
        RandomPackets source = new RandomPackets(random, fib);
        KernelLookup kernel = new KernelLookup(site, fib);
        List<String> wrong = new ArrayList<>();
        Tally tally = new Tally();
        for (int i = 0; i < packets; i++) {
            for (boolean ipv4 : new boolean[] {true, false}) {
                Packet packet = source.next(ipv4);
                Explanation ours = FibLookup.explain(packet, fib, site.settings(packet), false);
                tally.add(ours);
                Optional<String> difference = isSettled(ours) ? kernel.difference(ours) : Optional.empty();
                if (difference.isPresent()) {
                    wrong.add(packet + "\n" + difference.get() + "\n"
                            + ExplanationText.of(ours, Tally.NO_UPLINKS, fib.names()));
                }
            }
        }
        System.out.println(what + ": " + tally);
        assertThat(wrong).as(what).isEmpty();
        assertThat(text(site.dump())).as("nothing changed meanwhile").isEqualTo(text(fib));
        return tally;
    }

    /** Whether it says what becomes of every packet of the kind. */
    private static boolean isSettled(Explanation ours) {
        if (ours.verdict() instanceof Verdict.Leaves leaves) {
            return leaves.legs().stream().mapToDouble(Leg::share).sum() > 0.999;
        }
        return !(ours.verdict() instanceof Verdict.Unresolved);
    }

    private static List<String> text(Fib fib) {
        List<String> lines = new ArrayList<>();
        fib.rules().forEach(rule -> lines.add(rule.toString()));
        fib.routes().forEach(route -> lines.add(route.toString()));
        fib.links().forEach(link -> lines.add(link.toString()));
        fib.addresses().forEach(address -> lines.add(address.toString()));
        return lines;
    }

    private static void group(Namespace router, String device) {
        byte[] number = ByteBuffer.allocate(4)
                .order(ByteOrder.nativeOrder())
                .putInt(RandomRules.GROUP)
                .array();
        LinkChange change =
                LinkChange.NOTHING.unknown(UnknownAttributes.NONE.plus(new RawAttribute(IFLA_GROUP, number)));
        router.netlink().links().change(router.index(device), change);
    }
}
