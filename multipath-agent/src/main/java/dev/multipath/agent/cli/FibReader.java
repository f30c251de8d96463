package dev.multipath.agent.cli;

import dev.multipath.agent.explain.Fib;
import dev.multipath.agent.status.ExitCode;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.AddressFamily;

/** Dumps what the kernel routes by, for {@code explain}; apart from the command, so that no other command loads netlink. */
final class FibReader {
    private FibReader() {}

    /** @throws CommandFailedException when the kernel cannot be asked */
    static Fib read(AddressFamily family) {
        try (RtNetlink netlink = RtNetlink.open()) {
            return new Fib(
                    netlink.rules().list(family),
                    netlink.routes().list(RouteFilter.of(family)),
                    netlink.links().list(),
                    netlink.addresses().list(),
                    netlink.neighbours().list(family));
        } catch (NetlinkException refused) {
            throw new CommandFailedException(ExitCode.FAILED, "multipath-agent: " + refused.getMessage());
        }
    }
}
