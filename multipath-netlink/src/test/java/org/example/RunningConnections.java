package org.example;

import dev.multipath.netlink.ConntrackFilter;
import dev.multipath.netlink.NfNetlink;
import dev.multipath.netlink.SockDiag;
import dev.multipath.netlink.SocketFilter;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.conntrack.ConntrackEntry;
import dev.multipath.netlink.model.sockdiag.DiagSocket;
import java.util.List;

/** Running connections: who has one over an uplink, another mark, and the end of all that hang when it is dead. */
final class RunningConnections {
    private RunningConnections() {}

    /** Needs CAP_NET_ADMIN and the uplink's address; ends its connections. */
    public static void main(String[] addresses) {
        try (NfNetlink netfilter = NfNetlink.open();
                SockDiag sockets = SockDiag.open()) {
            System.out.println(run(netfilter, sockets, IpPrefix.parse(addresses[0])) + " ended");
        }
    }

    static int run(NfNetlink netfilter, SockDiag sockets, IpPrefix uplink) {
        ConntrackFilter masqueraded = ConntrackFilter.ALL.replyDestination(uplink);
        List<ConntrackEntry> connections = netfilter.conntrack().list(masqueraded);
        connections.forEach(System.out::println);

        FwMark other = new FwMark(0x200, 0xff00);
        connections.forEach(connection -> netfilter.conntrack().markIfPresent(connection, other));

        int ended = netfilter.conntrack().deleteAll(masqueraded);
        ended += netfilter.conntrack().deleteAll(ConntrackFilter.ALL.mark(new FwMark(0x100, 0xff00)));

        SocketFilter bound = SocketFilter.CONNECTED.local(uplink);
        List<DiagSocket> own = sockets.list(bound);
        own.forEach(System.out::println);
        return ended + sockets.destroyAll(bound);
    }
}
