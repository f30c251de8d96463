package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.ExpressionKind.register;
import static dev.multipath.netlink.codec.nftables.Fields.required;

import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.model.nftables.Rt;
import dev.multipath.netlink.model.nftables.RtKey;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import org.jspecify.annotations.Nullable;

/** What the route says: {@code NFTA_RT_*}. */
final class RtCodec implements ExpressionKind {
    static final int NFTA_RT_DREG = 1;
    static final int NFTA_RT_KEY = 2;

    private static final Names NAMES = new Names("NFTA_RT_", "DREG", "KEY");

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public @Nullable Expression decode(Fields in) throws DecodeException {

        return in.are(required(NFTA_RT_DREG, NFTA_RT_KEY))
                ? new Rt(new RtKey(in.be32(NFTA_RT_KEY)), in.register(NFTA_RT_DREG))
                : null;
    }

    @Override
    public void encode(Expression expression, AttributeWriter out) {

        Rt rt = (Rt) expression;
        out.be32(NFTA_RT_KEY, (int) rt.key().value());
        register(NFTA_RT_DREG, rt.to(), out);
    }
}
