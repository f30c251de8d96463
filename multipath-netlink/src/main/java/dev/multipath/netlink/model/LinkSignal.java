package dev.multipath.netlink.model;

/**
 * The little of an interface that changes from moment to moment: a {@link Link} without all the rest, cheap enough to be
 * asked for many times a second.
 *
 * @param index {@code ifi_index}, above 0
 * @param up {@code IFF_UP}: administratively up
 * @param carrier {@code IFLA_CARRIER}, or {@code IFF_LOWER_UP} of one that is up: whether there is a signal, looked up at the
 *     moment of the answer
 * @param received packets received so far, {@code rx_packets} of {@code IFLA_STATS64}; unsigned, and 0 where the kernel
 *     does not tell
 * @param sent packets sent so far, {@code tx_packets}; likewise
 */
public record LinkSignal(int index, boolean up, boolean carrier, long received, long sent) {}
