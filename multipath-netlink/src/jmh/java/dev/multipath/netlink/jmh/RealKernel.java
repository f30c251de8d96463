package dev.multipath.netlink.jmh;

import dev.multipath.netlink.Routes;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A request and its acknowledgement with this machine's kernel, in a namespace of its own. Needs CAP_SYS_ADMIN. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RealKernel {
    private NetNs namespace;
    private RtNetlink netlink;
    private Routes routes;
    private Route weighted;

    /** A namespace with a device. */
    @Setup
    public void open() throws ErrnoException {
        namespace = NetNs.create();
        netlink = RtNetlink.open(namespace);
        netlink.links().add(NewLink.veth("bench0", "bench1"));
        for (String name : new String[] {"bench1", "bench0"}) {
            netlink.links().change(index(name), LinkChange.setUp());
        }
        netlink.addresses().add(Address.of(index("bench0"), IpAddress.parse("192.0.2.1"), 24));
        routes = netlink.routes();
        weighted = Samples.weightedDefault(index("bench0"));
    }

    private int index(String name) {
        return netlink.links().get(name).orElseThrow().index();
    }

    /** The namespace goes with its descriptor. */
    @TearDown
    public void close() {
        netlink.close();
        namespace.close();
    }

    /** Replaces a default over four weighted gateways. */
    @Benchmark
    public void replaceWeightedDefault() {
        routes.replace(weighted);
    }
}
