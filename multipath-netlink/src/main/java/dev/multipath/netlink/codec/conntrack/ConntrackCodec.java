package dev.multipath.netlink.codec.conntrack;

import static dev.multipath.netlink.codec.conntrack.Cta.*;
import static dev.multipath.netlink.codec.conntrack.CtaCounters.CTA_COUNTERS_BYTES;
import static dev.multipath.netlink.codec.conntrack.CtaCounters.CTA_COUNTERS_PACKETS;
import static dev.multipath.netlink.codec.conntrack.CtaFilter.CTA_FILTER_ORIG_FLAGS;
import static dev.multipath.netlink.codec.conntrack.CtaFilter.CTA_FILTER_REPLY_FLAGS;
import static dev.multipath.netlink.codec.conntrack.CtaProtoinfo.CTA_PROTOINFO_TCP;
import static dev.multipath.netlink.codec.conntrack.CtaProtoinfoTcp.CTA_PROTOINFO_TCP_STATE;
import static dev.multipath.netlink.codec.conntrack.CtaStatsGlobal.*;

import dev.multipath.netlink.codec.Nfgenmsg;
import dev.multipath.netlink.codec.RawAttributes;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.conntrack.ConntrackCounters;
import dev.multipath.netlink.model.conntrack.ConntrackCounts;
import dev.multipath.netlink.model.conntrack.ConntrackEntry;
import dev.multipath.netlink.model.conntrack.TcpTracking;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Tracked connections: {@code struct nfgenmsg} and {@code CTA_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/netfilter/nfnetlink_conntrack.h">linux/netfilter/nfnetlink_conntrack.h</a>
 */
public final class ConntrackCodec {
    private ConntrackCodec() {}

    /**
     * Reads the connection the message is about.
     *
     * @throws DecodeException for broken bytes, and for one without both tuples
     */
    public static ConntrackEntry decode(MessageReader message) throws DecodeException {
        ConntrackDraft draft = new ConntrackDraft();
        AttributeReader in = message.attributes(Nfgenmsg.HEADER, Cta.NAMES);
        while (in.next()) {
            try {
                draft.accept(in);
            } catch (IllegalArgumentException e) {
                throw in.error(e);
            }
        }
        try {
            return draft.toEntry();
        } catch (IllegalArgumentException e) {
            throw new DecodeException("conntrack entry", 16, String.valueOf(e.getMessage()), e);
        }
    }

    /** Writes header and attributes as the kernel reports the connection. */
    public static void encode(ConntrackEntry entry, MessageWriter message) {
        Nfgenmsg.write(message, entry.family(), 0);
        AttributeWriter out = message.attributes();
        TupleCodec.write(out, CTA_TUPLE_ORIG, entry.original());
        TupleCodec.write(out, CTA_TUPLE_REPLY, entry.reply());
        zone(out, entry);
        out.be32(CTA_STATUS, (int) entry.status().bits());
        be32(out, CTA_MARK, entry.mark());
        be32(out, CTA_ID, entry.id());
        be32(out, CTA_USE, entry.use());
        be32(out, CTA_TIMEOUT, entry.timeout());
        entry.tcp().ifPresent(tracking -> tcp(out, tracking));
        entry.originalCounters().ifPresent(counters -> counters(out, CTA_COUNTERS_ORIG, counters));
        entry.replyCounters().ifPresent(counters -> counters(out, CTA_COUNTERS_REPLY, counters));
        RawAttributes.write(out, entry.unknown());
    }

    /**
     * Writes a request to delete exactly this connection: the kernel finds it by its original tuple, and refuses with
     * ENOENT where its id is another by now. A deletion without a tuple would empty the whole table; nothing here writes
     * one.
     */
    public static void encodeDelete(ConntrackEntry entry, MessageWriter message) {
        identity(entry, message);
        be32(message.attributes(), CTA_ID, entry.id());
    }

    /** Writes a request to set those bits of the connection's mark that the mask has. */
    public static void encodeMark(ConntrackEntry entry, FwMark mark, MessageWriter message) {
        identity(entry, message);
        mark(message.attributes(), mark);
    }

    /**
     * Writes a request for a list. What an older kernel does not know it takes for "all": check what comes.
     *
     * @param family UNSPEC for all
     */
    public static void encodeDump(
            AddressFamily family,
            Optional<FwMark> mark,
            OptionalInt zone,
            TupleFilter original,
            TupleFilter reply,
            MessageWriter message) {
        Nfgenmsg.write(message, family, 0);
        AttributeWriter out = message.attributes();
        mark.ifPresent(wanted -> mark(out, wanted));
        zone.ifPresent(wanted -> out.be16(CTA_ZONE, wanted));
        if (original.flags() == 0 && reply.flags() == 0) {
            return;
        }
        original.write(out, CTA_TUPLE_ORIG);
        reply.write(out, CTA_TUPLE_REPLY);
        int filter = out.open(CTA_FILTER | AttributeReader.NESTED);
        out.u32(CTA_FILTER_ORIG_FLAGS, original.flags());
        out.u32(CTA_FILTER_REPLY_FLAGS, reply.flags());
        out.close(filter);
    }

    /** Writes a request that has nothing but a header: {@code IPCTNL_MSG_CT_GET_STATS}. */
    public static void encodeCounts(MessageWriter message) {
        Nfgenmsg.write(message, AddressFamily.UNSPEC, 0);
    }

    /** Reads an answer to {@link #encodeCounts}. */
    public static ConntrackCounts decodeCounts(MessageReader message) throws DecodeException {
        long entries = 0;
        OptionalLong maximum = OptionalLong.empty();
        AttributeReader in = message.attributes(Nfgenmsg.HEADER, CtaStatsGlobal.NAMES);
        while (in.next()) {
            switch (in.type()) {
                case CTA_STATS_GLOBAL_ENTRIES -> entries = ConntrackDraft.be32(in);
                case CTA_STATS_GLOBAL_MAX_ENTRIES -> maximum = OptionalLong.of(ConntrackDraft.be32(in));
                default -> {}
            }
        }
        return new ConntrackCounts(entries, maximum);
    }

    private static void identity(ConntrackEntry entry, MessageWriter message) {
        Nfgenmsg.write(message, entry.family(), 0);
        TupleCodec.write(message.attributes(), CTA_TUPLE_ORIG, entry.original());
        zone(message.attributes(), entry);
    }

    /** The kernel compares {@code mark & mask} with the value: bits of it outside the mask would match nothing. */
    private static void mark(AttributeWriter out, FwMark mark) {
        out.be32(CTA_MARK, (int) (mark.value() & mark.mask()));
        out.be32(CTA_MARK_MASK, (int) mark.mask());
    }

    private static void zone(AttributeWriter out, ConntrackEntry entry) {
        if (entry.zone() != 0) {
            out.be16(CTA_ZONE, entry.zone());
        }
    }

    private static void counters(AttributeWriter out, int type, ConntrackCounters counters) {
        int mark = out.open(type | AttributeReader.NESTED);
        out.be64(CTA_COUNTERS_PACKETS, counters.packets());
        out.be64(CTA_COUNTERS_BYTES, counters.bytes());
        out.close(mark);
    }

    private static void tcp(AttributeWriter out, TcpTracking tracking) {
        int protoinfo = out.open(CTA_PROTOINFO | AttributeReader.NESTED);
        int tcp = out.open(CTA_PROTOINFO_TCP | AttributeReader.NESTED);
        out.u8(CTA_PROTOINFO_TCP_STATE, tracking.state().value());
        RawAttributes.write(out, tracking.rest());
        out.close(tcp);
        out.close(protoinfo);
    }

    private static void be32(AttributeWriter out, int type, OptionalLong value) {
        if (value.isPresent()) {
            out.be32(type, (int) value.getAsLong());
        }
    }
}
