package dev.multipath.netlink.model;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An IPv4 or IPv6 address, as the kernel carries it: 4 or 16 bytes in network order, without a zone.
 *
 * <p>Unlike {@link InetAddress} it never asks a resolver, keeps {@code ::ffff:192.0.2.1} an IPv6 address, orders
 * numerically and prints as {@code ip} does (RFC 5952 for IPv6).
 *
 * @param family {@link AddressFamily#INET} or {@link AddressFamily#INET6}
 * @param high the upper 64 bits of an IPv6 address; 0 for IPv4
 * @param low the lower 64 bits of an IPv6 address; the 32 bits of an IPv4 address, unsigned
 */
public record IpAddress(AddressFamily family, long high, long low) implements Comparable<IpAddress> {

    /** {@code 0.0.0.0}. */
    public static final IpAddress ANY_IPV4 = new IpAddress(AddressFamily.INET, 0, 0);
    /** {@code ::}. */
    public static final IpAddress ANY_IPV6 = new IpAddress(AddressFamily.INET6, 0, 0);

    /** @throws IllegalArgumentException for another family, or bits an IPv4 address does not have */
    public IpAddress {
        if (!family.isIp()) {
            throw new IllegalArgumentException("not an IP address family: " + family);
        }
        if (family.equals(AddressFamily.INET) && (high != 0 || low >>> 32 != 0)) {
            throw new IllegalArgumentException("an IPv4 address has 32 bits");
        }
    }

    /** The IPv4 address with these 32 bits, first octet highest. */
    public static IpAddress ipv4(int bits) {
        return new IpAddress(AddressFamily.INET, 0, bits & 0xffff_ffffL);
    }

    /** The IPv6 address with these two 64-bit halves. */
    public static IpAddress ipv6(long high, long low) {
        return new IpAddress(AddressFamily.INET6, high, low);
    }

    /** {@code 0.0.0.0} or {@code ::}. */
    public static IpAddress any(AddressFamily family) {
        return family.equals(AddressFamily.INET) ? ANY_IPV4 : new IpAddress(family, 0, 0);
    }

    /**
     * The address in these bytes, network order.
     *
     * @throws IllegalArgumentException unless there are 4 or 16
     */
    public static IpAddress of(byte[] bytes) {
        if (bytes.length == 4) {
            return ipv4((int) bigEndian(bytes, 0, 4));
        }
        if (bytes.length == 16) {
            return ipv6(bigEndian(bytes, 0, 8), bigEndian(bytes, 8, 8));
        }
        throw new IllegalArgumentException("an IP address has 4 or 16 bytes, not " + bytes.length);
    }

    /** The same address; a zone is dropped. */
    public static IpAddress of(InetAddress address) {
        return of(address.getAddress());
    }

    /**
     * A literal address; names are never looked up.
     *
     * @throws IllegalArgumentException if the text is not a strict dotted quad or an RFC 4291 IPv6 literal
     */
    public static IpAddress parse(String text) {
        return IpText.parse(text);
    }

    /** Whether it has 32 bits. */
    public boolean isIpv4() {
        return family.equals(AddressFamily.INET);
    }

    /** Whether it has 128 bits. */
    public boolean isIpv6() {
        return !isIpv4();
    }

    /** 32 or 128. */
    public int bitLength() {
        return isIpv4() ? 32 : 128;
    }

    /** {@code 0.0.0.0} or {@code ::}. */
    public boolean isAny() {
        return high == 0 && low == 0;
    }

    /** 127.0.0.0/8 or ::1. */
    public boolean isLoopback() {
        return isIpv4() ? low >>> 24 == 127 : high == 0 && low == 1;
    }

    /** 224.0.0.0/4 or ff00::/8. */
    public boolean isMulticast() {
        return isIpv4() ? low >>> 28 == 0xe : high >>> 56 == 0xff;
    }

    /** 169.254.0.0/16 or fe80::/10. */
    public boolean isLinkLocal() {
        return isIpv4() ? low >>> 16 == 0xa9fe : high >>> 54 == 0xfe80L >>> 6;
    }

    /** {@code ::ffff:0:0/96}: an IPv4 address in the clothes of an IPv6 one, as dual-stack sockets have it. */
    public boolean isIpv4Mapped() {
        return isIpv6() && high == 0 && low >>> 32 == 0xffff;
    }

    /** The IPv4 address that is mapped; any other address as it is. */
    public IpAddress unmapped() {
        return isIpv4Mapped() ? ipv4((int) low) : this;
    }

    /** The address with all but its first {@code length} bits zero. */
    public IpAddress masked(int length) {
        if (length < 0 || length > bitLength()) {
            throw new IllegalArgumentException("prefix length " + length + " of " + this);
        }
        return new IpAddress(family, high & highMask(length), low & lowMask(length));
    }

    /** Whether all but its first {@code length} bits are zero. */
    boolean isMasked(int length) {
        return (high & ~highMask(length)) == 0 && (low & ~lowMask(length)) == 0;
    }

    /** Whether its first {@code length} bits are those of another address of its family. */
    boolean startsLike(IpAddress other, int length) {
        return ((high ^ other.high) & highMask(length)) == 0 && ((low ^ other.low) & lowMask(length)) == 0;
    }

    private long highMask(int length) {
        return isIpv4() ? 0 : leading(length);
    }

    private long lowMask(int length) {
        return leading(isIpv4() ? 32 + length : length - 64);
    }

    /** Ones, so many from the highest bit down. */
    private static long leading(int bits) {
        return bits <= 0 ? 0 : bits >= 64 ? -1 : -1L << (64 - bits);
    }

    /** The next address up; the highest one wraps to zero. */
    public IpAddress next() {
        if (isIpv4()) {
            return ipv4((int) low + 1);
        }
        return ipv6(low == -1 ? high + 1 : high, low + 1);
    }

    /** 4 or 16 bytes in network order. */
    public byte[] toBytes() {
        byte[] bytes = new byte[bitLength() / 8];
        for (int i = 0; i < bytes.length; i++) {
            int fromEnd = bytes.length - 1 - i;
            bytes[i] = (byte) (fromEnd >= 8 ? high >>> ((fromEnd - 8) * 8) : low >>> (fromEnd * 8));
        }
        return bytes;
    }

    /** An {@link InetAddress} without zone. An IPv4-mapped IPv6 address becomes an {@code Inet4Address}: Java's rule. */
    public InetAddress toInetAddress() {
        try {
            return InetAddress.getByAddress(toBytes());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** IPv4 before IPv6, then numerically. */
    @Override
    public int compareTo(IpAddress other) {
        int byFamily = Integer.compare(family.value(), other.family.value());
        if (byFamily != 0) {
            return byFamily;
        }
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress that
                && low == that.low
                && high == that.high
                && family.value() == that.family.value();
    }

    @Override
    public int hashCode() {
        return (31 * Long.hashCode(high) + Long.hashCode(low)) * 31 + family.value();
    }

    @Override
    public String toString() {
        return IpText.format(this);
    }

    private static long bigEndian(byte[] bytes, int from, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 8 | (bytes[from + i] & 0xff);
        }
        return value;
    }
}
