package dev.multipath.netlink.model;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An interface to be created: {@code ip link add}.
 *
 * @param index the index wanted; 0 lets the kernel choose
 * @param name 1..15 bytes
 * @param info its kind with what such a kind has
 * @param netNsFd {@code IFLA_NET_NS_FD}: descriptor of the namespace to create it in; absent = the socket's own
 * @param up whether to set IFF_UP at once
 * @param hardwareAddress {@code IFLA_ADDRESS}; absent lets the kernel choose
 * @param mtu {@code IFLA_MTU}, bytes
 * @param parent {@code IFLA_LINK}: index of the lower device of a macvlan, vlan and their like
 * @param attributes everything else: {@link LinkAttributes}
 */
public record NewLink(
        int index,
        String name,
        LinkInfo info,
        OptionalInt netNsFd,
        boolean up,
        Optional<HardwareAddress> hardwareAddress,
        OptionalLong mtu,
        OptionalInt parent,
        Attributes attributes) {

    /** {@code IFNAMSIZ} without the zero byte at the end. */
    private static final int MAX_NAME = 15;

    private static final List<Attribute<?>> ELSEWHERE = List.of(
            LinkAttributes.ADDRESS,
            LinkAttributes.IFNAME,
            LinkAttributes.MTU,
            LinkAttributes.LINK,
            LinkAttributes.NET_NS_FD);

    /**
     * @throws IllegalArgumentException for a name that is not 1..15 bytes, a negative index, attributes of another
     *     set and those that have a component here
     */
    public NewLink {
        if (name.isEmpty() || bytes(name) > MAX_NAME) {
            throw new IllegalArgumentException("interface name '" + name + "' is not 1..15 bytes");
        }
        if (index < 0) {
            throw new IllegalArgumentException("interface index " + index);
        }
        OpenNumber.check(mtu.orElse(0), 0xffff_ffffL, "MTU");
        Link.require(attributes, ELSEWHERE, "a new link");
    }

    /** Of UTF-8; what is no UTF-8 in a name is carried as lone surrogates, each of which stands for one byte. */
    private static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    /** An interface of a kind that needs no more than its name: ifb, dummy, bridge. */
    public static NewLink of(String name, String kind) {
        return of(name, LinkKind.of(kind, Attributes.NONE));
    }

    /** An interface of this kind. */
    public static NewLink of(String name, LinkKind kind) {
        return new NewLink(
                0,
                name,
                LinkInfo.of(kind),
                OptionalInt.empty(),
                false,
                Optional.empty(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                Attributes.NONE);
    }

    /** A pair of virtual Ethernet devices. */
    public static NewLink veth(String name, String peerName) {
        return of(name, new LinkKind.Veth(Optional.of(of(peerName, "veth")), Attributes.NONE));
    }

    /** A bridge without ports. */
    public static NewLink bridge(String name) {
        return of(name, "bridge");
    }

    /** {@code IFLA_INFO_KIND}; empty where there is none, which the kernel refuses. */
    public String kind() {
        return info.kind().map(LinkKind::name).orElse("");
    }

    /** The other end of a veth pair. */
    public Optional<NewLink> peer() {
        return info.kind().flatMap(kind -> kind instanceof LinkKind.Veth veth ? veth.peer() : Optional.empty());
    }

    /** Asks for this index; refused with EBUSY where it is taken. */
    public NewLink index(int wanted) {
        return new NewLink(wanted, name, info, netNsFd, up, hardwareAddress, mtu, parent, attributes);
    }

    /** Creates it in the namespace this descriptor stands for. */
    public NewLink inNamespace(int netNsDescriptor) {
        return new NewLink(
                index, name, info, OptionalInt.of(netNsDescriptor), up, hardwareAddress, mtu, parent, attributes);
    }

    /** Creates the veth peer in the namespace this descriptor stands for. */
    public NewLink peerInNamespace(int netNsDescriptor) {
        Optional<NewLink> other = peer();
        if (other.isEmpty()) {
            return this;
        }
        Attributes raw = info.kind().orElseThrow().attributes();
        return info(info.kind(new LinkKind.Veth(Optional.of(other.get().inNamespace(netNsDescriptor)), raw)));
    }

    /** Sets IFF_UP at once. */
    public NewLink setUp() {
        return new NewLink(index, name, info, netNsFd, true, hardwareAddress, mtu, parent, attributes);
    }

    /** With this hardware address. */
    public NewLink hardwareAddress(HardwareAddress address) {
        return new NewLink(index, name, info, netNsFd, up, Optional.of(address), mtu, parent, attributes);
    }

    /** With this MTU, in bytes. */
    public NewLink mtu(long bytes) {
        return new NewLink(index, name, info, netNsFd, up, hardwareAddress, OptionalLong.of(bytes), parent, attributes);
    }

    /** Over the lower device with this index: {@code link DEVICE}. */
    public NewLink parent(int lowerIndex) {
        return new NewLink(
                index, name, info, netNsFd, up, hardwareAddress, mtu, OptionalInt.of(lowerIndex), attributes);
    }

    /** Under the bridge, bond or VRF with this index. */
    public NewLink master(int masterIndex) {
        return with(LinkAttributes.MASTER, masterIndex);
    }

    /**
     * With this attribute: queues, group, alias, and all that {@code ip link add} takes in front of {@code type}.
     *
     * @throws IllegalArgumentException for a value it cannot have, and for an attribute that has a component here
     */
    public <T> NewLink with(Attribute<T> key, T value) {
        return attributes(attributes.with(key, value));
    }

    /** With these attributes. */
    public NewLink attributes(Attributes others) {
        return new NewLink(index, name, info, netNsFd, up, hardwareAddress, mtu, parent, others);
    }

    private NewLink info(LinkInfo newInfo) {
        return new NewLink(index, name, newInfo, netNsFd, up, hardwareAddress, mtu, parent, attributes);
    }

    /** The command that creates it. */
    @Override
    public String toString() {
        return Iproute2Link.add(this);
    }
}
