package dev.multipath.agent.shell;

import dev.multipath.agent.flows.FlowMove;
import dev.multipath.agent.flows.TickleAck;
import dev.multipath.netlink.Conntrack;
import dev.multipath.netlink.ConntrackFilter;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.SockDiag;
import dev.multipath.netlink.SocketFilter;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.conntrack.ConntrackEntry;
import dev.multipath.netlink.model.conntrack.ConntrackStatus;
import dev.multipath.netlink.model.sockdiag.DiagSocket;
import dev.multipath.netlink.model.sockdiag.SocketState;
import dev.multipath.netlink.transport.ErrnoException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Ends connections of an uplink: conntrack forgets those translated to its addresses, so that the next packet begins anew
 * over another, and takes the mark off those that are not translated, which simply go another way; hosts behind this
 * machine are made to send such a packet at once; and sockets of this machine bound to its addresses are destroyed, so that
 * those who hold them learn of it.
 */
final class FlowMover {
    /** There is connection tracking in this namespace; asking without would load it. */
    private static final Path TRACKING = Path.of("/proc/sys/net/netfilter/nf_conntrack_count");

    private final Conntrack conntrack;

    FlowMover(Conntrack conntrack) {
        this.conntrack = conntrack;
    }

    /** What goes wrong with one kind keeps nobody from the other. */
    FlowMove.Outcome move(FlowMove move) {
        int entries = 0;
        int sockets = 0;
        List<String> failures = new ArrayList<>();
        try {
            entries = Files.exists(TRACKING) ? entries(move, failures) : 0;
        } catch (NetlinkException refused) {
            failures.add("conntrack: " + refused.getMessage());
        }
        try (SockDiag diag = SockDiag.open()) {
            sockets = move.addresses().isEmpty() ? 0 : sockets(diag, move);
        } catch (NetlinkException refused) {
            failures.add("sockets: " + refused.getMessage());
        }
        Optional<String> failure = failures.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", failures));
        return new FlowMove.Outcome(move, entries, sockets, failure);
    }

    private int entries(FlowMove move, List<String> failures) {
        ConntrackFilter family = ConntrackFilter.ALL.family(move.family());
        List<ConntrackEntry> forgotten = new ArrayList<>();
        for (IpAddress address : move.addresses()) {
            forgotten.addAll(conntrack.list(family.replyDestination(IpPrefix.host(address))));
            if (move.inbound()) {
                forgotten.addAll(conntrack.list(family.originalDestination(IpPrefix.host(address))));
            }
        }
        int moved = conntrack.deleteAll(forgotten);
        List<ConntrackEntry> marked =
                move.mark().map(mark -> conntrack.list(family.mark(mark))).orElse(List.of());
        for (ConntrackEntry entry : marked) {
            boolean cameIn = move.addresses().contains(entry.original().destination());
            if (!move.inbound() && cameIn) {
                continue;
            }
            if (!isTranslated(entry)) {
                moved += conntrack.markIfPresent(
                                entry, new FwMark(0, move.mark().orElseThrow().mask()))
                        ? 1
                        : 0;
            } else if (conntrack.deleteIfPresent(entry)) {
                moved++;
                forgotten.add(entry);
            }
        }
        tickle(forgotten, move, failures);
        return moved;
    }

    private static boolean isTranslated(ConntrackEntry entry) {
        return (entry.status().bits() & (ConntrackStatus.SRC_NAT | ConntrackStatus.DST_NAT)) != 0;
    }

    private static void tickle(List<ConntrackEntry> forgotten, FlowMove move, List<String> failures) {
        Set<TickleAck> tickles = new LinkedHashSet<>();
        forgotten.forEach(entry -> TickleAck.of(entry, move.addresses()).ifPresent(tickles::add));
        try {
            Tickler.send(tickles);
        } catch (ErrnoException | NetlinkException refused) {
            failures.add("hosts behind this machine were not told: " + refused.getMessage());
        }
    }

    private static int sockets(SockDiag diag, FlowMove move) {
        Set<Integer> served = move.inbound() ? Set.of() : served(diag);
        int ended = 0;
        for (IpAddress address : move.addresses()) {
            SocketFilter bound =
                    SocketFilter.CONNECTED.local(IpPrefix.host(address)).interfaceIndex(0);
            for (DiagSocket socket : diag.list(bound)) {
                IpAddress peer = socket.remote().address().unmapped();
                boolean near = move.neighbours().stream().anyMatch(prefix -> prefix.contains(peer));
                boolean spared = (socket.mark().orElse(0) & move.spared()) != 0;
                if (!near && !spared && !served.contains(socket.local().port())) {
                    ended += destroyed(diag, socket) ? 1 : 0;
                }
            }
        }
        return ended;
    }

    /** Of what no process has any more, older kernels cannot destroy what is half closed. */
    private static boolean destroyed(SockDiag diag, DiagSocket socket) {
        try {
            return diag.destroy(socket);
        } catch (NetlinkException.Rejected refused) {
            if (socket.inode() == 0) {
                return false;
            }
            throw refused;
        }
    }

    /** Ports of this machine that others connect to. */
    private static Set<Integer> served(SockDiag diag) {
        Set<Integer> ports = new HashSet<>();
        for (DiagSocket socket : diag.list(SocketFilter.ALL.states(SocketState.LISTEN))) {
            ports.add(socket.local().port());
        }
        return ports;
    }

    /** Takes the marks off all connections that bear one. */
    int unmark(long mask) {
        if (!Files.exists(TRACKING)) {
            return 0;
        }
        int done = 0;
        for (ConntrackEntry entry : conntrack.list()) {
            boolean marked = (entry.mark().orElse(0) & mask) != 0;
            done += marked && conntrack.markIfPresent(entry, new FwMark(0, mask)) ? 1 : 0;
        }
        return done;
    }
}
