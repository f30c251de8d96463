package dev.multipath.netlink.model;

import java.util.Map;

/**
 * What a tun or tap device has: {@code IFLA_TUN_*}. No message sets any of it: {@code Links.add} asks {@code /dev/net/tun}
 * for the device, with what can be asked for.
 *
 * @see "linux/if_link.h"
 */
public final class TunAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("IFLA_TUN_");

    /** User who may attach. */
    public static final Attribute<Long> TUN_OWNER =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 1, "OWNER", "user"));
    /** Group that may attach. */
    public static final Attribute<Long> TUN_GROUP =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 2, "GROUP", "group"));
    /** 1 tun, 2 tap. */
    public static final Attribute<Integer> TUN_TYPE = ALL.add(
            Attribute.of(Integer.class, AttributeForm.U8, 3, "TYPE", "type").named(Map.of(1L, "tun", 2L, "tap")));
    /** Packets begin with 4 bytes of flags and protocol. */
    public static final Attribute<Boolean> TUN_PI = ALL.add(
            Attribute.of(Boolean.class, AttributeForm.BOOL, 4, "PI", "pi").named("off", "on"));
    /** Packets begin with a virtio header. */
    public static final Attribute<Boolean> TUN_VNET_HDR =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 5, "VNET_HDR", "vnet_hdr")
                    .named("off", "on"));
    /** Stays when nobody has it open. */
    public static final Attribute<Boolean> TUN_PERSIST =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 6, "PERSIST", "persist")
                    .named("off", "on"));
    /** Several may attach, a queue each. */
    public static final Attribute<Boolean> TUN_MULTI_QUEUE =
            ALL.add(Attribute.of(Boolean.class, AttributeForm.BOOL, 7, "MULTI_QUEUE", "multi_queue")
                    .named("off", "on"));
    /** Queues attached. */
    public static final Attribute<Long> TUN_NUM_QUEUES =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 8, "NUM_QUEUES", "numqueues"));
    /** Queues attached and disabled. */
    public static final Attribute<Long> TUN_NUM_DISABLED_QUEUES =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 9, "NUM_DISABLED_QUEUES", "numdisabled"));

    private TunAttributes() {}
}
