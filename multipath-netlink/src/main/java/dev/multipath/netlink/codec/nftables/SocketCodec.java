package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.ExpressionKind.register;
import static dev.multipath.netlink.codec.nftables.Fields.required;

import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.model.nftables.Socket;
import dev.multipath.netlink.model.nftables.SocketKey;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import org.jspecify.annotations.Nullable;

/** What the socket says: {@code NFTA_SOCKET_*}. */
final class SocketCodec implements ExpressionKind {
    static final int NFTA_SOCKET_KEY = 1;
    static final int NFTA_SOCKET_DREG = 2;
    static final int NFTA_SOCKET_LEVEL = 3;

    private static final Names NAMES = new Names("NFTA_SOCKET_", "KEY", "DREG", "LEVEL");

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public @Nullable Expression decode(Fields in) throws DecodeException {

        return in.are(required(NFTA_SOCKET_KEY, NFTA_SOCKET_DREG), NFTA_SOCKET_LEVEL)
                ? new Socket(
                        new SocketKey(in.be32(NFTA_SOCKET_KEY)),
                        in.maybeBe32(NFTA_SOCKET_LEVEL),
                        in.register(NFTA_SOCKET_DREG))
                : null;
    }

    @Override
    public void encode(Expression expression, AttributeWriter out) {

        Socket socket = (Socket) expression;
        out.be32(NFTA_SOCKET_KEY, (int) socket.key().value());
        register(NFTA_SOCKET_DREG, socket.to(), out);
        socket.level().ifPresent(level -> out.be32(NFTA_SOCKET_LEVEL, (int) level));
    }
}
