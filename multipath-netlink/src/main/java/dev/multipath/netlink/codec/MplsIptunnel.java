package dev.multipath.netlink.codec;

import dev.multipath.netlink.wire.AttributeNames;

/**
 * Attributes of {@code encap mpls}: {@code MPLS_IPTUNNEL_*}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/mpls_iptunnel.h">linux/mpls_iptunnel.h</a>
 */
public final class MplsIptunnel {
    public static final int MPLS_IPTUNNEL_DST = 1;
    public static final int MPLS_IPTUNNEL_TTL = 2;

    private MplsIptunnel() {}

    /** Names for error messages: {@code MPLS_IPTUNNEL_*}. */
    public static final AttributeNames NAMES = new AttributeNames() {
        @Override
        public String name(int type) {
            return switch (type) {
                case MPLS_IPTUNNEL_DST -> "MPLS_IPTUNNEL_DST";
                case MPLS_IPTUNNEL_TTL -> "MPLS_IPTUNNEL_TTL";
                default -> "MPLS_IPTUNNEL_" + type;
            };
        }
    };
}
