package dev.multipath.netlink.codec;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Attributes of {@code encap seg6}: {@code SEG6_IPTUNNEL_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/seg6_iptunnel.h">linux/seg6_iptunnel.h</a>
 */
public final class Seg6Iptunnel {
    public static final int SEG6_IPTUNNEL_SRH = 1;
    public static final int SEG6_IPTUNNEL_SRC = 2;

    private Seg6Iptunnel() {}

    /** Names for error messages: {@code SEG6_IPTUNNEL_*}. */
    public static final AttributeNames NAMES = new AttributeNames() {
        @Override
        public String name(int type) {
            return switch (type) {
                case SEG6_IPTUNNEL_SRH -> "SEG6_IPTUNNEL_SRH";
                case SEG6_IPTUNNEL_SRC -> "SEG6_IPTUNNEL_SRC";
                default -> "SEG6_IPTUNNEL_" + type;
            };
        }
    };
}
