package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.ExpressionKind.register;
import static dev.multipath.netlink.codec.nftables.Fields.required;

import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.model.nftables.Lookup;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import org.jspecify.annotations.Nullable;

/** Look-ups in sets and maps: {@code NFTA_LOOKUP_*}. */
final class LookupCodec implements ExpressionKind {
    static final int NFTA_LOOKUP_SET = 1;
    static final int NFTA_LOOKUP_SREG = 2;
    static final int NFTA_LOOKUP_DREG = 3;
    static final int NFTA_LOOKUP_SET_ID = 4;
    static final int NFTA_LOOKUP_FLAGS = 5;

    /** {@code NFT_LOOKUP_F_INV}. */
    private static final int INVERTED = 1;

    private static final Names NAMES = new Names("NFTA_LOOKUP_", "SET", "SREG", "DREG", "SET_ID", "FLAGS");

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public @Nullable Expression decode(Fields in) throws DecodeException {

        if (!in.are(
                        required(NFTA_LOOKUP_SET, NFTA_LOOKUP_SREG),
                        NFTA_LOOKUP_DREG,
                        NFTA_LOOKUP_SET_ID,
                        NFTA_LOOKUP_FLAGS)
                || in.be32OrZero(NFTA_LOOKUP_FLAGS) > INVERTED) {
            return null;
        }
        return new Lookup(
                in.string(NFTA_LOOKUP_SET),
                in.register(NFTA_LOOKUP_SREG),
                in.maybeRegister(NFTA_LOOKUP_DREG),
                in.be32OrZero(NFTA_LOOKUP_FLAGS) == INVERTED);
    }

    @Override
    public void encode(Expression expression, AttributeWriter out) {

        encode((Lookup) expression, SetReference.named(((Lookup) expression).set()), out);
    }

    /** Writes one of a set that this transaction makes. */
    static void encode(Lookup lookup, SetReference set, AttributeWriter out) {
        register(NFTA_LOOKUP_SREG, lookup.from(), out);
        register(NFTA_LOOKUP_DREG, lookup.to(), out);
        out.string(NFTA_LOOKUP_SET, set.name());
        if (set.id() != 0) {
            out.be32(NFTA_LOOKUP_SET_ID, (int) set.id());
        }
        if (lookup.inverted()) {
            out.be32(NFTA_LOOKUP_FLAGS, INVERTED);
        }
    }
}
