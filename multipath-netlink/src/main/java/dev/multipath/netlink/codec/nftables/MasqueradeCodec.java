package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.ExpressionKind.register;
import static dev.multipath.netlink.codec.nftables.Fields.required;

import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.model.nftables.Masquerade;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import org.jspecify.annotations.Nullable;

/** Masquerading: {@code NFTA_MASQ_*}. */
final class MasqueradeCodec implements ExpressionKind {
    static final int NFTA_MASQ_FLAGS = 1;
    static final int NFTA_MASQ_REG_PROTO_MIN = 2;
    static final int NFTA_MASQ_REG_PROTO_MAX = 3;

    private static final Names NAMES = new Names("NFTA_MASQ_", "FLAGS", "REG_PROTO_MIN", "REG_PROTO_MAX");

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public @Nullable Expression decode(Fields in) throws DecodeException {

        return in.are(required(), NFTA_MASQ_FLAGS, NFTA_MASQ_REG_PROTO_MIN, NFTA_MASQ_REG_PROTO_MAX)
                ? new Masquerade(
                        in.be32OrZero(NFTA_MASQ_FLAGS),
                        in.maybeRegister(NFTA_MASQ_REG_PROTO_MIN),
                        in.maybeRegister(NFTA_MASQ_REG_PROTO_MAX))
                : null;
    }

    @Override
    public void encode(Expression expression, AttributeWriter out) {

        Masquerade masquerade = (Masquerade) expression;
        NatCodec.flags(NFTA_MASQ_FLAGS, masquerade.flags(), masquerade.portMin(), out);
        register(NFTA_MASQ_REG_PROTO_MIN, masquerade.portMin(), out);
        register(NFTA_MASQ_REG_PROTO_MAX, masquerade.portMax(), out);
    }
}
