package dev.multipath.netlink.model;

/**
 * What each address family keeps with an interface, by its number: {@code IFLA_AF_SPEC}.
 *
 * @see "linux/if_link.h"
 */
public final class AfSpecAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("AF_");

    /** IPv4. */
    public static final Attribute<Attributes> AF_INET =
            ALL.add(Attribute.nested(2, "INET", "inet", InetAttributes.ALL));
    /** IPv6. */
    public static final Attribute<Attributes> AF_INET6 =
            ALL.add(Attribute.nested(10, "INET6", "inet6", Inet6Attributes.ALL));
    /** Management Component Transport Protocol. */
    public static final Attribute<Attributes> AF_MCTP =
            ALL.add(Attribute.nested(45, "MCTP", "mctp", MctpAttributes.ALL));

    private AfSpecAttributes() {}
}
