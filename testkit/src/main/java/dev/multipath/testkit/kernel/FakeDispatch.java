package dev.multipath.testkit.kernel;

import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.NetlinkHeader;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What comes by the fake kernel's sockets and what goes out by them: requests done one after the other, faults included,
 * answers to who asked, notifications to who listens.
 */
final class FakeDispatch {
    private static final int FIRST_REQUEST = 16;
    private static final int ATTRIBUTE_HEADER = 4;
    private static final Errno ERANGE = Errno.of(34);

    private final FakeNetwork network;
    private final FakeRequests requests;
    private final FakeDumps dumps;
    private final List<FakeKernelSocket> sockets = new ArrayList<>();
    final Faults faults = new Faults();
    private boolean echoing;

    FakeDispatch(FakeNetwork network) {
        this.network = network;
        this.requests = new FakeRequests(network);
        this.dumps = new FakeDumps(network);
        network.notices.wanted = this::isHeard;
    }

    List<FakeKernelSocket> sockets() {
        return sockets;
    }

    private boolean isHeard(int group) {
        if (echoing) {
            return true;
        }
        for (FakeKernelSocket socket : sockets) {
            if (socket.listensTo(group)) {
                return true;
            }
        }
        return false;
    }

    /** Does what the messages of a datagram ask for, one after the other; the rest of a broken one is ignored. */
    void receive(FakeKernelSocket from, byte[] datagram) {
        if (faults.take(Fault.CloseSocket.class)) {
            from.close();
            return;
        }
        MessageReader request = new MessageReader(Unpooled.wrappedBuffer(datagram));
        try {
            while (request.next()) {
                boolean asks = (request.flags() & NetlinkHeader.NLM_F_REQUEST) != 0;
                if (asks && request.type() >= FIRST_REQUEST) {
                    handle(from, request);
                }
            }
        } catch (DecodeException e) {
            return;
        }
    }

    private void handle(FakeKernelSocket from, MessageReader request) {
        if (faults.take(Fault.HoldAnswer.class)) {
            from.hold();
        }
        echoing = (request.flags() & NetlinkHeader.NLM_F_ECHO) != 0;
        boolean get = (request.type() & 3) == 2;
        if (get && (request.flags() & NetlinkHeader.NLM_F_DUMP) != 0) {
            dump(from, request);
            return;
        }
        Message answer;
        boolean wanted;
        try {
            faults.refuse(request.type());
            Optional<FakeRequests.Reply> reply = requests.execute(request);
            announce(from, request);
            if (reply.isPresent()) {
                from.deliver(new Message(reply.get().type(), 0, reply.get().body())
                        .addressed(request.sequence(), from.portId())
                        .toBytes());
            }
            wanted = (request.flags() & NetlinkHeader.NLM_F_ACK) != 0;
            answer = Acknowledgement.of(request, from.portId());
        } catch (Refusal e) {
            announce(from, request);
            wanted = true;
            answer = Acknowledgement.of(request, from.portId(), e);
        } catch (DecodeException e) {
            wanted = true;
            answer = malformed(request, from.portId(), e);
        }
        if (wanted && !faults.take(Fault.DropAck.class)) {
            from.deliver(answer.toBytes());
        }
    }

    private static Message malformed(MessageReader request, int port, DecodeException why) {
        if (String.valueOf(why.getMessage()).contains("RTA_MULTIPATH")) {
            String text = "Invalid nexthop configuration - extra data after nexthops";
            return Acknowledgement.of(request, port, Errno.EINVAL.value(), text, 0);
        }
        int offset = Math.max(0, why.offset() - ATTRIBUTE_HEADER);
        return Acknowledgement.of(request, port, ERANGE.value(), "Attribute failed policy validation", offset);
    }

    private void dump(FakeKernelSocket from, MessageReader request) {
        if (from.isDumping()) {
            Refusal busy = new Refusal(Errno.EBUSY);
            from.deliver(Acknowledgement.of(request, from.portId(), busy).toBytes());
            return;
        }
        try {
            faults.refuse(request.type());
            FakeDump.Content content = dumps.content(request);
            boolean interrupted = faults.take(Fault.InterruptDump.class);
            from.begin(new FakeDump(content, request.sequence(), from.portId(), interrupted));
        } catch (Refusal e) {
            from.begin(new FakeDump(e, request.sequence(), from.portId()));
        } catch (DecodeException e) {
            Refusal invalid = new Refusal(Errno.EINVAL, String.valueOf(e.getMessage()));
            from.begin(new FakeDump(invalid, request.sequence(), from.portId()));
        }
    }

    /** Tells the listeners what a request brought about, and its sender too where it asked for an echo. */
    private void announce(FakeKernelSocket from, MessageReader request) {
        boolean echo = (request.flags() & NetlinkHeader.NLM_F_ECHO) != 0;
        for (Notices.Notice notice : network.notices.drain()) {
            Message message = notice.requested()
                    ? notice.message().addressed(request.sequence(), from.portId())
                    : notice.message();
            boolean echoed = echo && notice.requested();
            multicast(notice.group(), message, socket -> !echoed || socket != from);
            if (echoed) {
                from.deliver(message.toBytes());
            }
        }
    }

    /** Tells the listeners what happened by itself. */
    void announce() {
        for (Notices.Notice notice : network.notices.drain()) {
            multicast(notice.group(), notice.message(), socket -> true);
        }
    }

    private void multicast(int group, Message message, Predicate<FakeKernelSocket> which) {
        if (faults.take(Fault.LoseEvent.class)) {
            return;
        }
        boolean overrun = faults.take(Fault.OverrunListeners.class);
        byte[] datagram = message.toBytes();
        for (FakeKernelSocket socket : List.copyOf(sockets)) {
            if (socket.listensTo(group) && which.test(socket)) {
                socket.deliver(datagram, overrun);
            }
        }
    }
}
