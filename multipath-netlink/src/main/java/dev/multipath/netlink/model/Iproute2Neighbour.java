package dev.multipath.netlink.model;

/** Neighbours, forwarding entries and neighbour tables in the words of {@code ip} and {@code bridge}. */
final class Iproute2Neighbour {
    private Iproute2Neighbour() {}

    /** {@code [proxy ]ADDRESS dev IF[ lladdr HARDWARE] nud STATE …}, as {@code ip neighbour add} reads it. */
    static String neighbour(Neighbour neighbour, InterfaceNames names) {
        StringBuilder out = new StringBuilder(80);
        if (neighbour.isProxy()) {
            out.append("proxy ");
        }
        out.append(neighbour.address());
        if (neighbour.interfaceIndex() != 0) {
            out.append(" dev ").append(names.nameOf(neighbour.interfaceIndex()));
        }
        neighbour.hardwareAddress().ifPresent(hardware -> out.append(" lladdr ").append(hardware));
        if (!neighbour.isProxy()) {
            out.append(" nud ").append(NeighbourFlags.state(neighbour.state()));
        }
        int flags = neighbour.flags() & ~Neighbour.PROXY;
        NeighbourFlags.flags(out, flags, neighbour.extendedFlags().orElse(0));
        neighbour.protocol().ifPresent(protocol -> out.append(" protocol ").append(protocol));
        neighbour.probes().ifPresent(probes -> out.append(" probes ").append(probes));
        return out.toString();
    }

    /** {@code ADDRESS dev IF …}, as {@code bridge fdb} reads and prints it. */
    static String fdb(FdbEntry entry, InterfaceNames names) {
        StringBuilder out = new StringBuilder(80);
        out.append(entry.address()).append(" dev ").append(names.nameOf(entry.interfaceIndex()));
        if (entry.target() instanceof FdbTarget.Remote remote) {
            remote.address().ifPresent(address -> out.append(" dst ").append(address));
            remote.port().ifPresent(port -> out.append(" port ").append(port));
            remote.vni().ifPresent(vni -> out.append(" vni ").append(vni));
            remote.interfaceIndex().ifPresent(index -> out.append(" via ").append(names.nameOf(index)));
        } else if (entry.target() instanceof FdbTarget.Group group) {
            out.append(" nhid ").append(group.id());
        }
        entry.sourceVni().ifPresent(vni -> out.append(" src_vni ").append(vni));
        entry.vlan().ifPresent(vlan -> out.append(" vlan ").append(vlan));
        entry.linkNetNsId().ifPresent(id -> out.append(" link-netnsid ").append(id));
        entry.master().ifPresent(master -> out.append(" master ").append(names.nameOf(master)));
        NeighbourFlags.flags(out, entry.flags(), entry.extendedFlags().orElse(0));
        entry.activity().ifPresent(activity -> activity(out, activity));
        return out.append(' ').append(state(entry.state())).toString();
    }

    /** What follows {@code bridge fdb flush}. */
    static String flush(FdbFlush flush, InterfaceNames names) {
        StringBuilder out = new StringBuilder(64);
        out.append("dev ").append(names.nameOf(flush.interfaceIndex()));
        flush.port().ifPresent(port -> out.append(" brport ").append(names.nameOf(port)));
        flush.vlan().ifPresent(vlan -> out.append(" vlan ").append(vlan));
        mask(out, "state", flush.state(), flush.stateMask());
        mask(out, "flags", flush.flags(), flush.flagsMask());
        return out.toString();
    }

    private static void mask(StringBuilder out, String what, int bits, int mask) {
        if (mask != 0) {
            out.append(' ').append(what).append(" 0x").append(Integer.toHexString(bits));
            out.append("/0x").append(Integer.toHexString(mask));
        }
    }

    private static void activity(StringBuilder out, FdbActivity activity) {
        int notify = activity.notification().orElse(0);
        if ((notify & FdbActivity.NOTIFY) != 0) {
            out.append(" activity_notify");
        }
        if ((notify & FdbActivity.INACTIVE) != 0) {
            out.append(" inactive");
        }
        if (activity.dontRefresh()) {
            out.append(" norefresh");
        }
    }

    private static String state(int state) {
        if ((state & FdbEntry.PERMANENT) != 0) {
            return "permanent";
        }
        if ((state & FdbEntry.STATIC) != 0) {
            return "static";
        }
        return switch (state) {
            case FdbEntry.STALE -> "stale";
            case FdbEntry.DYNAMIC -> "dynamic";
            default -> "state=0x" + Integer.toHexString(state);
        };
    }
}
