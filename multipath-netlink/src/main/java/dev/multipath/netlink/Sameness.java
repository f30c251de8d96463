package dev.multipath.netlink;

import dev.multipath.netlink.codec.RouteCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.KernelObject;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * When two reports of the kernel are about the same object, and when that object has not changed: ages, lifetimes that
 * count down, timers and counters are no change. Pure.
 */
final class Sameness {
    private static final int ROUTE_BYTES = 256;

    private Sameness() {}

    /** Whether both were made by the same request: the state of their legs does not count. */
    static boolean sameRoute(Route one, Route other) {
        if (one.equals(other)) {
            return true;
        }
        if (!one.key().effective().equals(other.key().effective())
                || !one.protocol().equals(other.protocol())
                || !one.type().equals(other.type())) {
            return false;
        }
        ByteBuf first = request(one);
        ByteBuf second = request(other);
        return first.equals(second);
    }

    /** Whether nothing but ages differs. */
    static boolean unchanged(KernelObject before, KernelObject after) {
        if (before.equals(after)) {
            return true;
        }
        if (before instanceof Route was && after instanceof Route is) {
            return was.flags() == is.flags() && was.target().equals(is.target()) && sameRoute(was, is);
        }
        if (before instanceof Link was && after instanceof Link is) {
            return unchanged(was, is);
        }
        return before instanceof Address was && after instanceof Address is && unchanged(was, is);
    }

    /** What is not typed holds timers of bridges and counters. */
    private static boolean unchanged(Link was, Link is) {
        return was.index() == is.index()
                && was.name().equals(is.name())
                && was.type() == is.type()
                && was.flags() == is.flags()
                && was.mtu() == is.mtu()
                && was.carrier() == is.carrier()
                && was.operState() == is.operState()
                && was.hardwareAddress().equals(is.hardwareAddress())
                && was.master().equals(is.master())
                && was.parent().equals(is.parent())
                && was.kind().equals(is.kind());
    }

    private static boolean unchanged(Address was, Address is) {
        return sameAddress(was, is)
                && was.broadcast().equals(is.broadcast())
                && was.label().equals(is.label())
                && was.scope().equals(is.scope())
                && was.flags() == is.flags()
                && was.routePriority().equals(is.routePriority())
                && was.protocol().equals(is.protocol())
                && was.unknown().equals(is.unknown());
    }

    /** What the kernel tells addresses of an interface apart by. */
    static boolean sameAddress(Address one, Address other) {
        return one.interfaceIndex() == other.interfaceIndex()
                && one.local().equals(other.local())
                && one.prefixLength() == other.prefixLength()
                && one.peer().equals(other.peer());
    }

    private static ByteBuf request(Route route) {
        ByteBuf out = Unpooled.buffer(ROUTE_BYTES);
        MessageWriter writer = new MessageWriter(out).begin(Rtm.RTM_NEWROUTE, 0, 0);
        RouteCodec.encodeRequest(route.key(route.key().effective()), writer);
        writer.end();
        return out;
    }
}
