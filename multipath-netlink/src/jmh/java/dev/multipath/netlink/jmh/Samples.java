package dev.multipath.netlink.jmh;

import dev.multipath.netlink.codec.RouteCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.wire.MessageWriter;
import dev.multipath.netlink.wire.NetlinkHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/** Routes and datagrams as a kernel has them. */
final class Samples {
    /** What the kernel hands out at most in one recv(2). */
    static final int DATAGRAM_BYTES = 32_400;

    static final int PORT = 4711;
    private static final IpAddress GATEWAY = IpAddress.parse("192.0.2.2");
    private static final int DEVICE = 2;

    private Samples() {}

    /** A /32 via a gateway. */
    static Route hostRoute(int i) {
        return Route.to(new IpPrefix(IpAddress.ipv4(0x0a00_0000 + i), 32))
                .via(GATEWAY, DEVICE)
                .table(RouteTable.of(1000));
    }

    /** A default over four gateways with weights 1 to 4. */
    static Route weightedDefault(int device) {
        List<NextHop> legs = new ArrayList<>();
        IpAddress gateway = GATEWAY;
        for (int weight = 1; weight <= 4; weight++) {
            legs.add(NextHop.via(gateway, device).weight(weight));
            gateway = gateway.next();
        }
        return Route.to(IpPrefix.ALL_IPV4).target(RouteTarget.balanced(legs)).table(RouteTable.of(1001));
    }

    /** As many host routes as one datagram of a dump holds; sequence number 0. */
    static ByteBuf dumpDatagram() {
        ByteBuf out = Unpooled.directBuffer(DATAGRAM_BYTES);
        MessageWriter writer = new MessageWriter(out);
        for (int i = 0; out.writableBytes() >= 64; i++) {
            writer.begin(Rtm.RTM_NEWROUTE, NetlinkHeader.NLM_F_MULTI, 0, PORT);
            RouteCodec.encode(hostRoute(i), writer);
            writer.end();
        }
        return out;
    }
}
