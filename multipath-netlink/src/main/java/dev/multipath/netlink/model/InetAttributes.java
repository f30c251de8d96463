package dev.multipath.netlink.model;

/**
 * What IPv4 keeps with an interface: {@code IFLA_INET_*}.
 *
 * @see "linux/if_link.h"
 */
public final class InetAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("IFLA_INET_");

    /** Sysctls: see {@link Ipv4Conf}. */
    public static final Attribute<InterfaceConf> INET_CONF =
            ALL.add(Attribute.of(InterfaceConf.class, AttributeForm.CONF, 1, "CONF", "conf"));

    private InetAttributes() {}
}
