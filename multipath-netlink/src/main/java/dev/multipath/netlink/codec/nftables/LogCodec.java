package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.Fields.required;

import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.model.nftables.Log;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Logging: {@code NFTA_LOG_*}. */
final class LogCodec implements ExpressionKind {
    static final int NFTA_LOG_GROUP = 1;
    static final int NFTA_LOG_PREFIX = 2;
    static final int NFTA_LOG_SNAPLEN = 3;
    static final int NFTA_LOG_QTHRESHOLD = 4;
    static final int NFTA_LOG_LEVEL = 5;
    static final int NFTA_LOG_FLAGS = 6;

    private static final Names NAMES =
            new Names("NFTA_LOG_", "GROUP", "PREFIX", "SNAPLEN", "QTHRESHOLD", "LEVEL", "FLAGS");

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public @Nullable Expression decode(Fields in) throws DecodeException {

        boolean known = in.are(
                required(),
                NFTA_LOG_GROUP,
                NFTA_LOG_PREFIX,
                NFTA_LOG_SNAPLEN,
                NFTA_LOG_QTHRESHOLD,
                NFTA_LOG_LEVEL,
                NFTA_LOG_FLAGS);
        return known
                ? new Log(
                        in.has(NFTA_LOG_PREFIX) ? Optional.of(in.string(NFTA_LOG_PREFIX)) : Optional.empty(),
                        in.has(NFTA_LOG_GROUP) ? OptionalInt.of(in.be16(NFTA_LOG_GROUP)) : OptionalInt.empty(),
                        in.maybeBe32(NFTA_LOG_LEVEL),
                        in.be32OrZero(NFTA_LOG_FLAGS),
                        in.be32OrZero(NFTA_LOG_SNAPLEN),
                        in.has(NFTA_LOG_QTHRESHOLD) ? in.be16(NFTA_LOG_QTHRESHOLD) : 0)
                : null;
    }

    @Override
    public void encode(Expression expression, AttributeWriter out) {

        Log log = (Log) expression;
        log.prefix().ifPresent(prefix -> out.string(NFTA_LOG_PREFIX, prefix));
        log.group().ifPresent(group -> out.be16(NFTA_LOG_GROUP, group));
        if (log.snapLength() != 0) {
            out.be32(NFTA_LOG_SNAPLEN, (int) log.snapLength());
        }
        if (log.queueThreshold() != 0) {
            out.be16(NFTA_LOG_QTHRESHOLD, log.queueThreshold());
        }
        log.level().ifPresent(level -> out.be32(NFTA_LOG_LEVEL, (int) level));
        if (log.flags() != 0) {
            out.be32(NFTA_LOG_FLAGS, (int) log.flags());
        }
    }
}
