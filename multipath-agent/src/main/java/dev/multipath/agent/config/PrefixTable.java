package dev.multipath.agent.config;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import java.util.Arrays;
import java.util.List;

/**
 * Destinations and the {@code [[route]]} each belongs to, in few bytes: a provider's list has 100,000. Immutable; IPv4
 * before IPv6, each by address and then length, none of them twice.
 */
public final class PrefixTable {
    /** More than this is refused: each costs 19 bytes here and a route in the kernel. */
    public static final int MAX_SIZE = 200_000;

    public static final PrefixTable EMPTY = new PrefixTable(List.of());

    private final long[] high;
    private final long[] low;
    private final byte[] length;
    private final short[] entry;
    private final int ipv4;

    /** One destination of one {@code [[route]]}. */
    interface Row {
        IpPrefix prefix();

        int entry();
    }

    /** @param rows sorted, without duplicates */
    PrefixTable(List<? extends Row> rows) {
        int size = rows.size();
        high = new long[size];
        low = new long[size];
        length = new byte[size];
        entry = new short[size];
        int four = 0;
        for (int i = 0; i < size; i++) {
            IpPrefix prefix = rows.get(i).prefix();
            high[i] = prefix.address().high();
            low[i] = prefix.address().low();
            length[i] = (byte) prefix.length();
            entry[i] = (short) rows.get(i).entry();
            four += prefix.address().isIpv4() ? 1 : 0;
        }
        ipv4 = four;
    }

    public int size() {
        return low.length;
    }

    public boolean isEmpty() {
        return low.length == 0;
    }

    /** Of the prefix at this place, 0 to size − 1. */
    public AddressFamily family(int index) {
        return index < ipv4 ? AddressFamily.INET : AddressFamily.INET6;
    }

    public IpPrefix prefix(int index) {
        IpAddress address = index < ipv4 ? IpAddress.ipv4((int) low[index]) : IpAddress.ipv6(high[index], low[index]);
        return new IpPrefix(address, length[index] & 0xff);
    }

    /** Which {@code [[route]]} it belongs to, from 0. */
    public int entry(int index) {
        return entry[index];
    }

    /** How many destinations of a family one {@code [[route]]} has. */
    public int count(int ofEntry, AddressFamily family) {
        boolean four = family.equals(AddressFamily.INET);
        int count = 0;
        for (int i = four ? 0 : ipv4; i < (four ? ipv4 : entry.length); i++) {
            count += entry[i] == ofEntry ? 1 : 0;
        }
        return count;
    }

    /**
     * Where a prefix stands, by its parts as a routing message has them.
     *
     * @return below 0 if it is not there
     */
    public int indexOf(boolean isIpv4, long prefixHigh, long prefixLow, int prefixLength) {
        int at = firstFrom(isIpv4, prefixHigh, prefixLow, prefixLength);
        return at >= 0 && compare(at, prefixHigh, prefixLow, prefixLength) == 0 ? at : -1;
    }

    /**
     * The first of a family that is not before this prefix: if any lies within it, that is one.
     *
     * @return below 0 if all are before it
     */
    public int firstFrom(boolean isIpv4, long prefixHigh, long prefixLow, int prefixLength) {
        int from = isIpv4 ? 0 : ipv4;
        int end = isIpv4 ? ipv4 : low.length;
        int to = end;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (compare(middle, prefixHigh, prefixLow, prefixLength) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from < end ? from : -1;
    }

    private int compare(int index, long prefixHigh, long prefixLow, int prefixLength) {
        int order = Long.compareUnsigned(high[index], prefixHigh);
        order = order != 0 ? order : Long.compareUnsigned(low[index], prefixLow);
        return order != 0 ? order : (length[index] & 0xff) - prefixLength;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PrefixTable that
                && ipv4 == that.ipv4
                && Arrays.equals(low, that.low)
                && Arrays.equals(high, that.high)
                && Arrays.equals(length, that.length)
                && Arrays.equals(entry, that.entry);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(low) * 31 + Arrays.hashCode(entry);
    }

    @Override
    public String toString() {
        return low.length + " prefixes";
    }
}
