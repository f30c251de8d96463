package dev.multipath.netlink.model.conntrack;

import dev.multipath.netlink.model.UnknownAttributes;

/**
 * What the kernel knows of a tracked TCP connection: {@code CTA_PROTOINFO_TCP}.
 *
 * @param state where it stands
 * @param rest window scaling and flags of both directions, raw
 */
public record TcpTracking(TcpConntrackState state, UnknownAttributes rest) {}
