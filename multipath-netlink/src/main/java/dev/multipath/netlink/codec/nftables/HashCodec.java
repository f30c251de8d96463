package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.ExpressionKind.register;

import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.model.nftables.Jhash;
import dev.multipath.netlink.model.nftables.Symhash;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import org.jspecify.annotations.Nullable;

/** Hashes: {@code NFTA_HASH_*}. */
final class HashCodec implements ExpressionKind {
    static final int NFTA_HASH_SREG = 1;
    static final int NFTA_HASH_DREG = 2;
    static final int NFTA_HASH_LEN = 3;
    static final int NFTA_HASH_MODULUS = 4;
    static final int NFTA_HASH_SEED = 5;
    static final int NFTA_HASH_OFFSET = 6;
    static final int NFTA_HASH_TYPE = 7;
    static final int NFTA_HASH_SET_NAME = 8;
    static final int NFTA_HASH_SET_ID = 9;

    /** {@code NFT_HASH_SYM}. */
    private static final int SYMMETRIC = 1;

    private static final Names NAMES =
            new Names("NFTA_HASH_", "SREG", "DREG", "LEN", "MODULUS", "SEED", "OFFSET", "TYPE", "SET_NAME", "SET_ID");

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public @Nullable Expression decode(Fields in) throws DecodeException {

        long type = in.be32OrZero(NFTA_HASH_TYPE);
        int[] symmetric = {NFTA_HASH_DREG, NFTA_HASH_MODULUS};
        if (type == SYMMETRIC && in.are(symmetric, NFTA_HASH_OFFSET, NFTA_HASH_TYPE)) {
            return new Symhash(
                    in.register(NFTA_HASH_DREG), in.be32(NFTA_HASH_MODULUS), in.be32OrZero(NFTA_HASH_OFFSET));
        }
        int[] jenkins = {NFTA_HASH_SREG, NFTA_HASH_DREG, NFTA_HASH_LEN, NFTA_HASH_MODULUS};
        return type == 0 && in.are(jenkins, NFTA_HASH_SEED, NFTA_HASH_OFFSET, NFTA_HASH_TYPE)
                ? new Jhash(
                        in.register(NFTA_HASH_SREG),
                        in.length(NFTA_HASH_LEN),
                        in.register(NFTA_HASH_DREG),
                        in.be32(NFTA_HASH_MODULUS),
                        in.maybeBe32(NFTA_HASH_SEED),
                        in.be32OrZero(NFTA_HASH_OFFSET))
                : null;
    }

    @Override
    public void encode(Expression expression, AttributeWriter out) {

        if (expression instanceof Symhash hash) {
            register(NFTA_HASH_DREG, hash.to(), out);
            out.be32(NFTA_HASH_MODULUS, (int) hash.modulus());
            out.be32(NFTA_HASH_OFFSET, (int) hash.offset());
            out.be32(NFTA_HASH_TYPE, SYMMETRIC);
        } else if (expression instanceof Jhash hash) {
            register(NFTA_HASH_SREG, hash.from(), out);
            register(NFTA_HASH_DREG, hash.to(), out);
            out.be32(NFTA_HASH_LEN, hash.length());
            out.be32(NFTA_HASH_MODULUS, (int) hash.modulus());
            hash.seed().ifPresent(seed -> out.be32(NFTA_HASH_SEED, (int) seed));
            out.be32(NFTA_HASH_OFFSET, (int) hash.offset());
            out.be32(NFTA_HASH_TYPE, 0);
        }
    }
}
