package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.ExpressionKind.register;
import static dev.multipath.netlink.codec.nftables.Fields.required;

import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.model.nftables.NfValue;
import dev.multipath.netlink.model.nftables.Range;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import org.jspecify.annotations.Nullable;

/** Ranges: {@code NFTA_RANGE_*}. */
final class RangeCodec implements ExpressionKind {
    static final int NFTA_RANGE_SREG = 1;
    static final int NFTA_RANGE_OP = 2;
    static final int NFTA_RANGE_FROM_DATA = 3;
    static final int NFTA_RANGE_TO_DATA = 4;

    private static final Names NAMES = new Names("NFTA_RANGE_", "SREG", "OP", "FROM_DATA", "TO_DATA");

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public @Nullable Expression decode(Fields in) throws DecodeException {

        if (!in.are(required(NFTA_RANGE_SREG, NFTA_RANGE_OP, NFTA_RANGE_FROM_DATA, NFTA_RANGE_TO_DATA))
                || in.be32(NFTA_RANGE_OP) > 1) {
            return null;
        }
        NfValue low = in.value(NFTA_RANGE_FROM_DATA);
        NfValue high = in.value(NFTA_RANGE_TO_DATA);
        return low == null || high == null
                ? null
                : new Range(in.register(NFTA_RANGE_SREG), in.be32(NFTA_RANGE_OP) == 1, low, high);
    }

    @Override
    public void encode(Expression expression, AttributeWriter out) {

        Range range = (Range) expression;
        register(NFTA_RANGE_SREG, range.from(), out);
        out.be32(NFTA_RANGE_OP, range.inverted() ? 1 : 0);
        DataCodec.encode(NFTA_RANGE_FROM_DATA, range.low(), out);
        DataCodec.encode(NFTA_RANGE_TO_DATA, range.high(), out);
    }
}
