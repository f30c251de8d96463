package dev.multipath.testkit.kernel;

import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Namespace;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A namespace of this machine's kernel as the contract sees it. */
final class RealUnderTest implements KernelUnderTest {
    private final Namespace namespace = Namespace.create("contract");

    @Override
    public RtNetlink netlink() {
        return namespace.netlink();
    }

    @Override
    public NetlinkSocket socket() {
        try {
            return NetlinkSocketFactory.system().open(namespace.netNs());
        } catch (ErrnoException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void ignoreRoutesWithLinkdown() {
        namespace.sysctl("net.ipv4.conf.all.ignore_routes_with_linkdown", "1");
        namespace.sysctl("net.ipv6.conf.all.ignore_routes_with_linkdown", "1");
    }

    @Override
    public void sysctl(String name, String value) {
        namespace.sysctl(name, value);
    }

    @Override
    public void forward() {
        namespace.sysctl("net.ipv4.ip_forward", "1");
        namespace.sysctl("net.ipv6.conf.all.forwarding", "1");
    }

    /** It is time itself that is waited for. */
    @Override
    public void elapse(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void detectDuplicates(String device) {
        namespace.sysctl("net.ipv6.conf.all.accept_dad", "1");
        namespace.sysctl("net.ipv6.conf." + device + ".accept_dad", "1");
    }

    @Override
    public void finishDuplicateDetection() {
        Await.until(
                Duration.ofSeconds(10),
                "the end of duplicate address detection",
                () -> netlink().addresses().list().stream().noneMatch(address -> address.isTentative()));
    }

    @Override
    public void close() {
        namespace.close();
    }
}
