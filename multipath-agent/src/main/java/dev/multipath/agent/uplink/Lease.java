package dev.multipath.agent.uplink;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Link;
import java.util.List;
import java.util.Optional;

/**
 * What a DHCP client says it holds for a device.
 *
 * @param interfaceName of the device; empty where only its index is known
 * @param interfaceIndex of the device; 0 where only its name is known
 * @param address the address leased, where the client says
 * @param gateway the IPv4 router that came with it, if any
 * @param delegated IPv6 prefixes delegated to this machine over the device
 * @param client who holds it: {@code dhclient}, {@code systemd-networkd}, …
 */
public record Lease(
        String interfaceName,
        int interfaceIndex,
        Optional<IpAddress> address,
        Optional<IpAddress> gateway,
        List<IpPrefix> delegated,
        String client) {
    public Lease {
        delegated = List.copyOf(delegated);
    }

    /** Of IPv4. */
    public static Lease ipv4(String device, Optional<IpAddress> address, Optional<IpAddress> gateway, String client) {
        return new Lease(device, 0, address, gateway, List.of(), client);
    }

    /** Of prefixes. */
    public static Lease prefixes(String device, List<IpPrefix> delegated, String client) {
        return new Lease(device, 0, Optional.empty(), Optional.empty(), delegated, client);
    }

    /** The same for the device of that index. */
    public Lease index(int index) {
        return new Lease("", index, address, gateway, delegated, client);
    }

    /** Whether it is a lease for this device. */
    public boolean isFor(Link link) {
        return interfaceName.isEmpty() ? interfaceIndex == link.index() : interfaceName.equals(link.name());
    }

    /** Whether it is in force: a client that was stopped leaves its file behind, but not its address. */
    public boolean isInForce(Link link, List<Address> addresses) {
        return isFor(link)
                && (address.isEmpty()
                        || addresses.stream().anyMatch(held -> held.local().equals(address.get())));
    }
}
