package dev.multipath.netlink.model;

/**
 * One priority translated to another at the edge of a VLAN: {@code struct ifla_vlan_qos_mapping}.
 *
 * @param from 32 bits: the packet's priority (egress) or the tag's, 0..7 (ingress)
 * @param to 32 bits: the other one
 */
public record QosMapping(long from, long to) {
    /** @throws IllegalArgumentException for numbers wider than 32 bits */
    public QosMapping {
        OpenNumber.check(from, 0xffff_ffffL, "mapped priority");
        OpenNumber.check(to, 0xffff_ffffL, "mapped priority");
    }

    @Override
    public String toString() {
        return from + ":" + to;
    }
}
