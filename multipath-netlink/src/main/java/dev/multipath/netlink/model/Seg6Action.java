package dev.multipath.netlink.model;

/**
 * What a segment does with packets that reach it: {@code SEG6_LOCAL_ACTION_*} (RFC 8986), open-ended.
 *
 * @param value 32 bits
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/seg6_local.h">linux/seg6_local.h</a>
 */
public record Seg6Action(long value) {
    /** On to the next segment. */
    public static final Seg6Action END = new Seg6Action(1);
    /** On to the next segment by a given neighbour. */
    public static final Seg6Action END_X = new Seg6Action(2);
    /** On to the next segment by a given table. */
    public static final Seg6Action END_T = new Seg6Action(3);
    /** The frame inside out by a device. */
    public static final Seg6Action END_DX2 = new Seg6Action(4);
    /** The IPv6 packet inside to a neighbour. */
    public static final Seg6Action END_DX6 = new Seg6Action(5);
    /** The IPv4 packet inside to a neighbour. */
    public static final Seg6Action END_DX4 = new Seg6Action(6);
    /** The IPv6 packet inside by a table. */
    public static final Seg6Action END_DT6 = new Seg6Action(7);
    /** The IPv4 packet inside by the table of a VRF. */
    public static final Seg6Action END_DT4 = new Seg6Action(8);
    /** Another header put in. */
    public static final Seg6Action END_B6 = new Seg6Action(9);
    /** Another header put around. */
    public static final Seg6Action END_B6_ENCAP = new Seg6Action(10);
    /** A program's verdict. */
    public static final Seg6Action END_BPF = new Seg6Action(15);
    /** The IPv4 or IPv6 packet inside by the table of a VRF. */
    public static final Seg6Action END_DT46 = new Seg6Action(16);

    /** @throws IllegalArgumentException outside 0..2³²−1 */
    public Seg6Action {
        OpenNumber.check(value, 0xffff_ffffL, "segment action");
    }

    /** As {@code ip route} names it. */
    @Override
    public String toString() {
        return switch ((int) value) {
            case 1 -> "End";
            case 2 -> "End.X";
            case 3 -> "End.T";
            case 4 -> "End.DX2";
            case 5 -> "End.DX6";
            case 6 -> "End.DX4";
            case 7 -> "End.DT6";
            case 8 -> "End.DT4";
            case 9 -> "End.B6";
            case 10 -> "End.B6.Encaps";
            case 11 -> "End.BM";
            case 12 -> "End.S";
            case 13 -> "End.AS";
            case 14 -> "End.AM";
            case 15 -> "End.BPF";
            case 16 -> "End.DT46";
            default -> Long.toString(value);
        };
    }
}
