package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.Fields.required;

import dev.multipath.netlink.model.nftables.Counter;
import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import org.jspecify.annotations.Nullable;

/** Counters: {@code NFTA_COUNTER_*}. */
final class CounterCodec implements ExpressionKind {
    static final int NFTA_COUNTER_BYTES = 1;
    static final int NFTA_COUNTER_PACKETS = 2;
    static final int NFTA_COUNTER_PAD = 3;

    private static final Names NAMES = new Names("NFTA_COUNTER_", "BYTES", "PACKETS", "PAD");

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public @Nullable Expression decode(Fields in) throws DecodeException {

        return in.are(required(), NFTA_COUNTER_BYTES, NFTA_COUNTER_PACKETS)
                ? new Counter(
                        in.has(NFTA_COUNTER_PACKETS) ? in.be64(NFTA_COUNTER_PACKETS) : 0,
                        in.has(NFTA_COUNTER_BYTES) ? in.be64(NFTA_COUNTER_BYTES) : 0)
                : null;
    }

    @Override
    public void encode(Expression expression, AttributeWriter out) {

        Counter counter = (Counter) expression;
        out.be64(NFTA_COUNTER_BYTES, counter.bytes());
        out.be64(NFTA_COUNTER_PACKETS, counter.packets());
    }
}
