package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.ExpressionKind.register;
import static dev.multipath.netlink.codec.nftables.Fields.required;

import dev.multipath.netlink.model.nftables.Cmp;
import dev.multipath.netlink.model.nftables.CmpOp;
import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.model.nftables.NfValue;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import org.jspecify.annotations.Nullable;

/** Comparisons: {@code NFTA_CMP_*}. */
final class CmpCodec implements ExpressionKind {
    static final int NFTA_CMP_SREG = 1;
    static final int NFTA_CMP_OP = 2;
    static final int NFTA_CMP_DATA = 3;

    private static final Names NAMES = new Names("NFTA_CMP_", "SREG", "OP", "DATA");

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public @Nullable Expression decode(Fields in) throws DecodeException {

        NfValue value = in.are(required(NFTA_CMP_SREG, NFTA_CMP_OP, NFTA_CMP_DATA)) ? in.value(NFTA_CMP_DATA) : null;
        return value == null ? null : new Cmp(in.register(NFTA_CMP_SREG), new CmpOp(in.be32(NFTA_CMP_OP)), value);
    }

    @Override
    public void encode(Expression expression, AttributeWriter out) {

        Cmp cmp = (Cmp) expression;
        register(NFTA_CMP_SREG, cmp.from(), out);
        out.be32(NFTA_CMP_OP, (int) cmp.op().value());
        DataCodec.encode(NFTA_CMP_DATA, cmp.value(), out);
    }
}
