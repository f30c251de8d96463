package dev.multipath.netlink.transport.jnr;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.IcmpMessage;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Echo requests written, and what answers them read, strictly: whatever does not fit is nothing.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc792">RFC 792</a>,
 *     <a href="https://www.rfc-editor.org/rfc/rfc4443">RFC 4443</a>
 */
final class IcmpPacket {
    /** Type, code, checksum, identifier, sequence. */
    static final int HEADER = 8;
    /** With 56 bytes of payload, what ping(8) sends: the size routers and firewalls are used to. */
    static final int ECHO_SIZE = 64;

    private static final int NONCE_SIZE = 8;
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int IPV4_ECHO_REQUEST = 8;
    private static final int IPV6_ECHO_REQUEST = 128;
    private static final int IPV4_ECHO_REPLY = 0;
    private static final int IPV6_ECHO_REPLY = 129;

    private IcmpPacket() {}

    /** Writes an echo request at index 0; on IPv6 the kernel fills in the checksum. */
    static void putEcho(ByteBuffer network, AddressFamily family, int identifier, int sequence, long nonce) {
        boolean ipv4 = family.equals(AddressFamily.INET);
        network.put(0, (byte) (ipv4 ? IPV4_ECHO_REQUEST : IPV6_ECHO_REQUEST));
        network.put(1, (byte) 0);
        network.putShort(2, (short) 0);
        network.putShort(4, (short) identifier);
        network.putShort(6, (short) sequence);
        network.putLong(HEADER, nonce);
        for (int i = HEADER + NONCE_SIZE; i < ECHO_SIZE; i++) {
            network.put(i, (byte) i);
        }
        if (ipv4) {
            network.putShort(2, (short) checksum(network, 0, ECHO_SIZE));
        }
    }

    /** The Internet checksum (RFC 1071); 0 over a packet that carries a right one. */
    static int checksum(ByteBuffer network, int from, int to) {
        int sum = 0;
        for (int i = from; i + 1 < to; i += 2) {
            sum += network.getShort(i) & 0xffff;
        }
        if ((to - from) % 2 != 0) {
            sum += (network.get(to - 1) & 0xff) << 8;
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return ~sum & 0xffff;
    }

    /** Where the ICMP part of an IPv4 packet begins; −1 for another protocol, a fragment or a wrong length. */
    static int skipIpv4Header(ByteBuffer network, int from, int to) {
        if (to - from < IPV4_HEADER || (network.get(from) & 0xf0) != 0x40) {
            return -1;
        }
        int length = (network.get(from) & 0xf) * 4;
        boolean fragment = (network.getShort(from + 6) & 0x1fff) != 0;
        boolean icmp = network.get(from + 9) == Linux.IPPROTO_ICMP;
        return length >= IPV4_HEADER && length <= to - from && icmp && !fragment ? from + length : -1;
    }

    /** Where the ICMPv6 part of a packet without extension headers begins; −1 for others. */
    static int skipIpv6Header(ByteBuffer network, int from, int to) {
        boolean ours = to - from >= IPV6_HEADER
                && (network.get(from) & 0xf0) == 0x60
                && network.get(from + 6) == Linux.IPPROTO_ICMPV6;
        return ours ? from + IPV6_HEADER : -1;
    }

    /**
     * Reads an ICMP message.
     *
     * @param family decides the types
     * @param from where the ICMP header begins
     * @param to where it ends
     * @param peer who sent it
     * @param own the address requests are sent from, or any
     * @param identifier of the requests
     */
    static Optional<IcmpMessage> read(
            ByteBuffer network, AddressFamily family, int from, int to, IpAddress peer, IpAddress own, int identifier) {
        if (to - from < HEADER) {
            return Optional.empty();
        }
        int type = network.get(from) & 0xff;
        boolean ipv4 = family.equals(AddressFamily.INET);
        if (type != (ipv4 ? IPV4_ECHO_REPLY : IPV6_ECHO_REPLY)) {
            return isReport(type, ipv4) ? report(network, ipv4, from, to, peer, own, identifier) : Optional.empty();
        }
        boolean ours = to - from >= HEADER + NONCE_SIZE
                && network.get(from + 1) == 0
                && (network.getShort(from + 4) & 0xffff) == identifier;
        if (!ours) {
            return Optional.empty();
        }
        int sequence = network.getShort(from + 6) & 0xffff;
        return Optional.of(new IcmpMessage.EchoReply(peer, sequence, network.getLong(from + HEADER)));
    }

    /** Destination unreachable, time exceeded, parameter problem. */
    static boolean isReport(int type, boolean ipv4) {
        return ipv4 ? type == 3 || type == 11 || type == 12 : type == 1 || type == 3 || type == 4;
    }

    private static Optional<IcmpMessage> report(
            ByteBuffer network, boolean ipv4, int from, int to, IpAddress peer, IpAddress own, int identifier) {
        int quoted = from + HEADER;
        int echo = ipv4 ? skipIpv4Header(network, quoted, to) : skipIpv6Header(network, quoted, to);
        if (echo < 0) {
            return Optional.empty();
        }
        IpAddress source = address(network, ipv4, ipv4 ? quoted + 12 : quoted + 8);
        IpAddress destination = address(network, ipv4, ipv4 ? quoted + 16 : quoted + 24);
        if (!own.isAny() && !own.equals(source)) {
            return Optional.empty();
        }
        int type = network.get(from) & 0xff;
        int code = network.get(from + 1) & 0xff;
        return quotedEcho(network, ipv4, echo, to, peer, destination, type, code, identifier);
    }

    /**
     * Reads the echo request quoted in a report.
     *
     * @param echo where its ICMP header begins
     */
    static Optional<IcmpMessage> quotedEcho(
            ByteBuffer network,
            boolean ipv4,
            int echo,
            int to,
            IpAddress reporter,
            IpAddress destination,
            int type,
            int code,
            int identifier) {
        boolean ours = to - echo >= HEADER
                && (network.get(echo) & 0xff) == (ipv4 ? IPV4_ECHO_REQUEST : IPV6_ECHO_REQUEST)
                && (network.getShort(echo + 4) & 0xffff) == identifier;
        if (!ours) {
            return Optional.empty();
        }
        OptionalLong nonce = to - echo >= HEADER + NONCE_SIZE
                ? OptionalLong.of(network.getLong(echo + HEADER))
                : OptionalLong.empty();
        int sequence = network.getShort(echo + 6) & 0xffff;
        return Optional.of(new IcmpMessage.Unreachable(reporter, destination, sequence, type, code, nonce));
    }

    private static IpAddress address(ByteBuffer network, boolean ipv4, int at) {
        return ipv4 ? IpAddress.ipv4(network.getInt(at)) : IpAddress.ipv6(network.getLong(at), network.getLong(at + 8));
    }
}
