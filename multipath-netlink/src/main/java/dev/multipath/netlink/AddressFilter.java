package dev.multipath.netlink;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which addresses to list. The kernel filters; what it returns is checked again.
 *
 * @param family absent = IPv4 and IPv6
 * @param interfaceIndex absent = all
 */
public record AddressFilter(Optional<AddressFamily> family, OptionalInt interfaceIndex) {

    /** Every IPv4 and IPv6 address. */
    public static final AddressFilter ALL = new AddressFilter(Optional.empty(), OptionalInt.empty());

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
        return new AddressFilter(Optional.of(family), OptionalInt.empty());
    }

    /** The addresses of one interface, both families. */
    public static AddressFilter of(int interfaceIndex) {
        return ALL.interfaceIndex(interfaceIndex);
    }

    /** The same for one interface only. */
    public AddressFilter interfaceIndex(int index) {
        return new AddressFilter(family, OptionalInt.of(index));
    }

    /** Whether the address is one of those asked for. */
    public boolean matches(Address address) {
        return (family.isEmpty() || family.get().equals(address.family()))
                && (interfaceIndex.isEmpty() || interfaceIndex.getAsInt() == address.interfaceIndex());
    }
}
