package dev.multipath.netlink.model.conntrack;

import java.util.OptionalLong;

/**
 * How full the table of connections is: {@code IPCTNL_MSG_CT_GET_STATS}.
 *
 * @param entries of this network namespace
 * @param maximum {@code net.netfilter.nf_conntrack_max}: past it new connections are refused; absent before Linux 5.3
 */
public record ConntrackCounts(long entries, OptionalLong maximum) {}
