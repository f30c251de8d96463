package dev.multipath.netlink.model;

/** Addresses in the words of {@code ip address}. */
final class Iproute2Address {
    private Iproute2Address() {}

    /** {@code LOCAL[ peer PEER]/LENGTH dev IF …}: what {@code ip address add} reads, then the state in words. */
    static String address(Address address, InterfaceNames names) {
        StringBuilder out = new StringBuilder(96);
        out.append(address.local());
        address.peer().ifPresent(peer -> out.append(" peer ").append(peer));
        out.append('/').append(address.prefixLength());
        address.broadcast().ifPresent(broadcast -> out.append(" brd ").append(broadcast));
        out.append(" dev ").append(names.nameOf(address.interfaceIndex()));
        if (!address.scope().equals(Scope.GLOBAL)) {
            out.append(" scope ").append(address.scope());
        }
        address.label().ifPresent(label -> out.append(" label ").append(label));
        address.routePriority().ifPresent(priority -> out.append(" metric ").append(priority));
        address.protocol().ifPresent(protocol -> out.append(" proto ").append(protocol));
        flags(out, address);
        address.lifetime().ifPresent(lifetime -> lifetime(out, lifetime));
        address.targetNetNsId().ifPresent(id -> out.append(" target-nsid ").append(id));
        return out.toString();
    }

    /** {@code multicast ADDRESS dev IF}. */
    static String group(GroupAddress address, InterfaceNames names) {
        String kind = address.kind() == GroupAddress.Kind.MULTICAST ? "multicast " : "anycast ";
        String text = kind + address.address() + " dev " + names.nameOf(address.interfaceIndex());
        return address.scope().equals(Scope.GLOBAL) ? text : text + " scope " + address.scope();
    }

    private static void flags(StringBuilder out, Address address) {
        long flags = address.flags();
        boolean ipv4 = address.local().isIpv4();
        append(out, flags, Address.SECONDARY, ipv4 ? " secondary" : " temporary");
        append(out, flags, Address.TENTATIVE, " tentative");
        append(out, flags, Address.DEPRECATED, " deprecated");
        append(out, flags, Address.DAD_FAILED, " dadfailed");
        append(out, flags, Address.STABLE_PRIVACY, " stable-privacy");
        append(out, flags, Address.HOME_ADDRESS, " home");
        append(out, flags, Address.NODAD, " nodad");
        append(out, flags, Address.OPTIMISTIC, " optimistic");
        append(out, flags, Address.MANAGE_TEMPORARY, " mngtmpaddr");
        append(out, flags, Address.NO_PREFIX_ROUTE, " noprefixroute");
        append(out, flags, Address.MULTICAST_AUTO_JOIN, " autojoin");
        if (flags >>> 12 != 0) {
            out.append(" flags 0x").append(Long.toHexString(flags & ~0xfffL));
        }
    }

    private static void append(StringBuilder out, long flags, long flag, String word) {
        if ((flags & flag) != 0) {
            out.append(word);
        }
    }

    private static void lifetime(StringBuilder out, AddressLifetime lifetime) {
        if (lifetime.valid() != AddressLifetime.FOREVER || lifetime.preferred() != AddressLifetime.FOREVER) {
            out.append(" valid_lft ").append(seconds(lifetime.valid()));
            out.append(" preferred_lft ").append(seconds(lifetime.preferred()));
        }
    }

    private static String seconds(long seconds) {
        return seconds == AddressLifetime.FOREVER ? "forever" : Long.toString(seconds);
    }
}
