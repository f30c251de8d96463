package dev.multipath.agent;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.UnknownAttributes;
import java.util.Optional;
import java.util.OptionalInt;

/** Links and addresses for tests. */
public final class Devices {
    private static final int ETHERNET = 1;
    private static final int PPP = 512;

    private Devices() {}

    /** Up, with carrier. */
    public static Link ethernet(int index, String name) {
        return link(index, name, ETHERNET, Link.UP, true);
    }

    /** Up, with carrier. */
    public static Link pointToPoint(int index, String name) {
        return link(index, name, PPP, Link.UP | Link.POINTOPOINT | Link.NOARP, true);
    }

    public static Link with(Link link, boolean up, boolean carrier) {
        long flags = up ? link.flags() | Link.UP : link.flags() & ~Link.UP;
        return link(link.index(), link.name(), link.type(), flags, up && carrier);
    }

    /** {@code 192.0.2.2/24} or {@code 10.0.0.2 peer 10.0.0.1/32}. */
    public static Address address(int index, String text) {
        String[] words = text.split(" peer ", 2);
        IpPrefix prefix = IpPrefix.parse(words[words.length - 1]);
        IpAddress local = words.length == 1 ? prefix.address() : IpAddress.parse(words[0]);
        Address address = Address.of(index, local, prefix.length());
        return words.length == 1 ? address : address.peer(prefix.address());
    }

    private static Link link(int index, String name, int type, long flags, boolean carrier) {
        return new Link(
                index,
                name,
                type,
                flags,
                1500,
                carrier,
                carrier ? 6 : 2,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                UnknownAttributes.NONE);
    }
}
