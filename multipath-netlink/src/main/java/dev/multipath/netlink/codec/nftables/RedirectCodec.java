package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.ExpressionKind.register;
import static dev.multipath.netlink.codec.nftables.Fields.required;

import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.model.nftables.Redirect;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import org.jspecify.annotations.Nullable;

/** Redirections to this machine: {@code NFTA_REDIR_*}. */
final class RedirectCodec implements ExpressionKind {
    static final int NFTA_REDIR_REG_PROTO_MIN = 1;
    static final int NFTA_REDIR_REG_PROTO_MAX = 2;
    static final int NFTA_REDIR_FLAGS = 3;

    private static final Names NAMES = new Names("NFTA_REDIR_", "REG_PROTO_MIN", "REG_PROTO_MAX", "FLAGS");

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public @Nullable Expression decode(Fields in) throws DecodeException {

        return in.are(required(), NFTA_REDIR_FLAGS, NFTA_REDIR_REG_PROTO_MIN, NFTA_REDIR_REG_PROTO_MAX)
                ? new Redirect(
                        in.be32OrZero(NFTA_REDIR_FLAGS),
                        in.maybeRegister(NFTA_REDIR_REG_PROTO_MIN),
                        in.maybeRegister(NFTA_REDIR_REG_PROTO_MAX))
                : null;
    }

    @Override
    public void encode(Expression expression, AttributeWriter out) {

        Redirect redirect = (Redirect) expression;
        register(NFTA_REDIR_REG_PROTO_MIN, redirect.portMin(), out);
        register(NFTA_REDIR_REG_PROTO_MAX, redirect.portMax(), out);
        NatCodec.flags(NFTA_REDIR_FLAGS, redirect.flags(), redirect.portMin(), out);
    }
}
