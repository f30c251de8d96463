package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.ExpressionKind.register;
import static dev.multipath.netlink.codec.nftables.Fields.required;

import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.model.nftables.Nat;
import dev.multipath.netlink.model.nftables.NfFamily;
import dev.multipath.netlink.model.nftables.NfRegister;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Other sources and destinations: {@code NFTA_NAT_*}. */
final class NatCodec implements ExpressionKind {
    static final int NFTA_NAT_TYPE = 1;
    static final int NFTA_NAT_FAMILY = 2;
    static final int NFTA_NAT_REG_ADDR_MIN = 3;
    static final int NFTA_NAT_REG_ADDR_MAX = 4;
    static final int NFTA_NAT_REG_PROTO_MIN = 5;
    static final int NFTA_NAT_REG_PROTO_MAX = 6;
    static final int NFTA_NAT_FLAGS = 7;

    private static final int NF_NAT_RANGE_PROTO_SPECIFIED = 0x2;

    private static final Names NAMES = new Names(
            "NFTA_NAT_", "TYPE", "FAMILY", "REG_ADDR_MIN", "REG_ADDR_MAX", "REG_PROTO_MIN", "REG_PROTO_MAX", "FLAGS");

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public @Nullable Expression decode(Fields in) throws DecodeException {

        boolean known = in.are(
                required(NFTA_NAT_TYPE, NFTA_NAT_FAMILY),
                NFTA_NAT_REG_ADDR_MIN,
                NFTA_NAT_REG_ADDR_MAX,
                NFTA_NAT_REG_PROTO_MIN,
                NFTA_NAT_REG_PROTO_MAX,
                NFTA_NAT_FLAGS);
        if (!known || in.be32(NFTA_NAT_TYPE) > 1 || in.be32(NFTA_NAT_FAMILY) > 0xff) {
            return null;
        }
        return new Nat(
                in.be32(NFTA_NAT_TYPE) == 1,
                new NfFamily((int) in.be32(NFTA_NAT_FAMILY)),
                in.maybeRegister(NFTA_NAT_REG_ADDR_MIN),
                in.maybeRegister(NFTA_NAT_REG_ADDR_MAX),
                in.maybeRegister(NFTA_NAT_REG_PROTO_MIN),
                in.maybeRegister(NFTA_NAT_REG_PROTO_MAX),
                in.be32OrZero(NFTA_NAT_FLAGS));
    }

    @Override
    public void encode(Expression expression, AttributeWriter out) {

        Nat nat = (Nat) expression;
        out.be32(NFTA_NAT_TYPE, nat.destination() ? 1 : 0);
        out.be32(NFTA_NAT_FAMILY, nat.family().value());
        register(NFTA_NAT_REG_ADDR_MIN, nat.addressMin(), out);
        register(NFTA_NAT_REG_ADDR_MAX, nat.addressMax(), out);
        register(NFTA_NAT_REG_PROTO_MIN, nat.portMin(), out);
        register(NFTA_NAT_REG_PROTO_MAX, nat.portMax(), out);
        NatCodec.flags(NFTA_NAT_FLAGS, nat.flags(), nat.portMin(), out);
    }

    /** Kernels of old do not conclude from the registers that there are ports. */
    static void flags(int type, long flags, Optional<NfRegister> portMin, AttributeWriter out) {
        long all = portMin.isPresent() ? flags | NF_NAT_RANGE_PROTO_SPECIFIED : flags;
        if (all != 0) {
            out.be32(type, (int) all);
        }
    }
}
