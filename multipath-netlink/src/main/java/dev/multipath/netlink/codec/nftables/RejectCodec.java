package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.Fields.required;

import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.model.nftables.Reject;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import org.jspecify.annotations.Nullable;

/** Refusals: {@code NFTA_REJECT_*}. */
final class RejectCodec implements ExpressionKind {
    static final int NFTA_REJECT_TYPE = 1;
    static final int NFTA_REJECT_ICMP_CODE = 2;

    private static final Names NAMES = new Names("NFTA_REJECT_", "TYPE", "ICMP_CODE");

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public @Nullable Expression decode(Fields in) throws DecodeException {

        return in.are(required(NFTA_REJECT_TYPE), NFTA_REJECT_ICMP_CODE)
                ? new Reject(
                        in.be32(NFTA_REJECT_TYPE), in.has(NFTA_REJECT_ICMP_CODE) ? in.u8(NFTA_REJECT_ICMP_CODE) : 0)
                : null;
    }

    @Override
    public void encode(Expression expression, AttributeWriter out) {

        Reject reject = (Reject) expression;
        out.be32(NFTA_REJECT_TYPE, (int) reject.type());
        out.u8(NFTA_REJECT_ICMP_CODE, reject.code());
    }
}
