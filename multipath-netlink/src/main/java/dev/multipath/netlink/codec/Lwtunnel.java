package dev.multipath.netlink.codec;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Lightweight tunnels: the kinds of {@code RTA_ENCAP}, {@code LWTUNNEL_ENCAP_*}, and the attributes of those that wrap in IP.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/lwtunnel.h">linux/lwtunnel.h</a>
 */
public final class Lwtunnel {
    public static final int LWTUNNEL_ENCAP_NONE = 0;
    public static final int LWTUNNEL_ENCAP_MPLS = 1;
    public static final int LWTUNNEL_ENCAP_IP = 2;
    public static final int LWTUNNEL_ENCAP_ILA = 3;
    public static final int LWTUNNEL_ENCAP_IP6 = 4;
    public static final int LWTUNNEL_ENCAP_SEG6 = 5;
    public static final int LWTUNNEL_ENCAP_BPF = 6;
    public static final int LWTUNNEL_ENCAP_SEG6_LOCAL = 7;
    public static final int LWTUNNEL_ENCAP_RPL = 8;
    public static final int LWTUNNEL_ENCAP_IOAM6 = 9;
    public static final int LWTUNNEL_ENCAP_XFRM = 10;

    public static final int LWTUNNEL_IP_OPT_GENEVE_CLASS = 1;
    public static final int LWTUNNEL_IP_OPT_GENEVE_TYPE = 2;
    public static final int LWTUNNEL_IP_OPT_GENEVE_DATA = 3;

    public static final int LWTUNNEL_IP_OPT_VXLAN_GBP = 1;

    public static final int LWTUNNEL_IP_OPT_ERSPAN_VER = 1;
    public static final int LWTUNNEL_IP_OPT_ERSPAN_INDEX = 2;
    public static final int LWTUNNEL_IP_OPT_ERSPAN_DIR = 3;
    public static final int LWTUNNEL_IP_OPT_ERSPAN_HWID = 4;

    public static final int LWTUNNEL_IP_OPTS_GENEVE = 1;
    public static final int LWTUNNEL_IP_OPTS_VXLAN = 2;
    public static final int LWTUNNEL_IP_OPTS_ERSPAN = 3;

    public static final int LWTUNNEL_IP6_ID = 1;
    public static final int LWTUNNEL_IP6_DST = 2;
    public static final int LWTUNNEL_IP6_SRC = 3;
    public static final int LWTUNNEL_IP6_HOPLIMIT = 4;
    public static final int LWTUNNEL_IP6_TC = 5;
    public static final int LWTUNNEL_IP6_FLAGS = 6;
    public static final int LWTUNNEL_IP6_PAD = 7;
    public static final int LWTUNNEL_IP6_OPTS = 8;

    public static final int LWTUNNEL_IP_ID = 1;
    public static final int LWTUNNEL_IP_DST = 2;
    public static final int LWTUNNEL_IP_SRC = 3;
    public static final int LWTUNNEL_IP_TTL = 4;
    public static final int LWTUNNEL_IP_TOS = 5;
    public static final int LWTUNNEL_IP_FLAGS = 6;
    public static final int LWTUNNEL_IP_PAD = 7;
    public static final int LWTUNNEL_IP_OPTS = 8;

    private Lwtunnel() {}

    /** Names for error messages: {@code LWTUNNEL_IP_*}. */
    public static final AttributeNames IP = new AttributeNames() {
        @Override
        public String name(int type) {
            return switch (type) {
                case LWTUNNEL_IP_ID -> "LWTUNNEL_IP_ID";
                case LWTUNNEL_IP_DST -> "LWTUNNEL_IP_DST";
                case LWTUNNEL_IP_SRC -> "LWTUNNEL_IP_SRC";
                case LWTUNNEL_IP_TTL -> "LWTUNNEL_IP_TTL";
                case LWTUNNEL_IP_TOS -> "LWTUNNEL_IP_TOS";
                case LWTUNNEL_IP_FLAGS -> "LWTUNNEL_IP_FLAGS";
                case LWTUNNEL_IP_PAD -> "LWTUNNEL_IP_PAD";
                case LWTUNNEL_IP_OPTS -> "LWTUNNEL_IP_OPTS";
                default -> "LWTUNNEL_IP_" + type;
            };
        }
    };

