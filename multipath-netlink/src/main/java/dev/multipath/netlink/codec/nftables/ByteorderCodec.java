package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.ExpressionKind.register;

import dev.multipath.netlink.model.nftables.Byteorder;
import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import org.jspecify.annotations.Nullable;

/** Byte order: {@code NFTA_BYTEORDER_*}. */
final class ByteorderCodec implements ExpressionKind {
    static final int NFTA_BYTEORDER_SREG = 1;
    static final int NFTA_BYTEORDER_DREG = 2;
    static final int NFTA_BYTEORDER_OP = 3;
    static final int NFTA_BYTEORDER_LEN = 4;
    static final int NFTA_BYTEORDER_SIZE = 5;

    private static final Names NAMES = new Names("NFTA_BYTEORDER_", "SREG", "DREG", "OP", "LEN", "SIZE");

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public @Nullable Expression decode(Fields in) throws DecodeException {

        int[] all = {
            NFTA_BYTEORDER_SREG, NFTA_BYTEORDER_DREG, NFTA_BYTEORDER_OP, NFTA_BYTEORDER_LEN, NFTA_BYTEORDER_SIZE
        };
        return in.are(all) && in.be32(NFTA_BYTEORDER_OP) <= 1
                ? new Byteorder(
                        in.register(NFTA_BYTEORDER_SREG),
                        in.register(NFTA_BYTEORDER_DREG),
                        in.be32(NFTA_BYTEORDER_OP) == 1,
                        in.length(NFTA_BYTEORDER_LEN),
                        in.length(NFTA_BYTEORDER_SIZE))
                : null;
    }

    @Override
    public void encode(Expression expression, AttributeWriter out) {

        Byteorder order = (Byteorder) expression;
        register(NFTA_BYTEORDER_SREG, order.from(), out);
        register(NFTA_BYTEORDER_DREG, order.to(), out);
        out.be32(NFTA_BYTEORDER_OP, order.toNetwork() ? 1 : 0);
        out.be32(NFTA_BYTEORDER_LEN, order.length());
        out.be32(NFTA_BYTEORDER_SIZE, order.size());
    }
}
