package dev.multipath.netlink.codec;

import dev.multipath.netlink.wire.AttributeNames;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of routes: {@code RTA_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/rtnetlink.h">linux/rtnetlink.h</a>
 */
public final class Rta implements AttributeNames {
    public static final int RTA_DST = 1;
    public static final int RTA_SRC = 2;
    public static final int RTA_IIF = 3;
    public static final int RTA_OIF = 4;
    public static final int RTA_GATEWAY = 5;
    public static final int RTA_PRIORITY = 6;
    public static final int RTA_PREFSRC = 7;
    public static final int RTA_METRICS = 8;
    public static final int RTA_MULTIPATH = 9;
    public static final int RTA_PROTOINFO = 10;
    public static final int RTA_FLOW = 11;
    public static final int RTA_CACHEINFO = 12;
    public static final int RTA_SESSION = 13;
    public static final int RTA_MP_ALGO = 14;
    public static final int RTA_TABLE = 15;
    public static final int RTA_MARK = 16;
    public static final int RTA_MFC_STATS = 17;
    public static final int RTA_VIA = 18;
    public static final int RTA_NEWDST = 19;
    public static final int RTA_PREF = 20;
    public static final int RTA_ENCAP_TYPE = 21;
    public static final int RTA_ENCAP = 22;
    public static final int RTA_EXPIRES = 23;
    public static final int RTA_PAD = 24;
    public static final int RTA_UID = 25;
    public static final int RTA_TTL_PROPAGATE = 26;
    public static final int RTA_IP_PROTO = 27;
    public static final int RTA_SPORT = 28;
    public static final int RTA_DPORT = 29;
    public static final int RTA_NH_ID = 30;
    public static final int RTA_FLOWLABEL = 31;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new Rta();

    private Rta() {}

    @Override
    public String name(int type) {
        return switch (type) {
            case RTA_DST -> "RTA_DST";
            case RTA_SRC -> "RTA_SRC";
            case RTA_IIF -> "RTA_IIF";
            case RTA_OIF -> "RTA_OIF";
            case RTA_GATEWAY -> "RTA_GATEWAY";
            case RTA_PRIORITY -> "RTA_PRIORITY";
            case RTA_PREFSRC -> "RTA_PREFSRC";
            case RTA_METRICS -> "RTA_METRICS";
            case RTA_MULTIPATH -> "RTA_MULTIPATH";
            case RTA_PROTOINFO -> "RTA_PROTOINFO";
            case RTA_FLOW -> "RTA_FLOW";
            case RTA_CACHEINFO -> "RTA_CACHEINFO";
            case RTA_SESSION -> "RTA_SESSION";
            case RTA_MP_ALGO -> "RTA_MP_ALGO";
            case RTA_TABLE -> "RTA_TABLE";
            case RTA_MARK -> "RTA_MARK";
            case RTA_MFC_STATS -> "RTA_MFC_STATS";
            case RTA_VIA -> "RTA_VIA";
            case RTA_NEWDST -> "RTA_NEWDST";
            case RTA_PREF -> "RTA_PREF";
            case RTA_ENCAP_TYPE -> "RTA_ENCAP_TYPE";
            case RTA_ENCAP -> "RTA_ENCAP";
            case RTA_EXPIRES -> "RTA_EXPIRES";
            case RTA_PAD -> "RTA_PAD";
            case RTA_UID -> "RTA_UID";
            case RTA_TTL_PROPAGATE -> "RTA_TTL_PROPAGATE";
            case RTA_IP_PROTO -> "RTA_IP_PROTO";
            case RTA_SPORT -> "RTA_SPORT";
            case RTA_DPORT -> "RTA_DPORT";
            case RTA_NH_ID -> "RTA_NH_ID";
            case RTA_FLOWLABEL -> "RTA_FLOWLABEL";
            default -> "RTA_" + type;
        };
    }

    @Override
    public @Nullable AttributeNames nested(int type) {
        return type == RTA_METRICS ? Rtax.NAMES : null;
    }
}
