package dev.multipath.netlink.codec;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Attributes of rules: {@code FRA_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/fib_rules.h">linux/fib_rules.h</a>
 */
public final class Fra implements AttributeNames {
    public static final int FRA_DST = 1;
    public static final int FRA_SRC = 2;
    public static final int FRA_IIFNAME = 3;
    public static final int FRA_GOTO = 4;
    public static final int FRA_PRIORITY = 6;
    public static final int FRA_FWMARK = 10;
    public static final int FRA_FLOW = 11;
    public static final int FRA_TUN_ID = 12;
    public static final int FRA_SUPPRESS_IFGROUP = 13;
    public static final int FRA_SUPPRESS_PREFIXLEN = 14;
    public static final int FRA_TABLE = 15;
    public static final int FRA_FWMASK = 16;
    public static final int FRA_OIFNAME = 17;
    public static final int FRA_PAD = 18;
    public static final int FRA_L3MDEV = 19;
    public static final int FRA_UID_RANGE = 20;
    public static final int FRA_PROTOCOL = 21;
    public static final int FRA_IP_PROTO = 22;
    public static final int FRA_SPORT_RANGE = 23;
    public static final int FRA_DPORT_RANGE = 24;
    public static final int FRA_DSCP = 25;
    public static final int FRA_FLOWLABEL = 26;
    public static final int FRA_FLOWLABEL_MASK = 27;
    public static final int FRA_SPORT_MASK = 28;
    public static final int FRA_DPORT_MASK = 29;
    public static final int FRA_DSCP_MASK = 30;

    /** Names for error messages. */
    public static final AttributeNames NAMES = new Fra();

    private Fra() {}

    @Override
    public String name(int type) {
        return switch (type) {
            case FRA_DST -> "FRA_DST";
            case FRA_SRC -> "FRA_SRC";
            case FRA_IIFNAME -> "FRA_IIFNAME";
            case FRA_GOTO -> "FRA_GOTO";
            case FRA_PRIORITY -> "FRA_PRIORITY";
            case FRA_FWMARK -> "FRA_FWMARK";
            case FRA_FLOW -> "FRA_FLOW";
            case FRA_TUN_ID -> "FRA_TUN_ID";
            case FRA_SUPPRESS_IFGROUP -> "FRA_SUPPRESS_IFGROUP";
            case FRA_SUPPRESS_PREFIXLEN -> "FRA_SUPPRESS_PREFIXLEN";
            case FRA_TABLE -> "FRA_TABLE";
            case FRA_FWMASK -> "FRA_FWMASK";
            case FRA_OIFNAME -> "FRA_OIFNAME";
            case FRA_PAD -> "FRA_PAD";
            case FRA_L3MDEV -> "FRA_L3MDEV";
            case FRA_UID_RANGE -> "FRA_UID_RANGE";
            case FRA_PROTOCOL -> "FRA_PROTOCOL";
            case FRA_IP_PROTO -> "FRA_IP_PROTO";
            case FRA_SPORT_RANGE -> "FRA_SPORT_RANGE";
            case FRA_DPORT_RANGE -> "FRA_DPORT_RANGE";
            case FRA_DSCP -> "FRA_DSCP";
            case FRA_FLOWLABEL -> "FRA_FLOWLABEL";
            case FRA_FLOWLABEL_MASK -> "FRA_FLOWLABEL_MASK";
            case FRA_SPORT_MASK -> "FRA_SPORT_MASK";
            case FRA_DPORT_MASK -> "FRA_DPORT_MASK";
            case FRA_DSCP_MASK -> "FRA_DSCP_MASK";
            default -> "FRA_" + type;
        };
    }
}
