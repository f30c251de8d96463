package dev.multipath.netlink;

import static dev.multipath.netlink.model.TunAttributes.*;

import dev.multipath.netlink.model.Attribute;
import dev.multipath.netlink.model.Attributes;
import dev.multipath.netlink.model.Iproute2Link;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkAttributes;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.LinkInfo;
import dev.multipath.netlink.model.LinkKind;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import dev.multipath.netlink.transport.TunTap;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Tun and tap devices, which no message makes: made through {@code /dev/net/tun}, then changed by a message for what else
 * is wanted of them.
 *
 * @param namespace where they come to be, unless told otherwise
 * @param sockets what stands in the system's place
 */
record TunTaps(NetNs namespace, NetlinkSocketFactory sockets) {
    private static final int TYPE_TUN = 1;
    private static final int TYPE_TAP = 2;

    static boolean isOne(NewLink link) {
        return link.info().kind().isPresent() && link.info().kind().get() instanceof LinkKind.Tun;
    }

    /**
     * Makes one.
     *
     * @return false where its name is taken
     */
    boolean add(NewLink link, Links links) {
        if (link.netNsFd().isEmpty()) {
            return add(link, namespace, links);
        }
        NetNs elsewhere = NetNs.at("/proc/self/fd/" + link.netNsFd().getAsInt());
        try (RtNetlink there = RtNetlink.open(elsewhere, sockets)) {
            return add(link, elsewhere, there.links());
        }
    }

    private boolean add(NewLink link, NetNs target, Links links) {
        TunTap device = device(link);
        LinkChange rest = rest(link);
        String name;
        try {
            name = sockets.makeTunTap(target, device);
        } catch (ErrnoException e) {
            // It says the same of an index that is taken.
            if (e.is(Errno.EBUSY) && links.get(link.name()).isPresent()) {
                return false;
            }
            throw new NetlinkException.Rejected(
                    Iproute2Link.add(link), Rejection.of(e.errno().value(), Optional.ofNullable(e.getMessage())));
        }
        if (!rest.equals(LinkChange.NOTHING)) {
            change(name, rest, links);
        }
        return true;
    }

    /** What cannot be changed as wanted is not left behind. */
    private static void change(String name, LinkChange rest, Links links) {
        int index = links.get(name).map(Link::index).orElse(0);
        if (index == 0) {
            return;
        }
        boolean done = false;
        try {
            links.change(index, rest);
            done = true;
        } finally {
            if (!done) {
                links.deleteIfPresent(index);
            }
        }
    }

    /** @throws IllegalArgumentException for what such a device cannot be, or would not be once nobody has it open */
    private static TunTap device(NewLink link) {
        Attributes kind = link.info().kind().orElseThrow().attributes();
        int type = kind.get(TUN_TYPE).orElse(0);
        if (type != TYPE_TUN && type != TYPE_TAP) {
            throw new IllegalArgumentException(link.name() + ": neither tun nor tap: " + kind);
        }
        if (!kind.get(TUN_PERSIST).orElse(true)) {
            throw new IllegalArgumentException(link.name() + ": nobody has it open, it would vanish: " + kind);
        }
        if (link.parent().isPresent()) {
            throw new IllegalArgumentException(link.name() + ": a tun device has no lower one");
        }
        int flags = type == TYPE_TUN ? TunTap.TUN : TunTap.TAP;
        flags |= is(kind, TUN_PI) ? 0 : TunTap.NO_PI;
        flags |= is(kind, TUN_VNET_HDR) ? TunTap.VNET_HDR : 0;
        flags |= is(kind, TUN_MULTI_QUEUE) ? TunTap.MULTI_QUEUE : 0;
        return new TunTap(link.name(), flags, link.index(), number(kind, TUN_OWNER), number(kind, TUN_GROUP));
    }

    private static boolean is(Attributes kind, Attribute<Boolean> key) {
        return kind.get(key).orElse(false);
    }

    private static OptionalLong number(Attributes kind, Attribute<Long> key) {
        return kind.get(key).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private static LinkChange rest(NewLink link) {
        LinkChange change = link.up() ? LinkChange.setUp() : LinkChange.NOTHING;
        if (link.mtu().isPresent()) {
            change = change.mtu(link.mtu().getAsLong());
        }
        if (link.hardwareAddress().isPresent()) {
            change = change.hardwareAddress(link.hardwareAddress().get());
        }
        Optional<Integer> master = link.attributes().get(LinkAttributes.MASTER);
        if (master.isPresent()) {
            change = change.master(master.get());
        }
        if (link.info().port().isPresent()) {
            change = change.info(LinkInfo.NONE.port(link.info().port().get()));
        }
        return change.attributes(link.attributes().without(LinkAttributes.MASTER));
    }
}
