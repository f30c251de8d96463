package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.ExpressionKind.register;
import static dev.multipath.netlink.codec.nftables.Fields.required;

import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.model.nftables.PayloadBase;
import dev.multipath.netlink.model.nftables.PayloadLoad;
import dev.multipath.netlink.model.nftables.PayloadWrite;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import org.jspecify.annotations.Nullable;

/** Bytes of the packet: {@code NFTA_PAYLOAD_*}. */
final class PayloadCodec implements ExpressionKind {
    static final int NFTA_PAYLOAD_DREG = 1;
    static final int NFTA_PAYLOAD_BASE = 2;
    static final int NFTA_PAYLOAD_OFFSET = 3;
    static final int NFTA_PAYLOAD_LEN = 4;
    static final int NFTA_PAYLOAD_SREG = 5;
    static final int NFTA_PAYLOAD_CSUM_TYPE = 6;
    static final int NFTA_PAYLOAD_CSUM_OFFSET = 7;
    static final int NFTA_PAYLOAD_CSUM_FLAGS = 8;

    private static final Names NAMES = new Names(
            "NFTA_PAYLOAD_", "DREG", "BASE", "OFFSET", "LEN", "SREG", "CSUM_TYPE", "CSUM_OFFSET", "CSUM_FLAGS");

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public @Nullable Expression decode(Fields in) throws DecodeException {

        if (in.are(required(NFTA_PAYLOAD_DREG, NFTA_PAYLOAD_BASE, NFTA_PAYLOAD_OFFSET, NFTA_PAYLOAD_LEN))) {
            return new PayloadLoad(
                    new PayloadBase(in.be32(NFTA_PAYLOAD_BASE)),
                    in.be32(NFTA_PAYLOAD_OFFSET),
                    in.be32(NFTA_PAYLOAD_LEN),
                    in.register(NFTA_PAYLOAD_DREG));
        }
        int[] needed = {NFTA_PAYLOAD_SREG, NFTA_PAYLOAD_BASE, NFTA_PAYLOAD_OFFSET, NFTA_PAYLOAD_LEN};
        return in.are(needed, NFTA_PAYLOAD_CSUM_TYPE, NFTA_PAYLOAD_CSUM_OFFSET, NFTA_PAYLOAD_CSUM_FLAGS)
                ? new PayloadWrite(
                        new PayloadBase(in.be32(NFTA_PAYLOAD_BASE)),
                        in.be32(NFTA_PAYLOAD_OFFSET),
                        in.be32(NFTA_PAYLOAD_LEN),
                        in.register(NFTA_PAYLOAD_SREG),
                        in.be32OrZero(NFTA_PAYLOAD_CSUM_TYPE),
                        in.be32OrZero(NFTA_PAYLOAD_CSUM_OFFSET),
                        in.be32OrZero(NFTA_PAYLOAD_CSUM_FLAGS))
                : null;
    }

    @Override
    public void encode(Expression expression, AttributeWriter out) {

        if (expression instanceof PayloadLoad load) {
            register(NFTA_PAYLOAD_DREG, load.to(), out);
            out.be32(NFTA_PAYLOAD_BASE, (int) load.base().value());
            out.be32(NFTA_PAYLOAD_OFFSET, (int) load.offset());
            out.be32(NFTA_PAYLOAD_LEN, (int) load.length());
        } else if (expression instanceof PayloadWrite write) {
            register(NFTA_PAYLOAD_SREG, write.from(), out);
            out.be32(NFTA_PAYLOAD_BASE, (int) write.base().value());
            out.be32(NFTA_PAYLOAD_OFFSET, (int) write.offset());
            out.be32(NFTA_PAYLOAD_LEN, (int) write.length());
            out.be32(NFTA_PAYLOAD_CSUM_TYPE, (int) write.checksumType());
            out.be32(NFTA_PAYLOAD_CSUM_OFFSET, (int) write.checksumOffset());
            if (write.checksumFlags() != 0) {
                out.be32(NFTA_PAYLOAD_CSUM_FLAGS, (int) write.checksumFlags());
            }
        }
    }
}
