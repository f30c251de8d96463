package dev.multipath.netlink.codec.conntrack;

import dev.multipath.netlink.wire.AttributeNames;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a connection beyond its tuples, by protocol: {@code CTA_PROTOINFO_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/netfilter/nfnetlink_conntrack.h">linux/netfilter/nfnetlink_conntrack.h</a>
 */
public final class CtaProtoinfo implements AttributeNames {
    public static final int CTA_PROTOINFO_TCP = 1;
    public static final int CTA_PROTOINFO_DCCP = 2;
    public static final int CTA_PROTOINFO_SCTP = 3;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new CtaProtoinfo();

    private CtaProtoinfo() {}

    @Override
    public String name(int type) {
        return switch (type) {
            case CTA_PROTOINFO_TCP -> "CTA_PROTOINFO_TCP";
            case CTA_PROTOINFO_DCCP -> "CTA_PROTOINFO_DCCP";
            case CTA_PROTOINFO_SCTP -> "CTA_PROTOINFO_SCTP";
            default -> "CTA_PROTOINFO_" + type;
        };
    }

    @Override
    public @Nullable AttributeNames nested(int type) {
        return switch (type) {
            case CTA_PROTOINFO_TCP -> CtaProtoinfoTcp.NAMES;
            default -> null;
        };
    }
}
