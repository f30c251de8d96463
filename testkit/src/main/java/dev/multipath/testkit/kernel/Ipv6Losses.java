package dev.multipath.testkit.kernel;

import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.RouteType;
import java.util.List;
import java.util.Optional;

/** What becomes of IPv6 routes when a device, an address or a nexthop object goes, or comes back. */
final class Ipv6Losses {
    private final Ipv6Tables tables;
    private final Ipv6Routes routes;

    Ipv6Losses(Ipv6Tables tables, Ipv6Routes routes) {
        this.tables = tables;
        this.routes = routes;
    }

    /** A device went down: routes over it go; legs of a route that has others are dead. */
    void down(int device) {
        for (Ipv6Entry entry : over(device)) {
            List<Ipv6Entry> family = tables.family(entry);
            boolean alone = family.stream().allMatch(each -> each.device() == device || isDead(each));
            if (alone && !family.isEmpty()) {
                family.forEach(tables::remove);
                routes.tell(Rtm.RTM_DELROUTE, 0, family, false);
            }
        }
        tables.flags(entry -> entry.device() == device, NextHop.DEAD | NextHop.LINKDOWN, 0);
    }

    /** A device is being deleted: its legs go one by one. */
    void unregister(int device) {
        over(device).forEach(this::remove);
    }

    void carrierLost(int device) {
        tables.flags(
                entry -> entry.device() == device && !entry.route().type().equals(RouteType.LOCAL),
                NextHop.LINKDOWN,
                0);
    }

    /** A device is up or has carrier again: its legs heal by these flags. */
    void heal(int device, int flags) {
        tables.flags(entry -> entry.device() == device, 0, flags);
    }

    /** An address is gone: routes that prefer it as source lose the preference, not their life, and say nothing. */
    void sourceGone(IpAddress address) {
        tables.withoutPrefSrc(entry -> entry.route().options().prefSrc().equals(Optional.of(address)));
    }

    /** Routes over a nexthop object that is gone go with it, and say so. */
    void nextHopGone(long id) {
        tables.select(entry -> entry.route().target() instanceof RouteTarget.NextHopId object && object.id() == id)
                .forEach(this::remove);
    }

    long nextDeadline() {
        return tables.nextExpiry();
    }

    /** Routes whose time is over go, and say so. */
    void expire(long now) {
        tables.select(entry -> entry.expires() <= now).forEach(this::remove);
    }

    private void remove(Ipv6Entry entry) {
        tables.remove(entry);
        routes.tell(Rtm.RTM_DELROUTE, 0, List.of(entry), false);
    }

    private List<Ipv6Entry> over(int device) {
        return tables.select(entry -> entry.device() == device);
    }

    private static boolean isDead(Ipv6Entry entry) {
        return entry.hop().isPresent() && (entry.hop().get().flags() & NextHop.DEAD) != 0;
    }
}
