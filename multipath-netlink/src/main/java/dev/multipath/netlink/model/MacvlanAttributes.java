package dev.multipath.netlink.model;

import java.util.List;
import java.util.Map;

/**
 * What a macvlan or macvtap device has: {@code IFLA_MACVLAN_*}.
 *
 * @see "linux/if_link.h"
 */
public final class MacvlanAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("IFLA_MACVLAN_");

    /** Who may talk to whom. */
    public static final Attribute<Long> MACVLAN_MODE =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 1, "MODE", "mode")
                    .named(Map.of(1L, "private", 2L, "vepa", 4L, "bridge", 8L, "passthru", 16L, "source")));
    /** 1 nopromisc, 2 nodst. */
    public static final Attribute<Integer> MACVLAN_FLAGS =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U16, 2, "FLAGS", "flag"));
    /** What to do with the addresses below, in mode source. */
    public static final Attribute<Long> MACVLAN_MACADDR_MODE =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 3, "MACADDR_MODE", "macaddr")
                    .named("add", "del", "flush", "set"));
    /** One address to add or take away. */
    public static final Attribute<HardwareAddress> MACVLAN_MACADDR =
            ALL.add(Attribute.of(HardwareAddress.class, AttributeForm.HARDWARE, 4, "MACADDR", ""));
    /** The addresses taken from or to set. */
    public static final Attribute<List<HardwareAddress>> MACVLAN_MACADDR_DATA = ALL.add(Attribute.list(
            AttributeForm.LIST,
            5,
            "MACADDR_DATA",
            "",
            Attribute.of(HardwareAddress.class, AttributeForm.HARDWARE, 4, "IFLA_MACVLAN_MACADDR", "")));
    /** How many there are; the kernel's word. */
    public static final Attribute<Long> MACVLAN_MACADDR_COUNT =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 6, "MACADDR_COUNT", ""));
    /** Broadcasts the parent queues, wanted. */
    public static final Attribute<Long> MACVLAN_BC_QUEUE_LEN =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 7, "BC_QUEUE_LEN", "bcqueuelen"));
    /** Broadcasts the parent queues; the kernel's word. */
    public static final Attribute<Long> MACVLAN_BC_QUEUE_LEN_USED =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 8, "BC_QUEUE_LEN_USED", "usedbcqueuelen"));
    /** From how many receivers on a broadcast is queued; −1 for never. */
    public static final Attribute<Integer> MACVLAN_BC_CUTOFF =
            ALL.add(Attribute.of(Integer.class, AttributeForm.S32, 9, "BC_CUTOFF", "bclim"));

    private MacvlanAttributes() {}
}
