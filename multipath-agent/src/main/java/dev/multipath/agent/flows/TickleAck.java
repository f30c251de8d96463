package dev.multipath.agent.flows;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.conntrack.ConntrackEntry;
import dev.multipath.netlink.model.conntrack.ConntrackStatus;
import dev.multipath.netlink.model.conntrack.ConntrackTuple;
import dev.multipath.netlink.model.conntrack.Layer4;
import dev.multipath.netlink.model.conntrack.TcpConntrackState;
import dev.multipath.netlink.model.conntrack.TcpTracking;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/**
 * A segment that makes one end of a TCP connection speak: it seems to come from the other end and acknowledges nothing that
 * was ever sent, and such a one is answered with an acknowledgement at once (RFC 9293, section 3.10.7.4). The answer goes
 * another way than the connection did, arrives there from an address nobody knows, and is reset: so both learn without
 * waiting for a retransmission, or at all, that their connection is gone.
 *
 * @param from the end that is out of reach, as the other one sees it
 * @param to the end that is to speak
 */
public record TickleAck(End from, End to) {
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int TCP_HEADER = 20;
    private static final int HOPS = 64;
    private static final short DATA_OFFSET_AND_ACK = 5 << 12 | 1 << 4;

    /** States in which both ends have agreed, and neither has said that it has nothing more to hear. */
    private static final Set<TcpConntrackState> OPEN =
            Set.of(TcpConntrackState.ESTABLISHED, TcpConntrackState.FIN_WAIT, TcpConntrackState.CLOSE_WAIT);

    /** One end of a connection. */
    public record End(IpAddress address, int port) {}

    /**
     * For a connection that was translated on its way out, or in, by an uplink.
     *
     * @param uplink addresses of the uplink: the end behind them is out of reach
     * @return empty for what is no open TCP connection
     */
    public static Optional<TickleAck> of(ConntrackEntry entry, Set<IpAddress> uplink) {
        boolean open =
                entry.tcp().map(TcpTracking::state).filter(OPEN::contains).isPresent();
        if (!open) {
            return Optional.empty();
        }
        boolean cameIn = uplink.contains(entry.original().destination());
        boolean wentOut = entry.status().has(ConntrackStatus.SRC_NAT);
        if (!cameIn && !wentOut) {
            return Optional.empty();
        }
        return towards(cameIn ? entry.reply() : entry.original());
    }

    /** To whoever sends what has this tuple. */
    private static Optional<TickleAck> towards(ConntrackTuple tuple) {
        if (!(tuple.layer4() instanceof Layer4.Ports ports)) {
            return Optional.empty();
        }
        End near = new End(tuple.source(), ports.source());
        End far = new End(tuple.destination(), ports.destination());
        return Optional.of(new TickleAck(far, near));
    }

    /** From the IP header on: sequence and acknowledgement number 0, no options, no data. */
    public byte[] packet() {
        int header = to.address().isIpv4() ? IPV4_HEADER : IPV6_HEADER;
        ByteBuffer packet = ByteBuffer.allocate(header + TCP_HEADER);
        if (to.address().isIpv4()) {
            packet.put((byte) (4 << 4 | IPV4_HEADER / 4)).put((byte) 0).putShort((short) packet.capacity());
            packet.putInt(0).put((byte) HOPS).put((byte) ConntrackTuple.TCP).putShort((short) 0);
        } else {
            packet.putInt(6 << 28).putShort((short) TCP_HEADER);
            packet.put((byte) ConntrackTuple.TCP).put((byte) HOPS);
        }
        int addresses = packet.position();
        packet.put(from.address().toBytes()).put(to.address().toBytes());
        packet.putShort((short) from.port()).putShort((short) to.port());
        packet.putInt(0).putInt(0).putShort(DATA_OFFSET_AND_ACK);
        if (to.address().isIpv4()) {
            packet.putShort(10, checksum(sum(packet, 0, IPV4_HEADER)));
        }
        int pseudoHeader = ConntrackTuple.TCP + TCP_HEADER + sum(packet, addresses, header);
        packet.putShort(header + 16, checksum(pseudoHeader + sum(packet, header, packet.capacity())));
        return packet.array();
    }

    private static int sum(ByteBuffer packet, int from, int to) {
        int sum = 0;
        for (int at = from; at < to; at += Short.BYTES) {
            sum += packet.getShort(at) & 0xffff;
        }
        return sum;
    }

    /** RFC 1071. */
    private static short checksum(int sum) {
        int folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (short) ~folded;
    }
}
