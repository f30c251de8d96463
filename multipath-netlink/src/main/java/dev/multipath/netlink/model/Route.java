package dev.multipath.netlink.model;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One routing table entry ({@code struct rtmsg} and its {@code RTA_*} attributes).
 *
 * <p>A new route starts from {@link #to(IpPrefix)}; the same-named methods give changed copies:
 *
 * <pre>{@code
 * Route.to(IpPrefix.parse("198.51.100.0/24")).via(IpAddress.parse("192.0.2.1"), eth0).table(RouteTable.of(100))
 * }</pre>
 *
 * @param key destination, source, table, TOS, priority
 * @param type unicast, blackhole, …
 * @param protocol who installed it
 * @param scope how far it reaches; IPv4 only, the kernel ignores it on IPv6
 * @param flags {@code rtm_flags}, unsigned 32 bits, without the RTNH_F_* bits of a single next hop, which the hop has
 * @param target the next hops
 * @param options what else it carries
 * @param unknown attributes not typed here, kept and written back
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>, linux/rtnetlink.h
 */
public record Route(
        RouteKey key,
        RouteType type,
        Protocol protocol,
        Scope scope,
        long flags,
        RouteTarget target,
        RouteOptions options,
        UnknownAttributes unknown)
        implements KernelObject {

    /** {@code RTM_F_CLONED}: a cache entry, as lookups return. */
    public static final long CLONED = 0x200;

    /**
     * Realms given to a route of a single next hop move to the hop: on the wire both are the same attribute.
     *
     * @throws IllegalArgumentException for flags wider than 32 bits
     */
    public Route {
        OpenNumber.check(flags, 0xffff_ffffL, "route flags");
        if (options.realms().isPresent() && target instanceof RouteTarget.Single single) {
            target = new RouteTarget.Single(single.hop().realms(options.realms().getAsLong()));
            options = options.withoutRealms();
        }
    }

    /** A unicast route in table main, protocol boot as {@code ip} sets it, leading nowhere yet. */
    public static Route to(IpPrefix destination) {
        RouteKey key = new RouteKey(destination, Optional.empty(), RouteTable.MAIN, 0, OptionalLong.empty());
        return new Route(
                key,
                RouteType.UNICAST,
                Protocol.BOOT,
                Scope.GLOBAL,
                0,
                RouteTarget.none(),
                RouteOptions.NONE,
                UnknownAttributes.NONE);
    }

    /** The default route of a family. */
    public static Route defaultRoute(AddressFamily family) {
        return to(IpPrefix.all(family));
    }

    /** IPv4 or IPv6. */
    public AddressFamily family() {
        return key.family();
    }

    /** Where to. */
    public IpPrefix destination() {
        return key.destination();
    }

    /** The table it stands in. */
    public RouteTable table() {
        return key.table();
    }

    /** Whether it is for every destination from every source. */
    public boolean isDefault() {
        return key.destination().isAll() && key.source().isEmpty();
    }

    /** The same with another key. */
    public Route key(RouteKey newKey) {
        return new Route(newKey, type, protocol, scope, flags, target, options, unknown);
    }

    /** The same in another table. */
    public Route table(RouteTable table) {
        return key(new RouteKey(key.destination(), key.source(), table, key.tos(), key.priority()));
    }

    /** The same for packets from this source only (IPv6). */
    public Route from(IpPrefix source) {
        return key(new RouteKey(key.destination(), Optional.of(source), key.table(), key.tos(), key.priority()));
    }

    /** The same for this type of service only, 0..255. */
    public Route tos(int tos) {
        return key(new RouteKey(key.destination(), key.source(), key.table(), tos, key.priority()));
    }

    /** The same with another priority: {@code metric}. */
    public Route priority(long priority) {
        return key(new RouteKey(key.destination(), key.source(), key.table(), key.tos(), OptionalLong.of(priority)));
    }

    /** The same of another type. */
    public Route type(RouteType newType) {
        return new Route(key, newType, protocol, scope, flags, target, options, unknown);
    }

    /** The same installed by another. */
    public Route protocol(Protocol newProtocol) {
        return new Route(key, type, newProtocol, scope, flags, target, options, unknown);
    }

    /** The same with another scope. */
    public Route scope(Scope newScope) {
        return new Route(key, type, protocol, newScope, flags, target, options, unknown);
    }

    /** The same with other flags. */
    public Route flags(long newFlags) {
        return new Route(key, type, protocol, scope, newFlags, target, options, unknown);
    }

    /** The same leading elsewhere. */
    public Route target(RouteTarget newTarget) {
        return new Route(key, type, protocol, scope, flags, newTarget, options, unknown);
    }

    /** The same with other options. */
    public Route options(RouteOptions newOptions) {
        return new Route(key, type, protocol, scope, flags, target, newOptions, unknown);
    }

    /** The same with other attributes of no type. */
    public Route unknown(UnknownAttributes newUnknown) {
        return new Route(key, type, protocol, scope, flags, target, options, newUnknown);
    }

    /** {@code via GATEWAY dev IF}. */
    public Route via(IpAddress gateway, int interfaceIndex) {
        return target(RouteTarget.single(NextHop.via(gateway, interfaceIndex)));
    }

    /** {@code dev IF}, with the link scope {@code ip} gives such an IPv4 route. */
    public Route dev(int interfaceIndex) {
        return scope(Scope.LINK).target(RouteTarget.single(NextHop.dev(interfaceIndex)));
    }

    /** {@code src ADDRESS}. */
    public Route prefSrc(IpAddress address) {
        return options(options.prefSrc(address));
    }

    /** In the words of {@code ip route}, interfaces by number. */
    @Override
    public String toString() {
        return Iproute2.route(this, InterfaceNames.NUMBERS);
    }
}
