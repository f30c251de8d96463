package dev.multipath.netlink.model;

/**
 * Why a protocol holds an interface down: {@code IFLA_PROTO_DOWN_REASON_*}.
 *
 * @see "linux/if_link.h"
 */
public final class ProtoDownReasonAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("IFLA_PROTO_DOWN_REASON_");

    /** Which bits count; absent in what the kernel says. */
    public static final Attribute<Long> PROTO_DOWN_REASON_MASK =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 1, "MASK", "mask"));
    /** The reasons, a bit each, as {@code /etc/iproute2/protodown_reasons.d} names them. */
    public static final Attribute<Long> PROTO_DOWN_REASON_VALUE =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 2, "VALUE", "value"));

    private ProtoDownReasonAttributes() {}
}
