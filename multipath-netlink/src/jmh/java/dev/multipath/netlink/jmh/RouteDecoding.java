package dev.multipath.netlink.jmh;

import dev.multipath.netlink.codec.RouteCodec;
import dev.multipath.netlink.codec.RouteDecoder;
import dev.multipath.netlink.codec.Rta;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Bytes to records: one full datagram of a route dump, some 540 routes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RouteDecoding {
    private static final int RTMSG = 12;

    private final ByteBuf datagram = Samples.dumpDatagram();

    /** Every route a record, all kept, as a list of routes does it. */
    @Benchmark
    public List<Route> records() throws DecodeException {
        List<Route> routes = new ArrayList<>();
        RouteDecoder decoder = new RouteDecoder();
        MessageReader message = new MessageReader(datagram);
        while (message.next()) {
            routes.add(decoder.decode(message));
        }
        return routes;
    }

    /** The same, each message read as if it were the only one. */
    @Benchmark
    public List<Route> recordsOfSingleMessages() throws DecodeException {
        List<Route> routes = new ArrayList<>();
        MessageReader message = new MessageReader(datagram);
        while (message.next()) {
            routes.add(RouteCodec.decode(message));
        }
        return routes;
    }

    /** Every attribute passed, none read: the lower bound of anything that walks. */
    @Benchmark
    public int attributesSkipped() throws DecodeException {
        int count = 0;
        MessageReader message = new MessageReader(datagram);
        while (message.next()) {
            AttributeReader attribute = message.attributes(RTMSG, Rta.NAMES);
            while (attribute.next()) {
                count++;
            }
        }
        return count;
    }
}
