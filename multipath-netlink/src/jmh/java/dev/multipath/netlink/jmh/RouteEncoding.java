package dev.multipath.netlink.jmh;

import dev.multipath.netlink.codec.RouteCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.wire.MessageWriter;
import dev.multipath.netlink.wire.NetlinkHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Records to bytes: one request to add a route. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RouteEncoding {
    private final ByteBuf out = Unpooled.directBuffer(4096);
    private final MessageWriter writer = new MessageWriter(out);
    private final Route host = Samples.hostRoute(1);
    private final Route weighted = Samples.weightedDefault(2);
    private int number;

    /** A /32 via a gateway. */
    @Benchmark
    public ByteBuf hostRoute() {
        return encode(host);
    }

    /** The same, the record made too. */
    @Benchmark
    public ByteBuf hostRouteMadeAndEncoded() {
        return encode(Samples.hostRoute(number++ & 0xffff));
    }

    /** A default over four weighted gateways. */
    @Benchmark
    public ByteBuf weightedDefault() {
        return encode(weighted);
    }

    private ByteBuf encode(Route route) {
        out.clear();
        writer.begin(Rtm.RTM_NEWROUTE, NetlinkHeader.NLM_F_REQUEST, 1);
        RouteCodec.encodeRequest(route, writer);
        writer.end();
        return out;
    }
}
