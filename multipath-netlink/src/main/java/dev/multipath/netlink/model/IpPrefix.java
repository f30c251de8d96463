package dev.multipath.netlink.model;

/**
 * An address and a prefix length, as route and rule selectors carry it. Host bits are kept: the kernel accepts them in
 * rules and refuses them in IPv4 routes ("Invalid prefix for given prefix length").
 *
 * @param address any address of the prefix
 * @param length 0..32 or 0..128
 */
public record IpPrefix(IpAddress address, int length) implements Comparable<IpPrefix> {
    /** {@code 0.0.0.0/0}. */
    public static final IpPrefix ALL_IPV4 = new IpPrefix(IpAddress.ANY_IPV4, 0);
    /** {@code ::/0}. */
    public static final IpPrefix ALL_IPV6 = new IpPrefix(IpAddress.ANY_IPV6, 0);

    /** @throws IllegalArgumentException for a length the family does not have */
    public IpPrefix {
        if (length < 0 || length > address.bitLength()) {
            throw new IllegalArgumentException(
                    "prefix length " + length + " of " + address + " is outside 0.." + address.bitLength());
        }
    }

    /** {@code 0.0.0.0/0} or {@code ::/0}: a default route's destination, a rule's "from all". */
    public static IpPrefix all(AddressFamily family) {
        return family.equals(AddressFamily.INET) ? ALL_IPV4 : ALL_IPV6;
    }

    /** The single address: /32 or /128. */
    public static IpPrefix host(IpAddress address) {
        return new IpPrefix(address, address.bitLength());
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException unless the text is {@code ADDRESS} or {@code ADDRESS/LENGTH}
     */
    public static IpPrefix parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return host(IpAddress.parse(text));
        }
        IpAddress address = IpAddress.parse(text.substring(0, slash));
        String digits = text.substring(slash + 1);
        if (digits.isEmpty() || digits.length() > 3 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("not a prefix length: '" + digits + "'");
        }
        return new IpPrefix(address, Integer.parseInt(digits));
    }

    /** IPv4 or IPv6. */
    public AddressFamily family() {
        return address.family();
    }

    /** Whether this is the default prefix, length 0. */
    public boolean isAll() {
        return length == 0;
    }

    /** Whether it is a single address. */
    public boolean isHost() {
        return length == address.bitLength();
    }

    /** Whether the address lies in it; never one of the other family. */
    public boolean contains(IpAddress other) {
        return other.family().equals(family()) && other.startsLike(address, length);
    }

    /** Whether it has no host bits. */
    public boolean isNetwork() {
        return address.isMasked(length);
    }

    /** The same prefix without host bits. */
    public IpPrefix network() {
        return isNetwork() ? this : new IpPrefix(address.masked(length), length);
    }

    @Override
    public int compareTo(IpPrefix other) {
        int byAddress = address.compareTo(other.address);
        return byAddress != 0 ? byAddress : Integer.compare(length, other.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpPrefix that && length == that.length && address.equals(that.address);
    }

    @Override
    public int hashCode() {
        return 31 * address.hashCode() + length;
    }

    /** {@code ADDRESS/LENGTH}, always with the length. */
    @Override
    public String toString() {
        return address + "/" + length;
    }
}
