package dev.multipath.netlink;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.GroupAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which addresses to list. The kernel filters; what it returns is checked again.
 *
 * @param family absent = IPv4 and IPv6
 * @param interfaceIndex absent = all
 * @param targetNetNsId those of the namespace that has this number in the socket's; absent = the socket's own
 */
public record AddressFilter(Optional<AddressFamily> family, OptionalInt interfaceIndex, OptionalInt targetNetNsId) {

    /** Every IPv4 and IPv6 address. */
    public static final AddressFilter ALL =
            new AddressFilter(Optional.empty(), OptionalInt.empty(), OptionalInt.empty());

    /** @throws IllegalArgumentException for a family other than IPv4 and IPv6, and for an index below 1 */
    public AddressFilter {
        if (family.isPresent() && !family.get().isIp()) {
            throw new IllegalArgumentException("not an IP address family: " + family.get());
        }
        if (interfaceIndex.orElse(1) < 1) {
            throw new IllegalArgumentException("interface index " + interfaceIndex.getAsInt());
        }
    }

    /** Every address of one family. */
    public static AddressFilter of(AddressFamily family) {
        return new AddressFilter(Optional.of(family), OptionalInt.empty(), OptionalInt.empty());
    }

    /** The addresses of one interface, both families. */
    public static AddressFilter of(int interfaceIndex) {
        return ALL.interfaceIndex(interfaceIndex);
    }

    /** The same for one interface only. */
    public AddressFilter interfaceIndex(int index) {
        return new AddressFilter(family, OptionalInt.of(index), targetNetNsId);
    }

    /** The same in another namespace, by its number in the socket's. */
    public AddressFilter targetNetNsId(int id) {
        return new AddressFilter(family, interfaceIndex, OptionalInt.of(id));
    }

    /** Whether the address is one of those asked for. */
    public boolean matches(Address address) {
        return matches(address.family(), address.interfaceIndex(), address.targetNetNsId());
    }

    /** Whether the address is one of those asked for. */
    public boolean matches(GroupAddress address) {
        return matches(address.family(), address.interfaceIndex(), address.targetNetNsId());
    }

    private boolean matches(AddressFamily ofFamily, int ofInterface, OptionalInt ofNamespace) {
        return (family.isEmpty() || family.get().equals(ofFamily))
                && (interfaceIndex.isEmpty() || interfaceIndex.getAsInt() == ofInterface)
                && (targetNetNsId.isEmpty() || targetNetNsId.equals(ofNamespace));
    }
}
