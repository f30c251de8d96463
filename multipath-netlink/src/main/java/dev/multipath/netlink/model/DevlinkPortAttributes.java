package dev.multipath.netlink.model;

/**
 * Which port of devlink an interface is: the handle of {@code DEVLINK_ATTR_*}, as {@code devlink port show} prints it.
 *
 * @see "linux/devlink.h"
 */
public final class DevlinkPortAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("DEVLINK_ATTR_");

    /** The bus of the device, such as pci. */
    public static final Attribute<String> BUS_NAME =
            ALL.add(Attribute.of(String.class, AttributeForm.TEXT, 1, "BUS_NAME", "bus"));
    /** The device on its bus, such as 0000:03:00.0. */
    public static final Attribute<String> DEV_NAME =
            ALL.add(Attribute.of(String.class, AttributeForm.TEXT, 2, "DEV_NAME", "device"));
    /** Number of the port. */
    public static final Attribute<Long> PORT_INDEX =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 3, "PORT_INDEX", "port"));
    /** Number of the device, from 0; newer kernels only. */
    public static final Attribute<Long> INDEX =
            ALL.add(Attribute.of(Long.class, AttributeForm.UINT, 184, "INDEX", "index"));

    private DevlinkPortAttributes() {}
}
