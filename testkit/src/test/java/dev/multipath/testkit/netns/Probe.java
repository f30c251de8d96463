package dev.multipath.testkit.netns;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.IcmpMessage;
import dev.multipath.netlink.transport.IcmpSocket;
import dev.multipath.netlink.transport.Poller;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One echo request over one uplink, as an agent on the gateway would send it. */
final class Probe implements AutoCloseable {
    private final IcmpSocket socket;
    private final Poller poller;
    private int sequence;

    Probe(Topology topology, UplinkHandle uplink, AddressFamily family) throws ErrnoException {
        IpAddress source = uplink.address(family);
        socket = IcmpSocket.open(topology.gateway().netNs(), family, uplink.device(), source);
        poller = Poller.open();
    }

    /** What comes back for a request, if anything does in time. */
    Optional<IcmpMessage> ask(IpAddress target, Duration timeout) throws ErrnoException {
        sequence++;
        socket.sendEcho(target, sequence, 4711);
        long deadline = System.nanoTime() + timeout.toNanos();
        for (long left = timeout.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            poller.await(List.of(socket), Duration.ofNanos(left));
            Optional<IcmpMessage> got = socket.receive();
            if (got.isPresent() && got.get().sequence() == sequence) {
                return got;
            }
        }
        return Optional.empty();
    }

    boolean isAnswered(IpAddress target, Duration timeout) throws ErrnoException {
        return ask(target, timeout)
                .filter(IcmpMessage.EchoReply.class::isInstance)
                .isPresent();
    }

    @Override
    public void close() {
        poller.close();
        socket.close();
    }
}
