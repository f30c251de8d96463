package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.Fields.required;

import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.model.nftables.Limit;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import org.jspecify.annotations.Nullable;

/** Limits: {@code NFTA_LIMIT_*}. */
final class LimitCodec implements ExpressionKind {
    static final int NFTA_LIMIT_RATE = 1;
    static final int NFTA_LIMIT_UNIT = 2;
    static final int NFTA_LIMIT_BURST = 3;
    static final int NFTA_LIMIT_TYPE = 4;
    static final int NFTA_LIMIT_FLAGS = 5;
    static final int NFTA_LIMIT_PAD = 6;

    private static final Names NAMES = new Names("NFTA_LIMIT_", "RATE", "UNIT", "BURST", "TYPE", "FLAGS", "PAD");

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public @Nullable Expression decode(Fields in) throws DecodeException {

        boolean known =
                in.are(required(NFTA_LIMIT_RATE, NFTA_LIMIT_UNIT), NFTA_LIMIT_BURST, NFTA_LIMIT_TYPE, NFTA_LIMIT_FLAGS);
        return known && in.be32OrZero(NFTA_LIMIT_TYPE) <= 1 && in.be32OrZero(NFTA_LIMIT_FLAGS) <= 1
                ? new Limit(
                        in.be64(NFTA_LIMIT_RATE),
                        in.be64(NFTA_LIMIT_UNIT),
                        in.be32OrZero(NFTA_LIMIT_BURST),
                        in.be32OrZero(NFTA_LIMIT_TYPE) == 1,
                        in.be32OrZero(NFTA_LIMIT_FLAGS) == 1)
                : null;
    }

    @Override
    public void encode(Expression expression, AttributeWriter out) {

        Limit limit = (Limit) expression;
        out.be64(NFTA_LIMIT_RATE, limit.rate());
        out.be64(NFTA_LIMIT_UNIT, limit.unit());
        out.be32(NFTA_LIMIT_BURST, (int) limit.burst());
        out.be32(NFTA_LIMIT_TYPE, limit.bytes() ? 1 : 0);
        out.be32(NFTA_LIMIT_FLAGS, limit.over() ? 1 : 0);
    }
}
