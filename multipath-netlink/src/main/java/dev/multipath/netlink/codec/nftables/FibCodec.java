package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.ExpressionKind.register;
import static dev.multipath.netlink.codec.nftables.Fields.required;

import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.model.nftables.Fib;
import dev.multipath.netlink.model.nftables.FibResult;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import org.jspecify.annotations.Nullable;

/** Looks into the routing tables: {@code NFTA_FIB_*}. */
final class FibCodec implements ExpressionKind {
    static final int NFTA_FIB_DREG = 1;
    static final int NFTA_FIB_RESULT = 2;
    static final int NFTA_FIB_FLAGS = 3;

    private static final Names NAMES = new Names("NFTA_FIB_", "DREG", "RESULT", "FLAGS");

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public @Nullable Expression decode(Fields in) throws DecodeException {

        return in.are(required(NFTA_FIB_DREG, NFTA_FIB_RESULT, NFTA_FIB_FLAGS))
                ? new Fib(in.register(NFTA_FIB_DREG), new FibResult(in.be32(NFTA_FIB_RESULT)), in.be32(NFTA_FIB_FLAGS))
                : null;
    }

    @Override
    public void encode(Expression expression, AttributeWriter out) {

        Fib fib = (Fib) expression;
        register(NFTA_FIB_DREG, fib.to(), out);
        out.be32(NFTA_FIB_RESULT, (int) fib.result().value());
        out.be32(NFTA_FIB_FLAGS, (int) fib.flags());
    }
}
