package dev.multipath.netlink.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An interface to be created: {@code ip link add}.
 *
 * @param name 1..15 bytes
 * @param kind {@code IFLA_INFO_KIND}
 * @param peer the other end of a veth pair
 * @param netNsFd {@code IFLA_NET_NS_FD}: descriptor of the namespace to create it in; absent = the socket's own
 * @param up whether to set IFF_UP at once
 * @param hardwareAddress {@code IFLA_ADDRESS}; absent lets the kernel choose
 * @param mtu {@code IFLA_MTU}, bytes
 * @param parent {@code IFLA_LINK}: index of the lower device of a macvlan, vlan and their like
 * @param kindData what {@code IFLA_INFO_DATA} holds, raw; ignored where there is a peer
 * @param unknown further attributes, written as they are
 */
public record NewLink(
        String name,
        String kind,
        Optional<NewLink> peer,
        OptionalInt netNsFd,
        boolean up,
        Optional<HardwareAddress> hardwareAddress,
        OptionalLong mtu,
        OptionalInt parent,
        UnknownAttributes kindData,
        UnknownAttributes unknown) {

    /** @throws IllegalArgumentException for a name that is not 1..15 characters, and for the peer of a peer */
    public NewLink {
        if (name.isEmpty() || name.length() > 15) {
            throw new IllegalArgumentException("interface name '" + name + "' is not 1..15 characters");
        }
        if (peer.isPresent() && peer.get().peer().isPresent()) {
            throw new IllegalArgumentException("the peer of a peer");
        }
    }

    /** An interface with nothing special about it. */
    public NewLink(String name, String kind, Optional<NewLink> peer, OptionalInt netNsFd, boolean up) {
        this(
                name,
                kind,
                peer,
                netNsFd,
                up,
                Optional.empty(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                UnknownAttributes.NONE,
                UnknownAttributes.NONE);
    }

    /** An interface of a kind that needs no more than its name: ifb, dummy, bridge. */
    public static NewLink of(String name, String kind) {
        return new NewLink(name, kind, Optional.empty(), OptionalInt.empty(), false);
    }

    /** A pair of virtual Ethernet devices. */
    public static NewLink veth(String name, String peerName) {
        return of(name, "veth").peer(Optional.of(of(peerName, "veth")));
    }

    /** A bridge without ports. */
    public static NewLink bridge(String name) {
        return of(name, "bridge");
    }

    /** Creates it in the namespace this descriptor stands for. */
    public NewLink inNamespace(int netNsDescriptor) {
        return new NewLink(
                name, kind, peer, OptionalInt.of(netNsDescriptor), up, hardwareAddress, mtu, parent, kindData, unknown);
    }

    /** Creates the veth peer in the namespace this descriptor stands for. */
    public NewLink peerInNamespace(int netNsDescriptor) {
        return peer.isEmpty() ? this : peer(Optional.of(peer.get().inNamespace(netNsDescriptor)));
    }

    /** Sets IFF_UP at once. */
    public NewLink setUp() {
        return new NewLink(name, kind, peer, netNsFd, true, hardwareAddress, mtu, parent, kindData, unknown);
    }

    /** With this hardware address. */
    public NewLink hardwareAddress(HardwareAddress address) {
        return new NewLink(name, kind, peer, netNsFd, up, Optional.of(address), mtu, parent, kindData, unknown);
    }

    /** With this MTU, in bytes. */
    public NewLink mtu(long bytes) {
        return new NewLink(
                name, kind, peer, netNsFd, up, hardwareAddress, OptionalLong.of(bytes), parent, kindData, unknown);
    }

    private NewLink peer(Optional<NewLink> other) {
        return new NewLink(name, kind, other, netNsFd, up, hardwareAddress, mtu, parent, kindData, unknown);
    }
}
