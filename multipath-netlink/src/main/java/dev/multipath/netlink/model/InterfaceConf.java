package dev.multipath.netlink.model;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sysctls of one interface ({@code /proc/sys/net/ipv4/conf/IF}, {@code ipv6/conf/IF}) as the kernel reports them with
 * the link: {@code IFLA_INET_CONF}, {@code IFLA_INET6_CONF}.
 *
 * @param values by number: the constants of {@link Ipv4Conf} and {@link Ipv6Conf}; 1..1000
 */
public record InterfaceConf(SortedMap<Integer, Integer> values) {
    private static final int MAX = 1000;

    /** @throws IllegalArgumentException for a number outside 1..1000 */
    public InterfaceConf {
        for (int number : values.keySet()) {
            if (number < 1 || number > MAX) {
                throw new IllegalArgumentException("interface setting " + number + " is outside 1.." + MAX);
            }
        }
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** One setting. */
    public static InterfaceConf of(int number, int value) {
        return new InterfaceConf(new TreeMap<>(Map.of(number, value)));
    }

    /** The same with this setting. */
    public InterfaceConf with(int number, int value) {
        SortedMap<Integer, Integer> more = new TreeMap<>(values);
        more.put(number, value);
        return new InterfaceConf(more);
    }

    /** The value of a setting; absent where the kernel does not know it. */
    public OptionalInt get(int number) {
        Integer value = values.get(number);
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
