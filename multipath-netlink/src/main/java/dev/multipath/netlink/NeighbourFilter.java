package dev.multipath.netlink;

import dev.multipath.netlink.codec.NeighbourCodec;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.wire.MessageWriter;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which neighbours to list. The kernel filters; what it returns is checked again, as far as an entry tells.
 *
 * @param family absent = IPv4 and IPv6
 * @param interfaceIndex absent = all
 * @param master those of the interfaces of one bridge or VRF; absent = all
 * @param proxies the addresses this machine answers for, instead of the cache
 */
public record NeighbourFilter(
        Optional<AddressFamily> family, OptionalInt interfaceIndex, OptionalInt master, boolean proxies) {

    /** Every IPv4 and IPv6 entry of the cache. */
    public static final NeighbourFilter ALL =
            new NeighbourFilter(Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), false);

    /** Every IPv4 and IPv6 address this machine answers for. */
    public static final NeighbourFilter PROXIES =
            new NeighbourFilter(Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), true);

    /** @throws IllegalArgumentException for a family other than IPv4 and IPv6, and for an index below 1 */
    public NeighbourFilter {
        if (family.isPresent() && !family.get().isIp()) {
            throw new IllegalArgumentException("not an IP address family: " + family.get());
        }
        if (interfaceIndex.orElse(1) < 1) {
            throw new IllegalArgumentException("interface index " + interfaceIndex.getAsInt());
        }
        if (master.orElse(1) < 1) {
            throw new IllegalArgumentException("master index " + master.getAsInt());
        }
    }

    /** The same for one family only. */
    public NeighbourFilter family(AddressFamily newFamily) {
        return new NeighbourFilter(Optional.of(newFamily), interfaceIndex, master, proxies);
    }

    /** The same for one interface only. */
    public NeighbourFilter interfaceIndex(int index) {
        return new NeighbourFilter(family, OptionalInt.of(index), master, proxies);
    }

    /** The same for the interfaces of one bridge or VRF only. */
    public NeighbourFilter master(int index) {
        return new NeighbourFilter(family, interfaceIndex, OptionalInt.of(index), proxies);
    }

    /** Whether the entry is one of those asked for; of the master it says nothing. */
    public boolean matches(Neighbour neighbour) {
        return (family.isEmpty() || family.get().equals(neighbour.family()))
                && (interfaceIndex.isEmpty() || interfaceIndex.getAsInt() == neighbour.interfaceIndex())
                && proxies == neighbour.isProxy();
    }

    void encode(MessageWriter message) {
        NeighbourCodec.encodeDump(family.orElse(AddressFamily.UNSPEC), proxies, interfaceIndex, master, message);
    }

    /** What follows {@code ip neighbour show}. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        family.ifPresent(only -> out.append("family ").append(only).append(' '));
        if (proxies) {
            out.append("proxy ");
        }
        interfaceIndex.ifPresent(index -> out.append("dev if").append(index).append(' '));
        master.ifPresent(index -> out.append("master if").append(index));
        return out.toString().strip();
    }
}
