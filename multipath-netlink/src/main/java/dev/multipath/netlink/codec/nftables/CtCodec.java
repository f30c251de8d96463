package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.ExpressionKind.register;
import static dev.multipath.netlink.codec.nftables.Fields.required;

import dev.multipath.netlink.model.nftables.CtKey;
import dev.multipath.netlink.model.nftables.CtLoad;
import dev.multipath.netlink.model.nftables.CtSet;
import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What connection tracking knows: {@code NFTA_CT_*}. */
final class CtCodec implements ExpressionKind {
    static final int NFTA_CT_DREG = 1;
    static final int NFTA_CT_KEY = 2;
    static final int NFTA_CT_DIRECTION = 3;
    static final int NFTA_CT_SREG = 4;

    private static final Names NAMES = new Names("NFTA_CT_", "DREG", "KEY", "DIRECTION", "SREG");

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public @Nullable Expression decode(Fields in) throws DecodeException {

        if (!in.has(NFTA_CT_KEY)) {
            return null;
        }
        CtKey key = new CtKey(in.be32(NFTA_CT_KEY));
        OptionalInt direction =
                in.has(NFTA_CT_DIRECTION) ? OptionalInt.of(in.u8(NFTA_CT_DIRECTION)) : OptionalInt.empty();
        if (in.are(required(NFTA_CT_DREG, NFTA_CT_KEY), NFTA_CT_DIRECTION)) {
            return new CtLoad(key, direction, in.register(NFTA_CT_DREG));
        }
        return in.are(required(NFTA_CT_SREG, NFTA_CT_KEY), NFTA_CT_DIRECTION)
                ? new CtSet(key, direction, in.register(NFTA_CT_SREG))
                : null;
    }

    @Override
    public void encode(Expression expression, AttributeWriter out) {

        if (expression instanceof CtLoad load) {
            out.be32(NFTA_CT_KEY, (int) load.key().value());
            register(NFTA_CT_DREG, load.to(), out);
            load.direction().ifPresent(direction -> out.u8(NFTA_CT_DIRECTION, direction));
        } else if (expression instanceof CtSet set) {
            out.be32(NFTA_CT_KEY, (int) set.key().value());
            set.direction().ifPresent(direction -> out.u8(NFTA_CT_DIRECTION, direction));
            register(NFTA_CT_SREG, set.from(), out);
        }
    }
}
