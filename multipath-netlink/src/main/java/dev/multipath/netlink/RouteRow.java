package dev.multipath.netlink;

import static dev.multipath.netlink.codec.Rta.*;

import dev.multipath.netlink.codec.RouteDecoder;
import dev.multipath.netlink.codec.Rta;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.NetlinkHeader;
import org.jspecify.annotations.Nullable;

/**
 * A route as it stands in the receive buffer: numbers are read in place, nothing is made of it before
 * {@link #toRoute()}. One row serves a whole walk and shows another route at each call, so it must not be kept.
 *
 * <p>Absent numbers are 0, as they mean on the wire.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>, struct rtmsg
 */
public final class RouteRow {
    private static final int HEADER = 12;
    private static final int ATTRIBUTE_HEADER = 4;
    private static final int RTNEXTHOP = 8;
    private static final int INET = 2;
    private static final int INET6 = 10;

    private final Request request;
    private @Nullable MessageReader message;
    /** Made for the first route that is kept; those that follow share what they have in common with it. */
    private @Nullable RouteDecoder decoder;

    private boolean ipv4;

    private long destinationHigh;
    private long destinationLow;
    private long gatewayHigh;
    private long gatewayLow;
    private int gatewayFamily;
    private long table;
    private long priority;
    private long nexthopId;
    private int interfaceIndex;
    /** Where the legs begin and end, from the body's start. */
    private int legsFrom;

    private int legsTo;
    private int legs;

    RouteRow(Request request) {
        this.request = request;
    }

    /**
     * Shows the route of a message.
     *
     * @return false for a message about something else
     */
    boolean show(MessageReader next) throws DecodeException {
        message = next;
        if (next.type() != Rtm.RTM_NEWROUTE) {
            return false;
        }
        next.requireBody(HEADER, "rtmsg");
        int family = next.u8(0);
        if (family != INET && family != INET6) {
            return false;
        }
        ipv4 = family == INET;
        if (destinationLength() > (ipv4 ? 32 : 128)) {
            throw new DecodeException("rtm_dst_len", NetlinkHeader.LENGTH + 1, "length " + destinationLength());
        }
        forget();
        table = next.u8(4);
        attributes(next);
        return true;
    }

    private void forget() {
        destinationHigh = 0;
        destinationLow = 0;
        gatewayHigh = 0;
        gatewayLow = 0;
        gatewayFamily = 0;
        priority = 0;
        nexthopId = 0;
        interfaceIndex = 0;
        legsFrom = 0;
        legsTo = 0;
        legs = 0;
    }

    private void attributes(MessageReader in) throws DecodeException {
        int end = in.bodyLength();
        int at = HEADER;
        while (at < end) {
            int left = end - at;
            int size = left < ATTRIBUTE_HEADER ? 0 : in.u16(at);
            if (size < ATTRIBUTE_HEADER || size > left) {
                throw new DecodeException(
                        "rtmsg", NetlinkHeader.LENGTH + at, "nla_len " + size + " is outside 4.." + left);
            }
            attribute(in, in.u16(at + 2) & AttributeReader.TYPE_MASK, at + ATTRIBUTE_HEADER, size - ATTRIBUTE_HEADER);
            at += NetlinkHeader.align(size);
        }
    }

    private void attribute(MessageReader in, int type, int at, int length) throws DecodeException {
        switch (type) {
            case RTA_DST -> {
                require(type, at, length, ipv4 ? 4 : 16);
                destinationHigh = ipv4 ? 0 : in.be64(at);
                destinationLow = ipv4 ? in.be32(at) & 0xffff_ffffL : in.be64(at + 8);
            }
            case RTA_GATEWAY -> {
                require(type, at, length, ipv4 ? 4 : 16);
                gateway(in, ipv4 ? INET : INET6, at);
            }
            case RTA_VIA -> {
                int family = length < 2 ? 0 : in.u16(at);
                require(type, at, length, family == INET ? 6 : 18);
                gateway(in, family, at + 2);
            }
            case RTA_TABLE -> table = number(in, type, at, length);
            case RTA_PRIORITY -> priority = number(in, type, at, length);
            case RTA_NH_ID -> nexthopId = number(in, type, at, length);
            case RTA_OIF -> interfaceIndex = (int) number(in, type, at, length);
            case RTA_MULTIPATH -> legs(in, at, length);
            default -> {}
        }
    }

    private void gateway(MessageReader in, int family, int at) {
        gatewayFamily = family;
        gatewayHigh = family == INET ? 0 : in.be64(at);
        gatewayLow = family == INET ? in.be32(at) & 0xffff_ffffL : in.be64(at + 8);
    }

    private void legs(MessageReader in, int from, int length) throws DecodeException {
        legsFrom = from;
        legsTo = from + length;
        legs = 0;
        for (int at = from; at < legsTo; at += NetlinkHeader.align(in.u16(at))) {
            int left = legsTo - at;
            int size = left < RTNEXTHOP ? 0 : in.u16(at);
            if (size < RTNEXTHOP || size > left) {
                throw new DecodeException(
                        "RTA_MULTIPATH",
                        NetlinkHeader.LENGTH + from,
                        "rtnh_len " + size + " of leg " + legs + " is outside 8.." + left);
            }
            legs++;
        }
    }

