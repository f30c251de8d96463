package dev.multipath.agent.cli;

import dev.multipath.agent.explain.Fib;
import dev.multipath.agent.explain.Packet;
import dev.multipath.agent.plan.Numbering;
import dev.multipath.agent.status.ExitCode;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.RouteRow;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.AddressFamily;

/** Dumps what the kernel routes by, for {@code explain}; apart from the command, so that no other command loads netlink. */
final class FibReader {
    private FibReader() {}

    /**
     * What counts for this packet: of the ordered routes, which may be very many, only those that match one of its
     * addresses.
     *
     * @throws CommandFailedException when the kernel cannot be asked
     */
    static Fib read(Packet packet, Numbering numbering) {
        AddressFamily family = packet.destination().family();
        long ordered = numbering.prefixTable().value();
        try (RtNetlink netlink = RtNetlink.open()) {
            return new Fib(
                    netlink.rules().list(family),
                    netlink.routes()
                            .list(RouteFilter.of(family), row -> row.table() != ordered || matches(row, packet)),
                    netlink.links().list(),
                    netlink.addresses().list(),
                    netlink.neighbours().list(family));
        } catch (NetlinkException refused) {
            throw new CommandFailedException(ExitCode.FAILED, "multipath-agent: " + refused.getMessage());
        }
    }

    private static boolean matches(RouteRow row, Packet packet) {
        return row.covers(packet.destination())
                || packet.source().filter(row::covers).isPresent();
    }
}
