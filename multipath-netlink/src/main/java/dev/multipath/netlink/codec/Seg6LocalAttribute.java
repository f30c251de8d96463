package dev.multipath.netlink.codec;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Attributes of {@code encap seg6local}: {@code SEG6_LOCAL_*}, and those of its counters and flavors.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/seg6_local.h">linux/seg6_local.h</a>
 */
public final class Seg6LocalAttribute {
    public static final int SEG6_LOCAL_ACTION_END = 1;
    public static final int SEG6_LOCAL_ACTION_END_X = 2;
    public static final int SEG6_LOCAL_ACTION_END_T = 3;
    public static final int SEG6_LOCAL_ACTION_END_DX2 = 4;
    public static final int SEG6_LOCAL_ACTION_END_DX6 = 5;
    public static final int SEG6_LOCAL_ACTION_END_DX4 = 6;
    public static final int SEG6_LOCAL_ACTION_END_DT6 = 7;
    public static final int SEG6_LOCAL_ACTION_END_DT4 = 8;
    public static final int SEG6_LOCAL_ACTION_END_B6 = 9;
    public static final int SEG6_LOCAL_ACTION_END_B6_ENCAP = 10;
    public static final int SEG6_LOCAL_ACTION_END_BM = 11;
    public static final int SEG6_LOCAL_ACTION_END_S = 12;
    public static final int SEG6_LOCAL_ACTION_END_AS = 13;
    public static final int SEG6_LOCAL_ACTION_END_AM = 14;
    public static final int SEG6_LOCAL_ACTION_END_BPF = 15;
    public static final int SEG6_LOCAL_ACTION_END_DT46 = 16;

    public static final int SEG6_LOCAL_BPF_PROG = 1;
    public static final int SEG6_LOCAL_BPF_PROG_NAME = 2;

    public static final int SEG6_LOCAL_CNT_PAD = 1;
    public static final int SEG6_LOCAL_CNT_PACKETS = 2;
    public static final int SEG6_LOCAL_CNT_BYTES = 3;
    public static final int SEG6_LOCAL_CNT_ERRORS = 4;

    public static final int SEG6_LOCAL_FLV_OP_PSP = 1;
    public static final int SEG6_LOCAL_FLV_OP_USP = 2;
    public static final int SEG6_LOCAL_FLV_OP_USD = 3;
    public static final int SEG6_LOCAL_FLV_OP_NEXT_CSID = 4;

    public static final int SEG6_LOCAL_FLV_OPERATION = 1;
    public static final int SEG6_LOCAL_FLV_LCBLOCK_BITS = 2;
    public static final int SEG6_LOCAL_FLV_LCNODE_FN_BITS = 3;

    public static final int SEG6_LOCAL_ACTION = 1;
    public static final int SEG6_LOCAL_SRH = 2;
    public static final int SEG6_LOCAL_TABLE = 3;
    public static final int SEG6_LOCAL_NH4 = 4;
    public static final int SEG6_LOCAL_NH6 = 5;
    public static final int SEG6_LOCAL_IIF = 6;
    public static final int SEG6_LOCAL_OIF = 7;
    public static final int SEG6_LOCAL_BPF = 8;
    public static final int SEG6_LOCAL_VRFTABLE = 9;
    public static final int SEG6_LOCAL_COUNTERS = 10;
    public static final int SEG6_LOCAL_FLAVORS = 11;

    private Seg6LocalAttribute() {}

    /** Names for error messages: {@code SEG6_LOCAL_*}. */
    public static final AttributeNames NAMES = new AttributeNames() {
        @Override
        public String name(int type) {
            return switch (type) {
                case SEG6_LOCAL_ACTION -> "SEG6_LOCAL_ACTION";
                case SEG6_LOCAL_SRH -> "SEG6_LOCAL_SRH";
                case SEG6_LOCAL_TABLE -> "SEG6_LOCAL_TABLE";
                case SEG6_LOCAL_NH4 -> "SEG6_LOCAL_NH4";
                case SEG6_LOCAL_NH6 -> "SEG6_LOCAL_NH6";
                case SEG6_LOCAL_IIF -> "SEG6_LOCAL_IIF";
                case SEG6_LOCAL_OIF -> "SEG6_LOCAL_OIF";
                case SEG6_LOCAL_BPF -> "SEG6_LOCAL_BPF";
                case SEG6_LOCAL_VRFTABLE -> "SEG6_LOCAL_VRFTABLE";
                case SEG6_LOCAL_COUNTERS -> "SEG6_LOCAL_COUNTERS";
                case SEG6_LOCAL_FLAVORS -> "SEG6_LOCAL_FLAVORS";
                default -> "SEG6_LOCAL_" + type;
            };
        }
    };

    /** Names for error messages: {@code SEG6_LOCAL_CNT_*}. */
    public static final AttributeNames COUNTERS = new AttributeNames() {
        @Override
        public String name(int type) {
            return switch (type) {
                case SEG6_LOCAL_CNT_PAD -> "SEG6_LOCAL_CNT_PAD";
                case SEG6_LOCAL_CNT_PACKETS -> "SEG6_LOCAL_CNT_PACKETS";
                case SEG6_LOCAL_CNT_BYTES -> "SEG6_LOCAL_CNT_BYTES";
                case SEG6_LOCAL_CNT_ERRORS -> "SEG6_LOCAL_CNT_ERRORS";
                default -> "SEG6_LOCAL_CNT_" + type;
            };
        }
    };

    /** Names for error messages: {@code SEG6_LOCAL_BPF_*}. */
    public static final AttributeNames BPF = new AttributeNames() {
        @Override
        public String name(int type) {
            return switch (type) {
                case SEG6_LOCAL_BPF_PROG -> "SEG6_LOCAL_BPF_PROG";
                case SEG6_LOCAL_BPF_PROG_NAME -> "SEG6_LOCAL_BPF_PROG_NAME";
                default -> "SEG6_LOCAL_BPF_" + type;
            };
        }
    };

    /** Names for error messages: {@code SEG6_LOCAL_FLV_*}. */
    public static final AttributeNames FLAVORS = new AttributeNames() {
        @Override
        public String name(int type) {
            return switch (type) {
                case SEG6_LOCAL_FLV_OPERATION -> "SEG6_LOCAL_FLV_OPERATION";
                case SEG6_LOCAL_FLV_LCBLOCK_BITS -> "SEG6_LOCAL_FLV_LCBLOCK_BITS";
                case SEG6_LOCAL_FLV_LCNODE_FN_BITS -> "SEG6_LOCAL_FLV_LCNODE_FN_BITS";
                default -> "SEG6_LOCAL_FLV_" + type;
            };
        }
    };
}
