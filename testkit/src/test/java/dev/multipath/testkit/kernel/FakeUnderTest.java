package dev.multipath.testkit.kernel;

import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkSocket;
import java.time.Duration;

/** The fake kernel as the contract sees it. */
final class FakeUnderTest implements KernelUnderTest {
    private final FakeKernel kernel;
    private final RtNetlink netlink;

    FakeUnderTest() {
        this(new FakeKernel());
    }

    FakeUnderTest(FakeKernel kernel) {
        this.kernel = kernel;
        this.netlink = kernel.netlink();
        // As a Namespace has it.
        netlink.links().change(1, LinkChange.setUp());
    }

    @Override
    public RtNetlink netlink() {
        return netlink;
    }

    @Override
    public NetlinkSocket socket() {
        return kernel.open(NetNs.current());
    }

    @Override
    public void ignoreRoutesWithLinkdown() {
        kernel.ignoreRoutesWithLinkdown(true);
    }

    @Override
    public void sysctl(String name, String value) {
        kernel.sysctl(name, value);
    }

    @Override
    public void forward() {
        // The fake kernel always would.
    }

    @Override
    public void elapse(Duration time) {
        kernel.advance(time);
    }

    @Override
    public void detectDuplicates(String device) {
        // The fake kernel always does, unless NODAD.
    }

    @Override
    public void finishDuplicateDetection() {
        kernel.finishDuplicateDetection();
    }

    @Override
    public void close() {
        netlink.close();
    }
}
