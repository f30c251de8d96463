package dev.multipath.netlink.codec.conntrack;

import dev.multipath.netlink.wire.AttributeNames;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of a tracked connection: {@code CTA_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/netfilter/nfnetlink_conntrack.h">linux/netfilter/nfnetlink_conntrack.h</a>
 */
public final class Cta implements AttributeNames {
    public static final int CTA_TUPLE_ORIG = 1;
    public static final int CTA_TUPLE_REPLY = 2;
    public static final int CTA_STATUS = 3;
    public static final int CTA_PROTOINFO = 4;
    public static final int CTA_HELP = 5;
    public static final int CTA_NAT_SRC = 6;
    public static final int CTA_TIMEOUT = 7;
    public static final int CTA_MARK = 8;
    public static final int CTA_COUNTERS_ORIG = 9;
    public static final int CTA_COUNTERS_REPLY = 10;
    public static final int CTA_USE = 11;
    public static final int CTA_ID = 12;
    public static final int CTA_NAT_DST = 13;
    public static final int CTA_TUPLE_MASTER = 14;
    public static final int CTA_SEQ_ADJ_ORIG = 15;
    public static final int CTA_SEQ_ADJ_REPLY = 16;
    public static final int CTA_SECMARK = 17;
    public static final int CTA_ZONE = 18;
    public static final int CTA_SECCTX = 19;
    public static final int CTA_TIMESTAMP = 20;
    public static final int CTA_MARK_MASK = 21;
    public static final int CTA_LABELS = 22;
    public static final int CTA_LABELS_MASK = 23;
    public static final int CTA_SYNPROXY = 24;
    public static final int CTA_FILTER = 25;
    public static final int CTA_STATUS_MASK = 26;
    public static final int CTA_TIMESTAMP_EVENT = 27;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new Cta();

    private Cta() {}

    @Override
    public String name(int type) {
        return switch (type) {
            case CTA_TUPLE_ORIG -> "CTA_TUPLE_ORIG";
            case CTA_TUPLE_REPLY -> "CTA_TUPLE_REPLY";
            case CTA_STATUS -> "CTA_STATUS";
            case CTA_PROTOINFO -> "CTA_PROTOINFO";
            case CTA_HELP -> "CTA_HELP";
            case CTA_NAT_SRC -> "CTA_NAT_SRC";
            case CTA_TIMEOUT -> "CTA_TIMEOUT";
            case CTA_MARK -> "CTA_MARK";
            case CTA_COUNTERS_ORIG -> "CTA_COUNTERS_ORIG";
            case CTA_COUNTERS_REPLY -> "CTA_COUNTERS_REPLY";
            case CTA_USE -> "CTA_USE";
            case CTA_ID -> "CTA_ID";
            case CTA_NAT_DST -> "CTA_NAT_DST";
            case CTA_TUPLE_MASTER -> "CTA_TUPLE_MASTER";
            case CTA_SEQ_ADJ_ORIG -> "CTA_SEQ_ADJ_ORIG";
            case CTA_SEQ_ADJ_REPLY -> "CTA_SEQ_ADJ_REPLY";
            case CTA_SECMARK -> "CTA_SECMARK";
            case CTA_ZONE -> "CTA_ZONE";
            case CTA_SECCTX -> "CTA_SECCTX";
            case CTA_TIMESTAMP -> "CTA_TIMESTAMP";
            case CTA_MARK_MASK -> "CTA_MARK_MASK";
            case CTA_LABELS -> "CTA_LABELS";
            case CTA_LABELS_MASK -> "CTA_LABELS_MASK";
            case CTA_SYNPROXY -> "CTA_SYNPROXY";
            case CTA_FILTER -> "CTA_FILTER";
            case CTA_STATUS_MASK -> "CTA_STATUS_MASK";
            case CTA_TIMESTAMP_EVENT -> "CTA_TIMESTAMP_EVENT";
            default -> "CTA_" + type;
        };
    }

    @Override
    public @Nullable AttributeNames nested(int type) {
        return switch (type) {
            case CTA_TUPLE_ORIG, CTA_TUPLE_REPLY, CTA_TUPLE_MASTER -> CtaTuple.NAMES;
            case CTA_PROTOINFO -> CtaProtoinfo.NAMES;
            case CTA_COUNTERS_ORIG, CTA_COUNTERS_REPLY -> CtaCounters.NAMES;
            case CTA_FILTER -> CtaFilter.NAMES;
            default -> null;
        };
    }
}
