package dev.multipath.testkit.kernel;

import dev.multipath.netlink.codec.Nda;
import dev.multipath.netlink.codec.NeighbourCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.NetlinkHeader;
import java.util.ArrayList;
import java.util.List;

/** Dumps of neighbours, and what limits them. */
final class NeighbourDumps {
    private static final int HEADER = 12;
    private static final int FLAGS = 10;

    private final FakeNetwork network;

    NeighbourDumps(FakeNetwork network) {
        this.network = network;
    }

    FakeDump.Content content(MessageReader request) throws Refusal, DecodeException {
        request.requireBody(HEADER, "ndmsg");
        if (request.s32(4) != 0 || request.u16(8) != 0 || request.u8(11) != 0) {
            throw new Refusal(Errno.EINVAL, "Invalid values in header for neighbor dump request");
        }
        if ((request.u8(FLAGS) & ~Neighbour.PROXY) != 0) {
            throw new Refusal(Errno.EINVAL, "Invalid flags in header for neighbor dump request");
        }
        int device = 0;
        int master = 0;
        AttributeReader in = request.attributes(HEADER, Nda.NAMES);
        while (in.next()) {
            switch (in.type()) {
                case Nda.NDA_IFINDEX -> device = in.s32();
                case Nda.NDA_MASTER -> master = in.s32();
                default -> throw new Refusal(Errno.EINVAL, "Unsupported attribute in neighbor dump request");
            }
        }
        List<Body> bodies = new ArrayList<>();
        boolean proxies = request.u8(FLAGS) == Neighbour.PROXY;
        for (Neighbour neighbour : network.neighbours.list(AddressFamily.of(request.u8(0)), proxies)) {
            if (passes(neighbour, device, master)) {
                bodies.add(message -> NeighbourCodec.encode(neighbour, message));
            }
        }
        int flags = device == 0 && master == 0 ? 0 : NetlinkHeader.NLM_F_DUMP_FILTERED;
        return new FakeDump.Content(Rtm.RTM_NEWNEIGH, flags, bodies, () -> 0);
    }

    private boolean passes(Neighbour neighbour, int device, int master) {
        FakeLink link = network.links.find(neighbour.interfaceIndex());
        return (device == 0 || device == neighbour.interfaceIndex())
                && (master == 0 || (link != null && link.master == master));
    }
}
