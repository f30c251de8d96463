package dev.multipath.testkit.kernel;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.NextHopTarget;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteOptions;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Scope;
import java.util.List;

/**
 * The whole state of the fake kernel, and what a change of one part does to the others: addresses bring routes, a link
 * that goes takes them away. No socket, no thread; time is what {@link #advance} says.
 */
final class FakeNetwork implements LinkListener, FakeAddresses.Listener, NextHopChecks.Routing {
    private static final int CONNECTED_PRIORITY = 256;
    private static final IpPrefix IPV6_MULTICAST = IpPrefix.parse("ff00::/8");
    private static final long LINK_LOCAL = 0xfe80L << 48;

    final Notices notices = new Notices();
    final FakeClock clock = new FakeClock();
    final Settings settings = new Settings();
    final FakeLinks links = new FakeLinks(notices, this, settings, clock);
    final HashRegions regions = new HashRegions(settings);
    final Sysctls sysctls = new Sysctls(settings, links, this::keepDivision);
    final FakeAddresses addresses = new FakeAddresses(notices, links, this, clock);
    final FakeNeighbours neighbours = new FakeNeighbours(notices, links, addresses, clock);
    final FakeNextHops nextHops = new FakeNextHops(notices, links, neighbours, clock, this, this::nextHopGone);
    final FakeRules rules4 = new FakeRules(AddressFamily.INET, notices, links);
    final FakeRules rules6 = new FakeRules(AddressFamily.INET6, notices, links);
    final Ipv4Routes routes4 = new Ipv4Routes(notices, nextHops);
    final Ipv6Tables tables6 = new Ipv6Tables();
    final Ipv6Routes routes6 = new Ipv6Routes(notices, nextHops, tables6);
    final Ipv6Losses losses6 = new Ipv6Losses(tables6, routes6);
    final Ipv4Lookup lookup4 = new Ipv4Lookup(routes4, rules4, addresses, settings, regions);
    final Ipv6Lookup lookup6 = new Ipv6Lookup(tables6, nextHops, rules6, settings, regions);
    final Ipv4RouteChecks checks4 = new Ipv4RouteChecks(links, addresses, nextHops, lookup4);
    final Ipv6RouteChecks checks6 = new Ipv6RouteChecks(links, addresses, nextHops, lookup6);

    /** Becomes what another is. Nobody is told. */
    void copyFrom(FakeNetwork other) {
        clock.set(other.clock.now());
        settings.copyFrom(other.settings);
        regions.copyFrom(other.regions);
        links.copyFrom(other.links);
        addresses.copyFrom(other.addresses);
        neighbours.copyFrom(other.neighbours);
        nextHops.copyFrom(other.nextHops);
        rules4.copyFrom(other.rules4);
        rules6.copyFrom(other.rules6);
        routes4.copyFrom(other.routes4);
        tables6.copyFrom(other.tables6);
    }

    private void keepDivision() {
        List<List<NextHop>> legs4 = routes4.all().stream()
                .map(route -> route.target().hops())
                .filter(legs -> legs.size() > 1)
                .toList();
        List<List<NextHop>> legs6 = tables6.select(Ipv6Entry::canShare).stream()
                .map(tables6::legs)
                .filter(legs -> legs.size() > 1)
                .toList();
        regions.keep(legs4, legs6);
    }

    /** When something happens next by itself. */
    long nextDeadline() {
        long near = Math.min(links.nextDeadline(), addresses.nextDeadline());
        long far = Math.min(neighbours.nextDeadline(), nextHops.buckets.nextDeadline());
        return Math.min(Math.min(near, far), losses6.nextDeadline());
    }

    /** Moves the clock; what was due on the way happens at its time. */
    void advance(long nanos) {
        long end = clock.after(nanos);
        for (long next = nextDeadline(); next <= end; next = nextDeadline()) {
            clock.set(Math.max(clock.now(), next));
            links.expire();
            addresses.expire();
            losses6.expire(clock.now());
            neighbours.expire();
            nextHops.buckets.expire();
        }
        clock.set(end);
    }

    @Override
    public void up(FakeLink link) {
        if (link.isLoopback() && addresses.list(AddressFamily.INET, link.index).isEmpty()) {
            addresses.insert(Ipv4Connected.hostScope(Address.of(link.index, IpAddress.parse("127.0.0.1"), 8)), false);
        }
        for (Address address : addresses.list(AddressFamily.INET, link.index)) {
            connected4(address, link, true);
        }
        int healed = healed(link);
        routes4.heal(link.index, healed);
        losses6.heal(link.index, healed);
        if (link.carrier) {
            ready(link);
        }
    }

    /** What its legs lose when it is up, or has an address, again: with a carrier they are whole. */
    private static int healed(FakeLink link) {
        return link.carrier ? NextHop.DEAD | NextHop.LINKDOWN : NextHop.DEAD;
    }

    @Override
    public void down(FakeLink link) {
        routes4.disable(link.index, false, false);
        nextHops.flush(link.index);
        losses6.down(link.index);
        addresses.flush(AddressFamily.INET6, link.index);
        neighbours.down(link.index);
    }

    @Override
    public void carrier(FakeLink link) {
        if (!link.up) {
            return;
        }
        if (link.carrier) {
            routes4.heal(link.index, NextHop.LINKDOWN);
            losses6.heal(link.index, NextHop.LINKDOWN);
            ready(link);
        } else {
            neighbours.carrierLost(link.index);
            routes4.carrierLost(link.index);
            losses6.carrierLost(link.index);
            nextHops.flush(link.index);
        }
    }

    @Override
    public void unregister(FakeLink link) {
        routes4.disable(link.index, true, true);
        nextHops.flush(link.index);
        losses6.unregister(link.index);
        addresses.flush(AddressFamily.INET6, link.index);
        addresses.flush(AddressFamily.INET, link.index);
        neighbours.down(link.index);
    }

