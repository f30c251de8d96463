package dev.multipath.netlink.transport;

import dev.multipath.netlink.model.IpAddress;

/**
 * A router or host says that a packet did not get there, as a socket's error queue keeps it. Anyone on the way may forge
 * it: a hint.
 *
 * @param reporter who says so
 * @param type ICMP type, 0..255: 3, 11, 12; ICMPv6: 1, 3, 4
 * @param code ICMP code, 0..255
 * @see <a href="https://man7.org/linux/man-pages/man7/ip.7.html">ip(7), IP_RECVERR</a>
 */
public record IcmpReport(IpAddress reporter, int type, int code) {}
