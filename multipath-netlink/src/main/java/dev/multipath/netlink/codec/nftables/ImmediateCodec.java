package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.ExpressionKind.register;
import static dev.multipath.netlink.codec.nftables.Fields.required;

import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.model.nftables.Immediate;
import dev.multipath.netlink.model.nftables.NfData;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import org.jspecify.annotations.Nullable;

/** Constants and verdicts: {@code NFTA_IMMEDIATE_*}. */
final class ImmediateCodec implements ExpressionKind {
    static final int NFTA_IMMEDIATE_DREG = 1;
    static final int NFTA_IMMEDIATE_DATA = 2;

    private static final Names NAMES = new Names("NFTA_IMMEDIATE_", "DREG", "DATA");

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public @Nullable Expression decode(Fields in) throws DecodeException {

        NfData data = in.are(required(NFTA_IMMEDIATE_DREG, NFTA_IMMEDIATE_DATA)) ? in.data(NFTA_IMMEDIATE_DATA) : null;
        return data == null ? null : new Immediate(in.register(NFTA_IMMEDIATE_DREG), data);
    }

    @Override
    public void encode(Expression expression, AttributeWriter out) {

        Immediate immediate = (Immediate) expression;
        register(NFTA_IMMEDIATE_DREG, immediate.to(), out);
        DataCodec.encode(NFTA_IMMEDIATE_DATA, immediate.data(), out);
    }
}
