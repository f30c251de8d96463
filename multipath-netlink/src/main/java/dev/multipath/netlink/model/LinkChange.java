package dev.multipath.netlink.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What to change of an interface: {@code ip link set}. Absent parts stay as they are; several changes are made in one
 * request by the same-named methods: {@code LinkChange.setUp().mtu(1400)}.
 *
 * @param up {@code IFF_UP}
 * @param name a new name; the kernel refuses it for an interface that is up before 6.x
 * @param mtu bytes
 * @param hardwareAddress {@code IFLA_ADDRESS}
 * @param master index of the master device; 0 releases it
 * @param netNsFd {@code IFLA_NET_NS_FD}: descriptor of the namespace to move it to
 * @param unknown further attributes, written as they are
 */
public record LinkChange(
        Optional<Boolean> up,
        Optional<String> name,
        OptionalLong mtu,
        Optional<HardwareAddress> hardwareAddress,
        OptionalInt master,
        OptionalInt netNsFd,
        UnknownAttributes unknown) {

    /** Changes nothing. */
    public static final LinkChange NOTHING = new LinkChange(
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            UnknownAttributes.NONE);

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

    /** Moves it to the namespace this descriptor stands for. */
    public static LinkChange moveTo(int netNsDescriptor) {
        return NOTHING.netNsFd(netNsDescriptor);
    }

    /** And puts it up or down. */
    public LinkChange up(boolean isUp) {
        return new LinkChange(Optional.of(isUp), name, mtu, hardwareAddress, master, netNsFd, unknown);
    }

    /** And renames it. */
    public LinkChange name(String newName) {
        return new LinkChange(up, Optional.of(newName), mtu, hardwareAddress, master, netNsFd, unknown);
    }

    /** And sets its MTU. */
    public LinkChange mtu(long bytes) {
        return new LinkChange(up, name, OptionalLong.of(bytes), hardwareAddress, master, netNsFd, unknown);
    }

    /** And gives it this hardware address. */
    public LinkChange hardwareAddress(HardwareAddress address) {
        return new LinkChange(up, name, mtu, Optional.of(address), master, netNsFd, unknown);
    }

    /** Puts it under the master device with this index; 0 releases it. */
    public LinkChange master(int index) {
        return new LinkChange(up, name, mtu, hardwareAddress, OptionalInt.of(index), netNsFd, unknown);
    }

    /** Moves it to the namespace this descriptor stands for. */
    public LinkChange netNsFd(int descriptor) {
        return new LinkChange(up, name, mtu, hardwareAddress, master, OptionalInt.of(descriptor), unknown);
    }

    /** And writes these attributes as they are. */
    public LinkChange unknown(UnknownAttributes attributes) {
        return new LinkChange(up, name, mtu, hardwareAddress, master, netNsFd, attributes);
    }
}
