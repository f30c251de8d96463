package dev.multipath.testkit.kernel;

import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.transport.NetlinkSocket;
import java.time.Duration;

/** A kernel with one fresh namespace, real or fake, that a contract test may do as it likes with. */
interface KernelUnderTest extends AutoCloseable {
    RtNetlink netlink();

    /** A socket of its own, for what the library's handle hides. */
    NetlinkSocket socket();

    /** {@code ignore_routes_with_linkdown} of all devices, IPv4 and IPv6. */
    void ignoreRoutesWithLinkdown();

    /** Sets a sysctl, as {@code net.ipv4.fib_multipath_hash_policy}. */
    void sysctl(String name, String value);

    /** Lets packets through from one device to another. */
    void forward();

    /** Lets the kernel's time pass. */
    void elapse(Duration time);

    /** Has new IPv6 addresses of this device wait for duplicate address detection. */
    void detectDuplicates(String device);

    /** Until no address is tentative any more. */
    void finishDuplicateDetection();

    @Override
    void close();
}
