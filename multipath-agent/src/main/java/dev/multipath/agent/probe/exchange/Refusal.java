package dev.multipath.agent.probe.exchange;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.ConnectedSocket;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.IcmpReport;
import java.util.Optional;

/**
 * What an error on a connected socket says of its path: who refuses.
 *
 * <p>A TCP reset, and whatever ICMP message comes from the peer's own address ("port unreachable", or "prohibited" by its
 * firewall), is an answer of the peer: packets get there and back. The same from any other address, a router's or this
 * machine's own, says that they do not get there.
 *
 * @param byPeer whether the peer itself refuses
 * @param why in an operator's words
 */
public record Refusal(boolean byPeer, String why) {

    /**
     * What was reported though no call failed: a report that comes while the socket is in use, which is before connect(2)
     * returns where the way is short, only makes the socket ready. It stays so until the report is taken.
     */
    public static Optional<Refusal> reported(ConnectedSocket socket, IpAddress peer) {
        return socket.report().map(IcmpReport::reporter).map(reporter -> {
            boolean byPeer = reporter.equals(peer);
            return new Refusal(byPeer, byPeer ? peer + " refuses" : reporter + " says unreachable");
        });
    }

    /**
     * What a call on the socket failed for.
     *
     * @param peer whom the socket is connected to
     */
    public static Refusal of(ConnectedSocket socket, IpAddress peer, ErrnoException failure) {
        Optional<Refusal> reported = reported(socket, peer);
        if (reported.isPresent()) {
            return reported.get();
        }
        boolean reset = failure.is(Errno.ECONNREFUSED) || failure.is(Errno.ECONNRESET);
        return reset
                ? new Refusal(true, peer + " refuses")
                : new Refusal(false, "cannot send: " + failure.getMessage());
    }
}
