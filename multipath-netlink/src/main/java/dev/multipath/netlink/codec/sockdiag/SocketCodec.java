package dev.multipath.netlink.codec.sockdiag;

import static dev.multipath.netlink.codec.sockdiag.InetDiag.INET_DIAG_MARK;

import dev.multipath.netlink.codec.MessageLayout;
import dev.multipath.netlink.codec.RawAttributes;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.sockdiag.DiagSocket;
import dev.multipath.netlink.model.sockdiag.Endpoint;
import dev.multipath.netlink.model.sockdiag.SocketState;
import dev.multipath.netlink.model.sockdiag.SocketTimer;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import java.util.OptionalLong;

/**
 * TCP and UDP sockets: {@code struct inet_diag_req_v2}, {@code struct inet_diag_msg} and {@code INET_DIAG_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/inet_diag.h">linux/inet_diag.h</a>
 */
public final class SocketCodec {
    public static final int SOCK_DIAG_BY_FAMILY = 20;
    public static final int SOCK_DESTROY = 21;

    /** Size of {@code struct inet_diag_req_v2}, bytes. */
    public static final int REQUEST_HEADER = 56;
    /** Size of {@code struct inet_diag_msg}, bytes. */
    public static final int HEADER = 72;

    /** That of questions and of destruction. */
    public static final MessageLayout LAYOUT = new MessageLayout(REQUEST_HEADER, InetDiagReq.NAMES);

    /** {@code struct inet_diag_sockid}: where it begins in a message of the kernel, and where its parts do from there. */
    private static final int ID_AT = 4;

    private static final int REMOTE_PORT = 2;
    private static final int LOCAL_ADDRESS = 4;
    private static final int REMOTE_ADDRESS = 20;
    private static final int DEVICE = 36;
    private static final int COOKIE = 40;
    private static final int ADDRESS_BYTES = 16;

    private SocketCodec() {}

    /**
     * Reads the socket the message is about.
     *
     * @param protocol the one that was asked for: messages do not say
     * @throws DecodeException for broken bytes, and for another family
     */
    public static DiagSocket decode(MessageReader message, int protocol) throws DecodeException {
        message.requireBody(HEADER, "inet_diag_msg");
        AddressFamily family = AddressFamily.of(message.u8(0));
        if (!family.isIp()) {
            throw new DecodeException("idiag_family", 16, "family " + family.value() + " is neither IPv4 nor IPv6");
        }
        OptionalLong mark = OptionalLong.empty();
        RawAttributes unknown = new RawAttributes();
        AttributeReader in = message.attributes(HEADER, InetDiag.NAMES);
        while (in.next()) {
            if (in.type() == INET_DIAG_MARK) {
                mark = OptionalLong.of(in.u32());
            } else {
                unknown.keep(in);
            }
        }
        return new DiagSocket(
                family,
                protocol,
                new SocketState(message.u8(1)),
                new SocketTimer(message.u8(2), message.u8(3), message.u32(52)),
                new Endpoint(address(message, ID_AT + LOCAL_ADDRESS, family), be16(message, ID_AT)),
                new Endpoint(address(message, ID_AT + REMOTE_ADDRESS, family), be16(message, ID_AT + REMOTE_PORT)),
                message.s32(ID_AT + DEVICE),
                message.u32(ID_AT + COOKIE) | message.u32(ID_AT + COOKIE + 4) << 32,
                message.u32(56),
                message.u32(60),
                message.u32(64),
                message.u32(68),
                mark,
                unknown.toUnknown());
    }

    /** Writes header and attributes as the kernel reports the socket. */
    public static void encode(DiagSocket socket, MessageWriter message) {
        message.u8(socket.family().value()).u8(socket.state().value());
        message.u8(socket.timer().kind()).u8(socket.timer().retransmits());
        id(socket, message);
        message.u32(socket.timer().expires())
                .u32(socket.receiveQueue())
                .u32(socket.sendQueue())
                .u32(socket.uid())
                .u32(socket.inode());
        if (socket.mark().isPresent()) {
            message.attributes().u32(INET_DIAG_MARK, socket.mark().getAsLong());
        }
        RawAttributes.write(message.attributes(), socket.unknown());
    }

    /**
     * Writes a request for a list.
     *
     * @param states a bit for each: {@code 1 << TCP_ESTABLISHED} and so on
     */
    public static void encodeDump(AddressFamily family, int protocol, long states, MessageWriter message) {
        message.u8(family.value()).u8(protocol).u8(0).u8(0).u32(states);
        for (int i = 0; i < (REQUEST_HEADER - 8) / 4; i++) {
            message.u32(0);
        }
    }

    /** Writes a request to destroy exactly this socket: its cookie is compared. */
    public static void encodeDestroy(DiagSocket socket, MessageWriter message) {
        message.u8(socket.family().value()).u8(socket.protocol()).u8(0).u8(0).u32(0);
        id(socket, message);
    }

    private static void id(DiagSocket socket, MessageWriter message) {
        be16(message, socket.local().port());
        be16(message, socket.remote().port());
        address(message, socket.local().address());
        address(message, socket.remote().address());
        message.u32(socket.interfaceIndex()).u32(socket.cookie()).u32(socket.cookie() >>> 32);
    }

    private static IpAddress address(MessageReader message, int at, AddressFamily family) {
        return family.equals(AddressFamily.INET)
                ? IpAddress.ipv4(message.be32(at))
                : IpAddress.ipv6(message.be64(at), message.be64(at + 8));
    }

    private static void address(MessageWriter message, IpAddress address) {
        byte[] bytes = address.toBytes();
        for (int i = 0; i < ADDRESS_BYTES; i++) {
            message.u8(i < bytes.length ? bytes[i] : 0);
        }
    }

    private static int be16(MessageReader message, int at) {
        return message.u8(at) << 8 | message.u8(at + 1);
    }

    private static void be16(MessageWriter message, int value) {
        message.u8(value >>> 8).u8(value & 0xff);
    }
}
