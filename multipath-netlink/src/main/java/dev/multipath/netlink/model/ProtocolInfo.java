package dev.multipath.netlink.model;

/**
 * What a protocol keeps with an interface and says in link messages of its own family: {@code IFLA_PROTINFO}. Of family
 * AF_BRIDGE it is the port of a bridge ({@code bridge link show}), of AF_INET6 the interface's IPv6.
 *
 * @param family AF_BRIDGE or AF_INET6
 * @param interfaceIndex the interface
 * @param attributes {@link BridgePortAttributes} or {@link Inet6Attributes}
 * @see "linux/if_link.h"
 */
public record ProtocolInfo(AddressFamily family, int interfaceIndex, Attributes attributes) {

    /** @throws IllegalArgumentException for another family, and for attributes of another set than the family's */
    public ProtocolInfo {
        attributes.requireSet(set(family), "protocol information of " + family);
    }

    /**
     * The set a family's attributes are of.
     *
     * @throws IllegalArgumentException for a family that says nothing of interfaces
     */
    public static AttributeSet set(AddressFamily family) {
        if (family.equals(AddressFamily.BRIDGE)) {
            return BridgePortAttributes.ALL;
        }
        if (family.equals(AddressFamily.INET6)) {
            return Inet6Attributes.ALL;
        }
        throw new IllegalArgumentException("no protocol information of family " + family);
    }
}
