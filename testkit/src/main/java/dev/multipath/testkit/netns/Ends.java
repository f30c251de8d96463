package dev.multipath.testkit.netns;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;

/**
 * The two addresses of a family on the wire between the gateway and its next hop.
 *
 * @param gateway the gateway's
 * @param nextHop the router's
 * @param length of the subnet; that of a host for a point-to-point wire
 */
record Ends(IpAddress gateway, IpAddress nextHop, int length) {

    /** The first address of a subnet is the next hop's, the second the gateway's. */
    static Ends of(IpPrefix subnet, boolean pointToPoint) {
        IpAddress first = subnet.network().address().next();
        return new Ends(first.next(), first, pointToPoint ? first.bitLength() : subnet.length());
    }

    AddressFamily family() {
        return gateway.family();
    }

    private boolean isPointToPoint() {
        return length == gateway.bitLength();
    }

    Address gatewaySide(int interfaceIndex) {
        return side(interfaceIndex, gateway, nextHop);
    }

    Address nextHopSide(int interfaceIndex) {
        return side(interfaceIndex, nextHop, gateway);
    }

    private Address side(int interfaceIndex, IpAddress own, IpAddress other) {
        Address address = Address.of(interfaceIndex, own, length);
        return isPointToPoint() ? address.peer(other) : address;
    }
}
