package dev.multipath.agent.sim;

import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.codec.RtDecoder;
import dev.multipath.netlink.codec.Rtnlgrp;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.KernelObject;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.testkit.kernel.FakeKernel;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.function.Consumer;

/** Notifications of a fake kernel, read when asked: what the library's monitor does on a thread of its own. */
final class KernelEvents {
    private static final int[] GROUPS = {
        Rtnlgrp.RTNLGRP_LINK,
        Rtnlgrp.RTNLGRP_IPV4_IFADDR,
        Rtnlgrp.RTNLGRP_IPV6_IFADDR,
        Rtnlgrp.RTNLGRP_IPV4_ROUTE,
        Rtnlgrp.RTNLGRP_IPV6_ROUTE,
        Rtnlgrp.RTNLGRP_IPV4_RULE,
        Rtnlgrp.RTNLGRP_IPV6_RULE
    };

    private final NetlinkSocket socket;
    private final ByteBuf in = Unpooled.buffer(128 * 1024);

    KernelEvents(FakeKernel kernel) {
        try {
            socket = kernel.open(NetNs.current());
            for (int group : GROUPS) {
                socket.join(group);
            }
        } catch (ErrnoException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Hands on all that are queued. */
    void drain(Consumer<RtEvent> listener) {
        boolean more = true;
        while (more) {
            in.clear();
            try {
                more = socket.receive(in, Duration.ZERO);
                if (more) {
                    deliver(listener);
                }
            } catch (ErrnoException overrun) {
                listener.accept(new RtEvent.EventsLost());
            } catch (DecodeException broken) {
                throw new IllegalStateException(broken);
            }
        }
    }

    private void deliver(Consumer<RtEvent> listener) throws DecodeException {
        MessageReader message = new MessageReader(in);
        while (message.next()) {
            KernelObject object = RtDecoder.decode(message);
            boolean removed = (message.type() & 3) == 1;
            int sender = message.portId();
            if (object instanceof Route route) {
                listener.accept(
                        removed
                                ? new RtEvent.RouteRemoved(route, sender)
                                : new RtEvent.RouteChanged(route, message.flags(), sender));
            } else if (object instanceof Rule rule) {
                listener.accept(
                        removed ? new RtEvent.RuleRemoved(rule, sender) : new RtEvent.RuleChanged(rule, sender));
            } else if (object instanceof Link link) {
                listener.accept(
                        removed ? new RtEvent.LinkRemoved(link, sender) : new RtEvent.LinkChanged(link, sender));
            } else if (object instanceof Address address) {
                listener.accept(
                        removed
                                ? new RtEvent.AddressRemoved(address, sender)
                                : new RtEvent.AddressChanged(address, sender));
            }
        }
    }
}