    @Override
    public void added(Address address) {
        FakeLink link = links.find(address.interfaceIndex());
        if (link == null) {
            return;
        }
        if (address.local().isIpv4()) {
            connected4(address, link, true);
            if (link.up) {
                routes4.heal(link.index, healed(link));
            }
        } else {
            routes6.magic(true, local6(address));
            boolean prefix = address.prefixLength() < 128 && (address.flags() & Address.NO_PREFIX_ROUTE) == 0;
            if (prefix || link.isLoopback()) {
                routes6.magic(true, prefix6(address));
                renewed(address);
            }
        }
    }

    @Override
    public void removed(Address address) {
        int device = address.interfaceIndex();
        FakeLink link = links.find(device);
        if (!address.local().isIpv4()) {
            boolean shared = addresses.list(AddressFamily.INET6, device).stream()
                    .anyMatch(other -> other.onLinkPrefix().equals(address.onLinkPrefix()));
            routes6.magic(false, local6(address));
            // The route of one that was not for ever ends by itself.
            boolean lasting = (address.flags() & Address.PERMANENT) != 0;
            if (!shared && lasting) {
                routes6.magic(false, prefix6(address));
            }
            losses6.sourceGone(address.local());
            return;
        }
        if (link != null) {
            connected4(address, link, false);
        }
        if (!addresses.isLocal(address.local(), 0)) {
            routes4.sourceGone(address.local());
        }
        if (addresses.list(AddressFamily.INET, device).isEmpty()) {
            routes4.disable(device, true, false);
            neighbours.noAddress(device);
        }
    }

    @Override
    public void renewed(Address address) {
        if (address.local().isIpv4()) {
            return;
        }
        Ipv6Node prefix = Ipv6Node.of(prefix6(address));
        tables6.expires(
                entry -> Ipv6Node.of(entry.route()).equals(prefix)
                        && entry.device() == address.interfaceIndex()
                        && entry.route().protocol().equals(Protocol.KERNEL)
                        && entry.route().table().equals(RouteTable.MAIN),
                FakeAddresses.validUntil(address));
    }

    /** Adds or deletes the routes that come with an IPv4 address. */
    private void connected4(Address address, FakeLink link, boolean add) {
        for (Route route :
                Ipv4Connected.routes(address, addresses.primaryOf(address).orElse(address), link)) {
            routes4.magic(add, route);
        }
    }

    /** An interface has a signal for the first time since it is up: IPv6 begins. */
    private void ready(FakeLink link) {
        if (!addresses.list(AddressFamily.INET6, link.index).isEmpty() && link.isLoopback()) {
            return;
        }
        if (link.isLoopback()) {
            addresses.insert(Ipv4Connected.hostScope(Address.of(link.index, IpAddress.parse("::1"), 128)), false);
            return;
        }
        byte[] mac = link.hardwareAddress;
        if (mac.length != 6) {
            return;
        }
        long high =
                (((mac[0] ^ 2) & 0xffL) << 56) | ((mac[1] & 0xffL) << 48) | ((mac[2] & 0xffL) << 40) | (0xfffeL << 24);
        long low = high | ((mac[3] & 0xffL) << 16) | ((mac[4] & 0xffL) << 8) | (mac[5] & 0xffL);
        IpAddress own = IpAddress.ipv6(LINK_LOCAL, low);
        if (addresses.isLocal(own, link.index)) {
            return;
        }
        routes6.magic(
                true,
                kernelRoute(IPV6_MULTICAST, link.index)
                        .table(RouteTable.LOCAL)
                        .type(RouteType.MULTICAST)
                        .priority(CONNECTED_PRIORITY));
        addresses.insert(Ipv4Connected.linkScope(Address.of(link.index, own, 64).noDad()), false);
    }

    private static Route local6(Address address) {
        return kernelRoute(IpPrefix.host(address.local()), address.interfaceIndex())
                .table(RouteTable.LOCAL)
                .type(RouteType.LOCAL)
                .priority(0);
    }

    private static Route prefix6(Address address) {
        return kernelRoute(address.onLinkPrefix(), address.interfaceIndex())
                .priority(address.routePriority().orElse(CONNECTED_PRIORITY));
    }

    private static Route kernelRoute(IpPrefix destination, int device) {
        return Route.to(destination)
                .protocol(Protocol.KERNEL)
                .scope(Scope.GLOBAL)
                .target(RouteTarget.single(NextHop.dev(device)))
                .options(RouteOptions.NONE.preference(0));
    }

    /** Whether a nexthop object's gateway may be one: what a route of table main over it would be asked. */
    @Override
    public Scope reach(NextHopTarget.Single single, boolean onlink) throws Refusal {
        NextHop hop = single.gateway().isPresent()
                ? NextHop.via(single.gateway().get(), single.interfaceIndex())
                : NextHop.dev(single.interfaceIndex());
        NextHop asked = onlink ? hop.flags(NextHop.ONLINK) : hop;
        Route route = Route.defaultRoute(single.family()).target(RouteTarget.single(asked));
        if (Ipv6Entry.isIpv6(route)) {
            checks6.check(route);
            return Scope.LINK;
        }
        checks4.check(route);
        boolean own =
                single.gateway().isEmpty() || addresses.isLocal(single.gateway().get(), 0);
        return own ? Scope.HOST : Scope.LINK;
    }

    @Override
    public boolean hasIpv6Route(long id) {
        return !tables6.select(
                        entry -> entry.route().target() instanceof RouteTarget.NextHopId object && object.id() == id)
                .isEmpty();
    }

    private void nextHopGone(long id) {
        routes4.nextHopGone(id);
        losses6.nextHopGone(id);
    }
}
