package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.ExpressionKind.register;
import static dev.multipath.netlink.codec.nftables.Fields.required;

import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.model.nftables.Numgen;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import org.jspecify.annotations.Nullable;

/** Number generators: {@code NFTA_NG_*}. */
final class NumgenCodec implements ExpressionKind {
    static final int NFTA_NG_DREG = 1;
    static final int NFTA_NG_MODULUS = 2;
    static final int NFTA_NG_TYPE = 3;
    static final int NFTA_NG_OFFSET = 4;
    static final int NFTA_NG_SET_NAME = 5;
    static final int NFTA_NG_SET_ID = 6;

    private static final Names NAMES = new Names("NFTA_NG_", "DREG", "MODULUS", "TYPE", "OFFSET", "SET_NAME", "SET_ID");

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public @Nullable Expression decode(Fields in) throws DecodeException {

        return in.are(required(NFTA_NG_DREG, NFTA_NG_MODULUS, NFTA_NG_TYPE), NFTA_NG_OFFSET)
                        && in.be32(NFTA_NG_TYPE) <= 1
                ? new Numgen(
                        in.register(NFTA_NG_DREG),
                        in.be32(NFTA_NG_TYPE) == 1,
                        in.be32(NFTA_NG_MODULUS),
                        in.be32OrZero(NFTA_NG_OFFSET))
                : null;
    }

    @Override
    public void encode(Expression expression, AttributeWriter out) {

        Numgen numgen = (Numgen) expression;
        register(NFTA_NG_DREG, numgen.to(), out);
        out.be32(NFTA_NG_MODULUS, (int) numgen.modulus());
        out.be32(NFTA_NG_TYPE, numgen.random() ? 1 : 0);
        out.be32(NFTA_NG_OFFSET, (int) numgen.offset());
    }
}
