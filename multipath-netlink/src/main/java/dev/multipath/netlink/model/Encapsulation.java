package dev.multipath.netlink.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a next hop wraps packets in: a lightweight tunnel, {@code RTA_ENCAP} and {@code RTA_ENCAP_TYPE}; "encap" in
 * {@code ip route}.
 *
 * <p>A kind without a type here is an {@link Other}, and so is one of a known kind that says what its type has no place
 * for. Attributes of a known kind that have no type themselves are in its {@code unknown}. Nothing is lost either way.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-route.8.html">ip-route(8)</a>, linux/lwtunnel.h
 */
public sealed interface Encapsulation
        permits Encapsulation.Ip, Encapsulation.Mpls, Encapsulation.Seg6, Seg6Local, Encapsulation.Other {

    /**
     * An IP header with tunnel metadata: {@code encap ip} ({@code LWTUNNEL_IP_*}) or, when its addresses are IPv6,
     * {@code encap ip6} ({@code LWTUNNEL_IP6_*}). The route leads to a tunnel device in external mode.
     *
     * @param id tunnel id (VNI, GRE key), 64 bits; 0 = none
     * @param destination the far end
     * @param source our end; {@code 0.0.0.0} or {@code ::} = the kernel's choice
     * @param tos type of service, for IPv6 the traffic class, 0..255
     * @param ttl time to live, for IPv6 the hop limit, 0..255; 0 = the device's
     * @param flags the constants here and others the kernel reports, 16 bits
     * @param options of the tunnel protocol, in wire order
     * @param unknown attributes not typed here
     */
    record Ip(
            long id,
            IpAddress destination,
            IpAddress source,
            int tos,
            int ttl,
            int flags,
            List<TunnelOption> options,
            UnknownAttributes unknown)
            implements Encapsulation {
        /** {@code TUNNEL_CSUM}: with checksums. */
        public static final int CSUM = 1;
        /** {@code TUNNEL_KEY}: with the id. */
        public static final int KEY = 4;
        /** {@code TUNNEL_SEQ}: with sequence numbers. */
        public static final int SEQ = 8;

        /** @throws IllegalArgumentException for a number its field does not hold, and for addresses of two families */
        public Ip {
            options = List.copyOf(options);
            OpenNumber.check(tos, 0xff, "tos");
            OpenNumber.check(ttl, 0xff, "ttl");
            OpenNumber.check(flags, 0xffff, "tunnel flags");
            if (!source.family().equals(destination.family())) {
                throw new IllegalArgumentException("from " + source + " to " + destination + ": two families");
            }
        }

        /** {@code encap ip dst ADDRESS} or {@code encap ip6 dst ADDRESS}. */
        public static Ip to(IpAddress destination) {
            IpAddress any = IpAddress.any(destination.family());
            return new Ip(0, destination, any, 0, 0, 0, List.of(), UnknownAttributes.NONE);
        }

        /** The same with this tunnel id. */
        public Ip id(long newId) {
            return new Ip(newId, destination, source, tos, ttl, flags, options, unknown);
        }

        /** The same from this address. */
        public Ip source(IpAddress newSource) {
            return new Ip(id, destination, newSource, tos, ttl, flags, options, unknown);
        }

        /** The same with this type of service, or traffic class. */
        public Ip tos(int newTos) {
            return new Ip(id, destination, source, newTos, ttl, flags, options, unknown);
        }

        /** The same with this time to live, or hop limit. */
        public Ip ttl(int newTtl) {
            return new Ip(id, destination, source, tos, newTtl, flags, options, unknown);
        }

        /** The same with these flags. */
        public Ip flags(int newFlags) {
            return new Ip(id, destination, source, tos, ttl, newFlags, options, unknown);
        }

        /** The same with these tunnel options. */
        public Ip options(List<TunnelOption> newOptions) {
            return new Ip(id, destination, source, tos, ttl, flags, newOptions, unknown);
        }

        /** In the words of {@code ip route}. */
        @Override
        public String toString() {
            return Iproute2Encapsulation.words(this, InterfaceNames.NUMBERS);
        }
    }

    /**
     * MPLS labels pushed on: {@code encap mpls}.
     *
     * @param labels {@code MPLS_IPTUNNEL_DST}
     * @param ttl {@code MPLS_IPTUNNEL_TTL}, 1..255; absent = the packet's own or the system's default
     * @param unknown attributes not typed here
     */
    record Mpls(LabelStack labels, OptionalInt ttl, UnknownAttributes unknown) implements Encapsulation {
        /** @throws IllegalArgumentException for a TTL outside 0..255 */
        public Mpls {
            OpenNumber.check(ttl.orElse(0), 0xff, "ttl");
        }

        /** {@code encap mpls LABELS}. */
        public static Mpls push(LabelStack labels) {
            return new Mpls(labels, OptionalInt.empty(), UnknownAttributes.NONE);
        }

        /** The same with this time to live. */
        public Mpls ttl(int newTtl) {
            return new Mpls(labels, OptionalInt.of(newTtl), unknown);
        }

        /** In the words of {@code ip route}. */
        @Override
        public String toString() {
            return Iproute2Encapsulation.words(this, InterfaceNames.NUMBERS);
        }
    }

    /**
     * An IPv6 segment routing header put in or around: {@code encap seg6}.
     *
     * @param mode how
     * @param header what is put in; in mode {@code inline} its last segment is {@code ::}, where the packet's own
     *     destination goes
     * @param source {@code SEG6_IPTUNNEL_SRC}: the outer source address; absent = the system's
     * @param unknown attributes not typed here
     */
    record Seg6(Seg6Mode mode, SegmentRoutingHeader header, Optional<IpAddress> source, UnknownAttributes unknown)
            implements Encapsulation {
        /** @throws IllegalArgumentException for an IPv4 source */
        public Seg6 {
            if (source.isPresent() && source.get().isIpv4()) {
                throw new IllegalArgumentException("a segment routing source of IPv4: " + source.get());
            }
        }

        /** {@code encap seg6 mode encap segs …}: an outer IPv6 header, segments in the order of travel. */
        public static Seg6 encap(List<IpAddress> segments) {
            return new Seg6(
                    Seg6Mode.ENCAP, SegmentRoutingHeader.of(segments), Optional.empty(), UnknownAttributes.NONE);
        }

        /** {@code encap seg6 mode inline segs …}: the header put into the packet, on its way before its destination. */
        public static Seg6 inline(List<IpAddress> segments) {
            List<IpAddress> all = new ArrayList<>(segments);
            all.add(IpAddress.ANY_IPV6);
            return new Seg6(Seg6Mode.INLINE, SegmentRoutingHeader.of(all), Optional.empty(), UnknownAttributes.NONE);
        }

        /** The same in another mode. */
        public Seg6 mode(Seg6Mode newMode) {
            return new Seg6(newMode, header, source, unknown);
        }

        /** The same with another header. */
        public Seg6 header(SegmentRoutingHeader newHeader) {
            return new Seg6(mode, newHeader, source, unknown);
        }

        /** In the words of {@code ip route}. */
        @Override
        public String toString() {
            return Iproute2Encapsulation.words(this, InterfaceNames.NUMBERS);
        }
    }

    /**
     * Any other, as it stands on the wire.
     *
     * @param type {@code LWTUNNEL_ENCAP_*}, 16 bits
     * @param payload of {@code RTA_ENCAP}
     */
    record Other(int type, ByteString payload) implements Encapsulation {
        /** @throws IllegalArgumentException for a type wider than 16 bits, and for more than an attribute holds */
        public Other {
            OpenNumber.check(type, 0xffff, "encapsulation type");
            OpenNumber.check(payload.length(), 0xffff - 4, "encapsulation length");
        }

        /** Type and bytes. */
        @Override
        public String toString() {
            return Iproute2Encapsulation.words(this, InterfaceNames.NUMBERS);
        }
    }

    /** The same without what only the kernel says. */
    default Encapsulation configured() {
        return this instanceof Seg6Local local ? local.withoutCounts() : this;
    }
}
