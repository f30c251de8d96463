package dev.multipath.netlink;

import dev.multipath.netlink.codec.MessageLayout;
import dev.multipath.netlink.codec.sockdiag.SocketCodec;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.sockdiag.DiagSocket;
import dev.multipath.netlink.wire.MessageWriter;

/** Requests about sockets. */
sealed interface SocketRequest extends Request {
    @Override
    default int flags() {
        return 0;
    }

    @Override
    default MessageLayout layout() {
        return SocketCodec.LAYOUT;
    }

    /**
     * Dumps those of one family and protocol.
     *
     * @param filter what it is for
     */
    record Dump(AddressFamily family, int protocol, SocketFilter filter) implements SocketRequest {
        @Override
        public int type() {
            return SocketCodec.SOCK_DIAG_BY_FAMILY;
        }

        @Override
        public void write(MessageWriter message) {
            SocketCodec.encodeDump(family, protocol, filter.stateBits(), message);
        }

        @Override
        public String words() {
            String narrowed = filter.protocol(protocol).toString();
            return "ss " + (family.equals(AddressFamily.INET) ? "-4 " : "-6 ") + narrowed;
        }
    }

    /** Destroys this one. */
    record Destroy(DiagSocket socket) implements SocketRequest {
        @Override
        public int type() {
            return SocketCodec.SOCK_DESTROY;
        }

        @Override
        public void write(MessageWriter message) {
            SocketCodec.encodeDestroy(socket, message);
        }

        @Override
        public String words() {
            return "ss -K of " + socket;
        }
    }
}
