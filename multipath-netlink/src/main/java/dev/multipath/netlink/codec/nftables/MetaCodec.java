package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.ExpressionKind.register;
import static dev.multipath.netlink.codec.nftables.Fields.required;

import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.model.nftables.MetaKey;
import dev.multipath.netlink.model.nftables.MetaLoad;
import dev.multipath.netlink.model.nftables.MetaSet;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import org.jspecify.annotations.Nullable;

/** What a packet has about it: {@code NFTA_META_*}. */
final class MetaCodec implements ExpressionKind {
    static final int NFTA_META_DREG = 1;
    static final int NFTA_META_KEY = 2;
    static final int NFTA_META_SREG = 3;

    private static final Names NAMES = new Names("NFTA_META_", "DREG", "KEY", "SREG");

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public @Nullable Expression decode(Fields in) throws DecodeException {

        if (in.are(required(NFTA_META_DREG, NFTA_META_KEY))) {
            return new MetaLoad(new MetaKey(in.be32(NFTA_META_KEY)), in.register(NFTA_META_DREG));
        }
        return in.are(required(NFTA_META_SREG, NFTA_META_KEY))
                ? new MetaSet(new MetaKey(in.be32(NFTA_META_KEY)), in.register(NFTA_META_SREG))
                : null;
    }

    @Override
    public void encode(Expression expression, AttributeWriter out) {

        if (expression instanceof MetaLoad load) {
            out.be32(NFTA_META_KEY, (int) load.key().value());
            register(NFTA_META_DREG, load.to(), out);
        } else if (expression instanceof MetaSet set) {
            out.be32(NFTA_META_KEY, (int) set.key().value());
            register(NFTA_META_SREG, set.from(), out);
        }
    }
}