    /** Names for error messages: {@code LWTUNNEL_IP6_*}. */
    public static final AttributeNames IP6 = new AttributeNames() {
        @Override
        public String name(int type) {
            return switch (type) {
                case LWTUNNEL_IP6_ID -> "LWTUNNEL_IP6_ID";
                case LWTUNNEL_IP6_DST -> "LWTUNNEL_IP6_DST";
                case LWTUNNEL_IP6_SRC -> "LWTUNNEL_IP6_SRC";
                case LWTUNNEL_IP6_HOPLIMIT -> "LWTUNNEL_IP6_HOPLIMIT";
                case LWTUNNEL_IP6_TC -> "LWTUNNEL_IP6_TC";
                case LWTUNNEL_IP6_FLAGS -> "LWTUNNEL_IP6_FLAGS";
                case LWTUNNEL_IP6_PAD -> "LWTUNNEL_IP6_PAD";
                case LWTUNNEL_IP6_OPTS -> "LWTUNNEL_IP6_OPTS";
                default -> "LWTUNNEL_IP6_" + type;
            };
        }
    };

    /** Names for error messages: {@code LWTUNNEL_IP_OPTS_*}. */
    public static final AttributeNames OPTIONS = new AttributeNames() {
        @Override
        public String name(int type) {
            return switch (type) {
                case LWTUNNEL_IP_OPTS_GENEVE -> "LWTUNNEL_IP_OPTS_GENEVE";
                case LWTUNNEL_IP_OPTS_VXLAN -> "LWTUNNEL_IP_OPTS_VXLAN";
                case LWTUNNEL_IP_OPTS_ERSPAN -> "LWTUNNEL_IP_OPTS_ERSPAN";
                default -> "LWTUNNEL_IP_OPTS_" + type;
            };
        }
    };

    /** Names for error messages: {@code LWTUNNEL_IP_OPT_GENEVE_*}. */
    public static final AttributeNames GENEVE = new AttributeNames() {
        @Override
        public String name(int type) {
            return switch (type) {
                case LWTUNNEL_IP_OPT_GENEVE_CLASS -> "LWTUNNEL_IP_OPT_GENEVE_CLASS";
                case LWTUNNEL_IP_OPT_GENEVE_TYPE -> "LWTUNNEL_IP_OPT_GENEVE_TYPE";
                case LWTUNNEL_IP_OPT_GENEVE_DATA -> "LWTUNNEL_IP_OPT_GENEVE_DATA";
                default -> "LWTUNNEL_IP_OPT_GENEVE_" + type;
            };
        }
    };

    /** Names for error messages: {@code LWTUNNEL_IP_OPT_VXLAN_*}. */
    public static final AttributeNames VXLAN = new AttributeNames() {
        @Override
        public String name(int type) {
            return switch (type) {
                case LWTUNNEL_IP_OPT_VXLAN_GBP -> "LWTUNNEL_IP_OPT_VXLAN_GBP";
                default -> "LWTUNNEL_IP_OPT_VXLAN_" + type;
            };
        }
    };

    /** Names for error messages: {@code LWTUNNEL_IP_OPT_ERSPAN_*}. */
    public static final AttributeNames ERSPAN = new AttributeNames() {
        @Override
        public String name(int type) {
            return switch (type) {
                case LWTUNNEL_IP_OPT_ERSPAN_VER -> "LWTUNNEL_IP_OPT_ERSPAN_VER";
                case LWTUNNEL_IP_OPT_ERSPAN_INDEX -> "LWTUNNEL_IP_OPT_ERSPAN_INDEX";
                case LWTUNNEL_IP_OPT_ERSPAN_DIR -> "LWTUNNEL_IP_OPT_ERSPAN_DIR";
                case LWTUNNEL_IP_OPT_ERSPAN_HWID -> "LWTUNNEL_IP_OPT_ERSPAN_HWID";
                default -> "LWTUNNEL_IP_OPT_ERSPAN_" + type;
            };
        }
    };
}
