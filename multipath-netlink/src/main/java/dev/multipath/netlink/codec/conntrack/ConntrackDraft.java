package dev.multipath.netlink.codec.conntrack;

import static dev.multipath.netlink.codec.conntrack.Cta.*;
import static dev.multipath.netlink.codec.conntrack.CtaCounters.*;
import static dev.multipath.netlink.codec.conntrack.CtaProtoinfo.CTA_PROTOINFO_TCP;
import static dev.multipath.netlink.codec.conntrack.CtaProtoinfoTcp.CTA_PROTOINFO_TCP_STATE;

import dev.multipath.netlink.codec.RawAttributes;
import dev.multipath.netlink.model.conntrack.ConntrackCounters;
import dev.multipath.netlink.model.conntrack.ConntrackEntry;
import dev.multipath.netlink.model.conntrack.ConntrackStatus;
import dev.multipath.netlink.model.conntrack.ConntrackTuple;
import dev.multipath.netlink.model.conntrack.TcpConntrackState;
import dev.multipath.netlink.model.conntrack.TcpTracking;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A connection while its attributes are read, in whatever order they come. */
final class ConntrackDraft {
    private @Nullable ConntrackTuple original;
    private @Nullable ConntrackTuple reply;
    private long status;
    private OptionalLong mark = OptionalLong.empty();
    private int zone;
    private OptionalLong timeout = OptionalLong.empty();
    private OptionalLong id = OptionalLong.empty();
    private OptionalLong use = OptionalLong.empty();
    private Optional<TcpTracking> tcp = Optional.empty();
    private Optional<ConntrackCounters> originalCounters = Optional.empty();
    private Optional<ConntrackCounters> replyCounters = Optional.empty();
    private final RawAttributes unknown = new RawAttributes();

    void accept(AttributeReader in) throws DecodeException {
        switch (in.type()) {
            case CTA_TUPLE_ORIG -> original = TupleCodec.read(in);
            case CTA_TUPLE_REPLY -> reply = TupleCodec.read(in);
            case CTA_STATUS -> status = be32(in);
            case CTA_MARK -> mark = OptionalLong.of(be32(in));
            case CTA_ZONE -> zone = TupleCodec.be16(in);
            case CTA_TIMEOUT -> timeout = OptionalLong.of(be32(in));
            case CTA_ID -> id = OptionalLong.of(be32(in));
            case CTA_USE -> use = OptionalLong.of(be32(in));
            case CTA_PROTOINFO -> {
                tcp = tcp(in);
                keepUnless(tcp.isPresent(), in);
            }
            case CTA_COUNTERS_ORIG -> {
                originalCounters = counters(in);
                keepUnless(originalCounters.isPresent(), in);
            }
            case CTA_COUNTERS_REPLY -> {
                replyCounters = counters(in);
                keepUnless(replyCounters.isPresent(), in);
            }
            default -> unknown.keep(in);
        }
    }

    private void keepUnless(boolean typed, AttributeReader in) {
        if (!typed) {
            unknown.keep(in);
        }
    }

    /** @return empty for another protocol, and for what says more than its type holds */
    private static Optional<TcpTracking> tcp(AttributeReader protoinfo) throws DecodeException {
        AttributeReader in = protoinfo.nested(CtaProtoinfo.NAMES);
        if (!in.next() || in.type() != CTA_PROTOINFO_TCP) {
            return Optional.empty();
        }
        OptionalInt state = OptionalInt.empty();
        RawAttributes rest = new RawAttributes();
        AttributeReader inside = in.nested(CtaProtoinfoTcp.NAMES);
        while (inside.next()) {
            if (inside.type() == CTA_PROTOINFO_TCP_STATE) {
                state = OptionalInt.of(inside.u8());
            } else {
                rest.keep(inside);
            }
        }
        return state.isEmpty() || in.next()
                ? Optional.empty()
                : Optional.of(new TcpTracking(new TcpConntrackState(state.getAsInt()), rest.toUnknown()));
    }

    /** @return empty for what says more, or less, than its type holds */
    private static Optional<ConntrackCounters> counters(AttributeReader counters) throws DecodeException {
        OptionalLong packets = OptionalLong.empty();
        OptionalLong bytes = OptionalLong.empty();
        AttributeReader in = counters.nested(CtaCounters.NAMES);
        while (in.next()) {
            switch (in.type()) {
                case CTA_COUNTERS_PACKETS -> packets = OptionalLong.of(be64(in));
                case CTA_COUNTERS_BYTES -> bytes = OptionalLong.of(be64(in));
                case CTA_COUNTERS_PAD -> {}
                default -> {
                    return Optional.empty();
                }
            }
        }
        return packets.isEmpty() || bytes.isEmpty()
                ? Optional.empty()
                : Optional.of(new ConntrackCounters(packets.getAsLong(), bytes.getAsLong()));
    }

    ConntrackEntry toEntry() {
        if (original == null || reply == null) {
            throw new IllegalArgumentException("a tuple is missing");
        }
        return new ConntrackEntry(
                original,
                reply,
                new ConntrackStatus(status),
                mark,
                zone,
                timeout,
                id,
                use,
                tcp,
                originalCounters,
                replyCounters,
                unknown.toUnknown());
    }

    static long be32(AttributeReader in) throws DecodeException {
        in.requireLength(4);
        return in.be32At(0) & 0xffff_ffffL;
    }

    private static long be64(AttributeReader in) throws DecodeException {
        in.requireLength(8);
        return in.be64At(0);
    }
}
