package dev.multipath.netlink.model;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What tells one route from another inside the kernel: destination, source (IPv6), table, TOS and priority. Several
 * IPv4 routes may share a key; replace and delete then act on the first.
 *
 * @param destination {@code RTA_DST}; a default route has length 0
 * @param source {@code RTA_SRC}, IPv6 source-specific routes only
 * @param table {@code RTA_TABLE}
 * @param tos {@code rtm_tos}, 0..255
 * @param priority {@code RTA_PRIORITY}, "metric": 0..2³²−1. Absent on IPv6 means 1024 when adding and any when deleting
 */
public record RouteKey(
        IpPrefix destination, Optional<IpPrefix> source, RouteTable table, int tos, OptionalLong priority) {

    /** @throws IllegalArgumentException for a number its field does not hold, and for a source of another family */
    public RouteKey {
        OpenNumber.check(tos, 0xff, "tos");
        if (priority.isPresent()) {
            OpenNumber.check(priority.getAsLong(), 0xffff_ffffL, "priority");
        }
        if (source.isPresent() && !source.get().family().equals(destination.family())) {
            throw new IllegalArgumentException("source " + source.get() + " for destination " + destination);
        }
    }

    /** IPv4 or IPv6. */
    public AddressFamily family() {
        return destination.family();
    }

    /** The priority the kernel uses for this key in an add: an absent one is 0 on IPv4, 1024 on IPv6. */
    public long effectivePriority() {
        return priority.orElse(destination.address().isIpv4() ? 0 : 1024);
    }

    /** The key as a dump shows it: host bits masked, priority explicit. */
    public RouteKey effective() {
        if (priority.isPresent() && source.isEmpty() && destination.isNetwork()) {
            return this;
        }
        return new RouteKey(
                destination.network(), source.map(IpPrefix::network), table, tos, OptionalLong.of(effectivePriority()));
    }
}
