package dev.multipath.netlink.jmh;

import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.Routes;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.transport.NetNs;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Requests and answers without a kernel: what the library adds to the system calls. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Conversations {
    private static final int DATAGRAMS = 10;
    private static final RouteFilter IPV4 = RouteFilter.of(AddressFamily.INET);

    private final RtNetlink netlink = RtNetlink.open(NetNs.current(), namespace -> new ReplaySocket(DATAGRAMS));
    private final Routes routes = netlink.routes();
    private final Route host = Samples.hostRoute(1);

    /** One change and its acknowledgement. */
    @Benchmark
    public void change() {
        routes.add(host);
    }

    /** A walk over a dump of some 5,400 routes. */
    @Benchmark
    public int walk() {
        int[] found = new int[1];
        routes.walk(IPV4, row -> found[0] += row.destinationLow() == 1 ? 1 : 0);
        return found[0];
    }

    /** A dump of some 5,400 routes into a list. */
    @Benchmark
    public List<Route> list() {
        return routes.list(IPV4);
    }
}
