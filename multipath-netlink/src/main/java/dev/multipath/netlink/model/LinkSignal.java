package dev.multipath.netlink.model;

/**
 * The little of an interface that changes with its cable: a {@link Link} without all the rest, cheap enough to be asked
 * for many times a second.
 *
 * @param index {@code ifi_index}, above 0
 * @param up {@code IFF_UP}: administratively up
 * @param carrier {@code IFLA_CARRIER}: whether there is a signal, looked up at the moment of the answer
 */
public record LinkSignal(int index, boolean up, boolean carrier) {}
