package dev.multipath.netlink.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What to change of an interface: {@code ip link set}. Absent parts stay as they are; several changes are made in one
 * request by the same-named methods: {@code LinkChange.setUp().mtu(1400)}.
 *
 * @param flags IFF_*: see the constants in {@link Link}
 * @param name a new name; the kernel refuses it for an interface that is up before 6.x
 * @param mtu bytes
 * @param hardwareAddress {@code IFLA_ADDRESS}
 * @param master index of the master device; 0 releases it
 * @param netNsFd {@code IFLA_NET_NS_FD}: descriptor of the namespace to move it to
 * @param info what to change of its kind's options, and of what it has from its master
 * @param attributes everything else: {@link LinkAttributes}
 */
public record LinkChange(
        ChangedFlags flags,
        Optional<String> name,
        OptionalLong mtu,
        Optional<HardwareAddress> hardwareAddress,
        OptionalInt master,
        OptionalInt netNsFd,
        LinkInfo info,
        Attributes attributes) {

    private static final List<Attribute<?>> ELSEWHERE = List.of(
            LinkAttributes.ADDRESS,
            LinkAttributes.IFNAME,
            LinkAttributes.MTU,
            LinkAttributes.MASTER,
            LinkAttributes.NET_NS_FD);

    /** Changes nothing. */
    public static final LinkChange NOTHING = new LinkChange(
            ChangedFlags.NONE,
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            LinkInfo.NONE,
            Attributes.NONE);

    /** @throws IllegalArgumentException for an MTU wider than 32 bits, and for attributes that do not belong here */
    public LinkChange {
        OpenNumber.check(mtu.orElse(0), 0xffff_ffffL, "MTU");
        Link.require(attributes, ELSEWHERE, "a change of a link");
    }

    /** {@code ip link set … up}. */
    public static LinkChange setUp() {
        return NOTHING.up(true);
    }

    /** {@code ip link set … down}. */
    public static LinkChange setDown() {
        return NOTHING.up(false);
    }

    /** {@code ip link set … name NAME}. */
    public static LinkChange rename(String name) {
        return NOTHING.name(name);
    }

    /** {@code ip link set … mtu BYTES}. */
    public static LinkChange setMtu(long mtu) {
        return NOTHING.mtu(mtu);
    }

    /** {@code ip link set … address ADDRESS}. */
    public static LinkChange setHardwareAddress(HardwareAddress address) {
        return NOTHING.hardwareAddress(address);
    }

    /** {@code ip link set … master DEVICE}; 0 releases it. */
    public static LinkChange setMaster(int masterIndex) {
        return NOTHING.master(masterIndex);
    }

    /** {@code ip link set … nomaster}. */
    public static LinkChange noMaster() {
        return NOTHING.master(0);
    }

    /** Moves it to the namespace this descriptor stands for. */
    public static LinkChange moveTo(int netNsDescriptor) {
        return NOTHING.netNsFd(netNsDescriptor);
    }

    /** {@code ip link set … netns PID}: moves it to the namespace of a process. */
    public static LinkChange moveToProcess(long pid) {
        return NOTHING.with(LinkAttributes.NET_NS_PID, pid);
    }

    /** {@code ip link set … type KIND OPTION…}. */
    public static LinkChange setKind(LinkKind kind) {
        return NOTHING.info(LinkInfo.of(kind));
    }

    /** {@code ip link set … type bridge_slave OPTION…} and its like. */
    public static LinkChange setPort(LinkPort port) {
        return NOTHING.info(LinkInfo.NONE.port(port));
    }

    /** One attribute: {@code LinkChange.set(LinkAttributes.GROUP, 7L)}. */
    public static <T> LinkChange set(Attribute<T> key, T value) {
        return NOTHING.with(key, value);
    }

    /** Whether it is put up or down; absent where neither. */
    public Optional<Boolean> up() {
        return (flags.mask() & Link.UP) == 0 ? Optional.empty() : Optional.of((flags.flags() & Link.UP) != 0);
    }

    /** And puts it up or down. */
    public LinkChange up(boolean isUp) {
        return flag(Link.UP, isUp);
    }

    /** And takes every multicast packet, or no longer. */
    public LinkChange allMulticast(boolean on) {
        return flag(Link.ALLMULTI, on);
    }

    /** And takes every packet, or no longer. */
    public LinkChange promiscuous(boolean on) {
        return flag(Link.PROMISC, on);
    }

    /** And uses ARP, or no longer. */
    public LinkChange arp(boolean on) {
        return flag(Link.NOARP, !on);
    }

    /** And takes multicast, or no longer. */
    public LinkChange multicast(boolean on) {
        return flag(Link.MULTICAST, on);
    }

    /** And sets or clears a flag, IFF_*. */
    public LinkChange flag(long flag, boolean on) {
        return flags(flags.with(flag, on));
    }

    /** And sets and clears these flags. */
    public LinkChange flags(ChangedFlags changed) {
        return new LinkChange(changed, name, mtu, hardwareAddress, master, netNsFd, info, attributes);
    }

    /** And renames it. */
    public LinkChange name(String newName) {
        return new LinkChange(flags, Optional.of(newName), mtu, hardwareAddress, master, netNsFd, info, attributes);
    }

    /** And sets its MTU. */
    public LinkChange mtu(long bytes) {
        return new LinkChange(flags, name, OptionalLong.of(bytes), hardwareAddress, master, netNsFd, info, attributes);
    }

    /** And gives it this hardware address. */
    public LinkChange hardwareAddress(HardwareAddress address) {
        return new LinkChange(flags, name, mtu, Optional.of(address), master, netNsFd, info, attributes);
    }

    /** Puts it under the master device with this index; 0 releases it. */
    public LinkChange master(int index) {
        return new LinkChange(flags, name, mtu, hardwareAddress, OptionalInt.of(index), netNsFd, info, attributes);
    }

    /** Moves it to the namespace this descriptor stands for. */
    public LinkChange netNsFd(int descriptor) {
        return new LinkChange(flags, name, mtu, hardwareAddress, master, OptionalInt.of(descriptor), info, attributes);
    }

    /** And puts it into a group. */
    public LinkChange group(long number) {
        return with(LinkAttributes.GROUP, number);
    }

    /** And describes it; empty takes the description away. */
    public LinkChange alias(String text) {
        return with(LinkAttributes.IFALIAS, text);
    }

    /** And sets the length of its transmit queue, packets. */
    public LinkChange txQueueLength(long packets) {
        return with(LinkAttributes.TXQLEN, packets);
    }

    /** And changes options of its kind, or of what it has from its master. */
    public LinkChange info(LinkInfo newInfo) {
        return new LinkChange(flags, name, mtu, hardwareAddress, master, netNsFd, newInfo, attributes);
    }

    /**
     * And sets this attribute.
     *
     * @throws IllegalArgumentException for a value it cannot have, and for an attribute that has a component here
     */
    public <T> LinkChange with(Attribute<T> key, T value) {
        return attributes(attributes.with(key, value));
    }

    /** And sets these attributes in the place of those it has. */
    public LinkChange attributes(Attributes others) {
        return new LinkChange(flags, name, mtu, hardwareAddress, master, netNsFd, info, others);
    }

    /** And writes these attributes as they are. */
    public LinkChange unknown(UnknownAttributes raw) {
        return attributes(attributes.unknown(raw));
    }

    /** Attributes without a key. */
    public UnknownAttributes unknown() {
        return attributes.unknown();
    }
}
