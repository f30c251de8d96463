package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.Fields.required;

import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.model.nftables.Notrack;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import org.jspecify.annotations.Nullable;

/** No connection tracking: {@code NFTA_NOTRACK_*}. */
final class NotrackCodec implements ExpressionKind {

    private static final Names NAMES = new Names("NFTA_NOTRACK_");

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public @Nullable Expression decode(Fields in) throws DecodeException {

        return in.are(required()) ? new Notrack() : null;
    }

    @Override
    public void encode(Expression expression, AttributeWriter out) {

        // Nothing.
    }
}
