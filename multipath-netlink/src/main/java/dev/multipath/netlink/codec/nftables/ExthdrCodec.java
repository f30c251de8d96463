package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.ExpressionKind.register;

import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.model.nftables.ExthdrLoad;
import dev.multipath.netlink.model.nftables.ExthdrOp;
import dev.multipath.netlink.model.nftables.ExthdrWrite;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import org.jspecify.annotations.Nullable;

/** Extension headers and options: {@code NFTA_EXTHDR_*}. */
final class ExthdrCodec implements ExpressionKind {
    static final int NFTA_EXTHDR_DREG = 1;
    static final int NFTA_EXTHDR_TYPE = 2;
    static final int NFTA_EXTHDR_OFFSET = 3;
    static final int NFTA_EXTHDR_LEN = 4;
    static final int NFTA_EXTHDR_FLAGS = 5;
    static final int NFTA_EXTHDR_OP = 6;
    static final int NFTA_EXTHDR_SREG = 7;

    /** {@code NFT_EXTHDR_F_PRESENT}. */
    private static final int PRESENT = 1;

    private static final Names NAMES =
            new Names("NFTA_EXTHDR_", "DREG", "TYPE", "OFFSET", "LEN", "FLAGS", "OP", "SREG");

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public @Nullable Expression decode(Fields in) throws DecodeException {

        ExthdrOp op = new ExthdrOp(in.be32OrZero(NFTA_EXTHDR_OP));
        int[] read = {NFTA_EXTHDR_DREG, NFTA_EXTHDR_TYPE, NFTA_EXTHDR_OFFSET, NFTA_EXTHDR_LEN};
        if (in.are(read, NFTA_EXTHDR_FLAGS, NFTA_EXTHDR_OP) && in.be32OrZero(NFTA_EXTHDR_FLAGS) <= PRESENT) {
            return new ExthdrLoad(
                    op,
                    in.u8(NFTA_EXTHDR_TYPE),
                    in.be32(NFTA_EXTHDR_OFFSET),
                    in.be32(NFTA_EXTHDR_LEN),
                    in.be32OrZero(NFTA_EXTHDR_FLAGS) == PRESENT,
                    in.register(NFTA_EXTHDR_DREG));
        }
        int[] written = {NFTA_EXTHDR_SREG, NFTA_EXTHDR_TYPE, NFTA_EXTHDR_OFFSET, NFTA_EXTHDR_LEN};
        return in.are(written, NFTA_EXTHDR_FLAGS, NFTA_EXTHDR_OP) && in.be32OrZero(NFTA_EXTHDR_FLAGS) == 0
                ? new ExthdrWrite(
                        op,
                        in.u8(NFTA_EXTHDR_TYPE),
                        in.be32(NFTA_EXTHDR_OFFSET),
                        in.be32(NFTA_EXTHDR_LEN),
                        in.register(NFTA_EXTHDR_SREG))
                : null;
    }

    @Override
    public void encode(Expression expression, AttributeWriter out) {

        if (expression instanceof ExthdrLoad load) {
            register(NFTA_EXTHDR_DREG, load.to(), out);
            out.u8(NFTA_EXTHDR_TYPE, load.type());
            out.be32(NFTA_EXTHDR_OFFSET, (int) load.offset());
            out.be32(NFTA_EXTHDR_LEN, (int) load.length());
            out.be32(NFTA_EXTHDR_OP, (int) load.op().value());
            if (load.present()) {
                out.be32(NFTA_EXTHDR_FLAGS, PRESENT);
            }
        } else if (expression instanceof ExthdrWrite write) {
            register(NFTA_EXTHDR_SREG, write.from(), out);
            out.u8(NFTA_EXTHDR_TYPE, write.type());
            out.be32(NFTA_EXTHDR_OFFSET, (int) write.offset());
            out.be32(NFTA_EXTHDR_LEN, (int) write.length());
            out.be32(NFTA_EXTHDR_OP, (int) write.op().value());
        }
    }
}
