package dev.multipath.netlink;

import dev.multipath.netlink.codec.conntrack.ConntrackCodec;
import dev.multipath.netlink.codec.conntrack.TupleFilter;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.OpenNumber;
import dev.multipath.netlink.model.conntrack.ConntrackEntry;
import dev.multipath.netlink.wire.MessageWriter;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which connections to list or delete. The kernel filters as far as it can: by family and mark always, by single IPv4
 * addresses, and by protocol beside a family, since Linux 5.8, by zone since 6.8; what it returns is checked again.
 *
 * <p>{@code ConntrackFilter.ALL.replyDestination(uplinkAddress)} is what is masqueraded with, or came in to, an uplink's
 * address.
 *
 * @param family absent = IPv4 and IPv6
 * @param protocol {@code IPPROTO_*}; absent = all
 * @param mark absent = all; a connection without a mark has 0
 * @param zone 0 = those in none; absent = all
 * @param originalSource who began; absent = anybody
 * @param originalDestination whom it was meant for; absent = anybody
 * @param replySource who answers; absent = anybody
 * @param replyDestination where answers go to; absent = anywhere
 */
public record ConntrackFilter(
        Optional<AddressFamily> family,
        OptionalInt protocol,
        Optional<FwMark> mark,
        OptionalInt zone,
        Optional<IpPrefix> originalSource,
        Optional<IpPrefix> originalDestination,
        Optional<IpPrefix> replySource,
        Optional<IpPrefix> replyDestination) {

    /** Every connection. */
    public static final ConntrackFilter ALL = new ConntrackFilter(
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** @throws IllegalArgumentException for a number its field does not hold, and for prefixes of two families */
    public ConntrackFilter {
        if (family.isPresent() && !family.get().isIp()) {
            throw new IllegalArgumentException("not an IP address family: " + family.get());
        }
        OpenNumber.check(protocol.orElse(0), 0xff, "protocol");
        OpenNumber.check(zone.orElse(0), 0xffff, "zone");
        Optional<AddressFamily> implied = family;
        implied = agree(implied, originalSource);
        implied = agree(implied, originalDestination);
        implied = agree(implied, replySource);
        agree(implied, replyDestination);
    }

    private static Optional<AddressFamily> agree(Optional<AddressFamily> family, Optional<IpPrefix> prefix) {
        if (prefix.isEmpty()) {
            return family;
        }
        if (family.isPresent() && !family.get().equals(prefix.get().family())) {
            throw new IllegalArgumentException("an address of " + prefix.get().family() + " beside " + family.get());
        }
        return Optional.of(prefix.get().family());
    }

    /** The same for one family only. */
    public ConntrackFilter family(AddressFamily newFamily) {
        return new ConntrackFilter(
                Optional.of(newFamily),
                protocol,
                mark,
                zone,
                originalSource,
                originalDestination,
                replySource,
                replyDestination);
    }

    /** The same for one protocol only. */
    public ConntrackFilter protocol(int newProtocol) {
        return new ConntrackFilter(
                family,
                OptionalInt.of(newProtocol),
                mark,
                zone,
                originalSource,
                originalDestination,
                replySource,
                replyDestination);
    }

    /** The same for connections with this mark only. */
    public ConntrackFilter mark(FwMark newMark) {
        return new ConntrackFilter(
                family,
                protocol,
                Optional.of(newMark),
                zone,
                originalSource,
                originalDestination,
                replySource,
                replyDestination);
    }

    /** The same for one zone only, in whatever direction it holds. */
    public ConntrackFilter zone(int newZone) {
        return new ConntrackFilter(
                family,
                protocol,
                mark,
                OptionalInt.of(newZone),
                originalSource,
                originalDestination,
                replySource,
                replyDestination);
    }

    /** The same for what began there only. */
    public ConntrackFilter originalSource(IpPrefix prefix) {
        return new ConntrackFilter(
                family, protocol, mark, zone, Optional.of(prefix), originalDestination, replySource, replyDestination);
    }

    /** The same for what was meant for there only. */
    public ConntrackFilter originalDestination(IpPrefix prefix) {
        return new ConntrackFilter(
                family, protocol, mark, zone, originalSource, Optional.of(prefix), replySource, replyDestination);
    }

    /** The same for what is answered from there only. */
    public ConntrackFilter replySource(IpPrefix prefix) {
        return new ConntrackFilter(
                family,
                protocol,
                mark,
                zone,
                originalSource,
                originalDestination,
                Optional.of(prefix),
                replyDestination);
    }

    /** The same for what is answered to there only: with an uplink's address, what is masqueraded with it. */
    public ConntrackFilter replyDestination(IpPrefix prefix) {
        return new ConntrackFilter(
                family, protocol, mark, zone, originalSource, originalDestination, replySource, Optional.of(prefix));
    }

    /** Whether the connection is one of those asked for. */
    public boolean matches(ConntrackEntry entry) {
        return (family.isEmpty() || family.get().equals(entry.family()))
                && (protocol.isEmpty()
                        || protocol.getAsInt() == entry.original().protocol())
                && (mark.isEmpty() || mark.get().matches(entry.mark().orElse(0)))
                && (zone.isEmpty() || zone.getAsInt() == entry.zoneId())
                && contains(originalSource, entry.original().source())
                && contains(originalDestination, entry.original().destination())
                && contains(replySource, entry.reply().source())
                && contains(replyDestination, entry.reply().destination());
    }

    private static boolean contains(Optional<IpPrefix> prefix, IpAddress address) {
        return prefix.isEmpty() || prefix.get().contains(address);
    }

    /**
     * Whether it narrows anything down beyond the family: a prefix of length 0, and a mark none of whose bits count, do
     * not.
     */
    boolean isNarrow() {
        return protocol.isPresent()
                || zone.isPresent()
                || (mark.isPresent() && mark.get().mask() != 0)
                || isNarrow(originalSource)
                || isNarrow(originalDestination)
                || isNarrow(replySource)
                || isNarrow(replyDestination);
    }

    private static boolean isNarrow(Optional<IpPrefix> prefix) {
        return prefix.isPresent() && !prefix.get().isAll();
    }

    /** The kernel looks into tuples only where the family is named. */
    void encode(MessageWriter message) {
        AddressFamily implied = impliedFamily();
        OptionalInt only = implied.isIp() ? protocol : OptionalInt.empty();
        TupleFilter original = new TupleFilter(host(originalSource), host(originalDestination), only);
        TupleFilter reply = new TupleFilter(host(replySource), host(replyDestination), OptionalInt.empty());
        ConntrackCodec.encodeDump(implied, mark, zone, original, reply, message);
    }

    /**
     * The kernel compares whole addresses only, and of IPv6 it lets through exactly the others: it takes the result of
     * the comparison the wrong way round (Linux 6.18; {@code ConntrackFilterNetnsIT} has it).
     */
    private static Optional<IpAddress> host(Optional<IpPrefix> prefix) {
        return prefix.filter(one -> one.isHost() && one.address().isIpv4()).map(IpPrefix::address);
    }

    private AddressFamily impliedFamily() {
        Optional<IpPrefix> any = originalSource
                .or(() -> originalDestination)
                .or(() -> replySource)
                .or(() -> replyDestination);
        return family.or(() -> any.map(IpPrefix::family)).orElse(AddressFamily.UNSPEC);
    }

    /** What follows {@code conntrack -L}. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        family.ifPresent(only -> out.append("-f ").append(only.equals(AddressFamily.INET) ? "ipv4 " : "ipv6 "));
        protocol.ifPresent(only -> out.append("-p ").append(only).append(' '));
        mark.ifPresent(only -> out.append("-m ").append(only).append(' '));
        zone.ifPresent(only -> out.append("-w ").append(only).append(' '));
        originalSource.ifPresent(prefix -> out.append("-s ").append(prefix).append(' '));
        originalDestination.ifPresent(prefix -> out.append("-d ").append(prefix).append(' '));
        replySource.ifPresent(prefix -> out.append("-r ").append(prefix).append(' '));
        replyDestination.ifPresent(prefix -> out.append("-q ").append(prefix).append(' '));
        return out.toString().strip();
    }
}
