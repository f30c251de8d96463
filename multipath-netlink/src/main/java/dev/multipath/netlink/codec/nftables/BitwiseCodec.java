package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.ExpressionKind.register;

import dev.multipath.netlink.model.nftables.Bitwise;
import dev.multipath.netlink.model.nftables.BitwiseShift;
import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.model.nftables.NfValue;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import org.jspecify.annotations.Nullable;

/** Bits of registers: {@code NFTA_BITWISE_*}. */
final class BitwiseCodec implements ExpressionKind {
    static final int NFTA_BITWISE_SREG = 1;
    static final int NFTA_BITWISE_DREG = 2;
    static final int NFTA_BITWISE_LEN = 3;
    static final int NFTA_BITWISE_MASK = 4;
    static final int NFTA_BITWISE_XOR = 5;
    static final int NFTA_BITWISE_OP = 6;
    static final int NFTA_BITWISE_DATA = 7;
    static final int NFTA_BITWISE_SREG2 = 8;

    /** {@code NFT_BITWISE_*}. */
    private static final int MASK_XOR = 0;

    private static final int LSHIFT = 1;
    private static final int RSHIFT = 2;

    private static final int[] BASIC = {NFTA_BITWISE_SREG, NFTA_BITWISE_DREG, NFTA_BITWISE_LEN};

    private static final Names NAMES =
            new Names("NFTA_BITWISE_", "SREG", "DREG", "LEN", "MASK", "XOR", "OP", "DATA", "SREG2");

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public @Nullable Expression decode(Fields in) throws DecodeException {

        long op = in.has(NFTA_BITWISE_OP) ? in.be32(NFTA_BITWISE_OP) : MASK_XOR;
        if (op == MASK_XOR && in.are(BASIC, NFTA_BITWISE_MASK, NFTA_BITWISE_XOR, NFTA_BITWISE_OP)) {
            return maskXor(in);
        }
        if ((op != LSHIFT && op != RSHIFT)
                || !in.are(BASIC, NFTA_BITWISE_DATA, NFTA_BITWISE_OP)
                || !in.has(NFTA_BITWISE_DATA)) {
            return null;
        }
        NfValue bits = in.value(NFTA_BITWISE_DATA);
        return bits == null
                ? null
                : new BitwiseShift(
                        in.register(NFTA_BITWISE_SREG),
                        in.register(NFTA_BITWISE_DREG),
                        in.length(NFTA_BITWISE_LEN),
                        op == RSHIFT,
                        bits);
    }

    private static @Nullable Expression maskXor(Fields in) throws DecodeException {
        if (!in.has(NFTA_BITWISE_MASK) || !in.has(NFTA_BITWISE_XOR)) {
            return null;
        }
        NfValue mask = in.value(NFTA_BITWISE_MASK);
        NfValue xor = in.value(NFTA_BITWISE_XOR);
        int length = in.length(NFTA_BITWISE_LEN);
        return mask == null || xor == null || mask.length() != length || xor.length() != length
                ? null
                : new Bitwise(in.register(NFTA_BITWISE_SREG), in.register(NFTA_BITWISE_DREG), mask, xor);
    }

    @Override
    public void encode(Expression expression, AttributeWriter out) {

        if (expression instanceof Bitwise bitwise) {
            register(NFTA_BITWISE_SREG, bitwise.from(), out);
            register(NFTA_BITWISE_DREG, bitwise.to(), out);
            out.be32(NFTA_BITWISE_OP, MASK_XOR);
            out.be32(NFTA_BITWISE_LEN, bitwise.mask().length());
            DataCodec.encode(NFTA_BITWISE_MASK, bitwise.mask(), out);
            DataCodec.encode(NFTA_BITWISE_XOR, bitwise.xor(), out);
        } else if (expression instanceof BitwiseShift shift) {
            register(NFTA_BITWISE_SREG, shift.from(), out);
            register(NFTA_BITWISE_DREG, shift.to(), out);
            out.be32(NFTA_BITWISE_OP, shift.right() ? RSHIFT : LSHIFT);
            out.be32(NFTA_BITWISE_LEN, shift.length());
            DataCodec.encode(NFTA_BITWISE_DATA, shift.bits(), out);
        }
    }
}