    private static long number(MessageReader in, int type, int at, int length) throws DecodeException {
        require(type, at, length, 4);
        return in.u32(at);
    }

    private static void require(int type, int at, int length, int expected) throws DecodeException {
        if (length != expected) {
            throw new DecodeException(
                    Rta.NAMES.name(type), NetlinkHeader.LENGTH + at, length + " bytes, " + expected + " expected");
        }
    }

    private MessageReader message() {
        if (message == null) {
            throw new IllegalStateException("no route is shown");
        }
        return message;
    }

    /** IPv4, else IPv6. */
    public boolean isIpv4() {
        return ipv4;
    }

    /** The upper 64 bits of an IPv6 destination; 0 for IPv4 and for a default route. */
    public long destinationHigh() {
        return destinationHigh;
    }

    /** The lower 64 bits of an IPv6 destination, or the 32 of an IPv4 one, unsigned; 0 for a default route. */
    public long destinationLow() {
        return destinationLow;
    }

    /** {@code rtm_dst_len}: 0..32 or 0..128; 0 for a default route. */
    public int destinationLength() {
        return message().u8(1);
    }

    /** Whether the destination is this prefix. */
    public boolean isTo(IpPrefix prefix) {
        return destinationLength() == prefix.length() && lies(prefix);
    }

    /** Whether the destination is this prefix or a part of it: {@code ip route show root PREFIX}. */
    public boolean isWithin(IpPrefix prefix) {
        return destinationLength() >= prefix.length() && lies(prefix);
    }

    /** Whether packets to this address match the destination: {@code ip route show match ADDRESS}. */
    public boolean covers(IpAddress address) {
        return ipv4 == address.isIpv4()
                && same(address.high(), address.low(), destinationHigh, destinationLow, destinationLength());
    }

    private boolean lies(IpPrefix prefix) {
        IpAddress address = prefix.address();
        return ipv4 == address.isIpv4()
                && same(address.high(), address.low(), destinationHigh, destinationLow, prefix.length());
    }

    /** Whether two addresses of this row's family agree in their first bits. */
    private boolean same(long high, long low, long otherHigh, long otherLow, int bits) {
        if (ipv4) {
            return bits == 0 || (low ^ otherLow) >>> (32 - bits) == 0;
        }
        if (bits <= 64) {
            return bits == 0 || (high ^ otherHigh) >>> (64 - bits) == 0;
        }
        return high == otherHigh && (low ^ otherLow) >>> (128 - bits) == 0;
    }

    /** {@code RTA_TABLE}: 1..2³²−1. */
    public long table() {
        return table;
    }

    /** {@code rtm_protocol}: who made it, 0..255. */
    public int protocol() {
        return message().u8(5);
    }

    /** {@code rtm_scope}: 0..255. */
    public int scope() {
        return message().u8(6);
    }

    /** {@code rtm_type}: 1 unicast, 2 local, 6 blackhole… */
    public int type() {
        return message().u8(7);
    }

    /** {@code rtm_tos}: 0..255. */
    public int tos() {
        return message().u8(3);
    }

    /** {@code rtm_flags}: {@link Route#CLONED} and its like. */
    public long flags() {
        return message().u32(8);
    }

    /** {@code RTA_PRIORITY}, the metric: 0..2³²−1. */
    public long priority() {
        return priority;
    }

    /** {@code RTA_NH_ID}: the nexthop object; 0 without. */
    public long nexthopId() {
        return nexthopId;
    }

    /** {@code RTA_OIF}: the device; 0 without, and for several legs. */
    public int interfaceIndex() {
        return interfaceIndex;
    }

    /** How many legs {@code RTA_MULTIPATH} has; 0 without. */
    public int legs() {
        return legs;
    }

    /** Whether a next hop leads to this device. */
    public boolean leadsTo(int index) {
        if (interfaceIndex == index) {
            return true;
        }
        MessageReader in = message();
        for (int at = legsFrom; at < legsTo; at += NetlinkHeader.align(in.u16(at))) {
            if (in.s32(at + 4) == index) {
                return true;
            }
        }
        return false;
    }

    /** Whether this is the gateway; never for several legs. */
    public boolean isVia(IpAddress gateway) {
        return gatewayFamily == gateway.family().value()
                && gatewayHigh == gateway.high()
                && gatewayLow == gateway.low();
    }

    /**
     * The whole route, to keep.
     *
     * @throws NetlinkException.Malformed for broken bytes in a part the row does not look at
     */
    public Route toRoute() {
        try {
            if (decoder == null) {
                decoder = new RouteDecoder();
            }
            return decoder.decode(message());
        } catch (DecodeException e) {
            throw new NetlinkException.Malformed(request.words(), e);
        }
    }

    /** For messages: the route as {@code ip} prints it. */
    @Override
    public String toString() {
        return message == null ? "no route" : toRoute().toString();
    }
}
