package dev.multipath.agent.probe.echo;

import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.ProbeRequest;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.IcmpMessage;
import dev.multipath.netlink.transport.IcmpSocket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The echo requests of one uplink and family: a socket, and the requests still unanswered.
 *
 * <p>A reply counts if it comes from the very target, with the number and the random payload of a request. A router's
 * word that a target cannot be reached counts against the probe it quotes. The same word from the target itself, a
 * firewall's "prohibited" for one, is as good as a reply: the path lives. Then it must quote the payload as well.
 */
final class EchoPath implements AutoCloseable {
    /** So often {@link #sendAgain} is wanted while anything is unsent. */
    static final Duration RETRY = Duration.ofMillis(20);

    /** Unanswered requests remembered; the oldest are forgotten first. */
    private static final int MAX_PENDING = 1024;

    /** So long a request waits for room, unless its answer is awaited for less. */
    private static final long PATIENCE = Duration.ofMillis(100).toNanos();

    /** Taken in a row: a flood of forgeries must not hold the prober. */
    private static final int MESSAGES_A_TURN = 64;

    private static final SecureRandom RANDOM = new SecureRandom();

    /** @param sendBefore when it is not worth sending any more, monotonic nanoseconds */
    private record Pending(ProbeRequest request, IpAddress target, long nonce, long sendBefore) {}

    private final IcmpSocket socket;
    private final int interfaceIndex;
    private final IpAddress source;
    private final Map<Integer, Pending> pending = new LinkedHashMap<>();
    /** Which of those have yet to leave, oldest first. */
    private final Map<Integer, Pending> unsent = new LinkedHashMap<>();

    private int sequence;
    private long lastUsed;
    private long nextTry;

    EchoPath(IcmpSocket socket, ProbeRequest request) {
        this.socket = socket;
        this.interfaceIndex = request.interfaceIndex();
        this.source = request.source();
        this.sequence = RANDOM.nextInt(0x10000);
    }

    static EchoPath open(ProbeRequest request) throws ErrnoException {
        return new EchoPath(IcmpSocket.open(request.id().family(), request.device(), request.source()), request);
    }

    /** Whether the request can use this socket: same device, same address. */
    boolean fits(ProbeRequest request) {
        return request.interfaceIndex() == interfaceIndex && request.source().equals(source);
    }

    IcmpSocket socket() {
        return socket;
    }

    long lastUsed() {
        return lastUsed;
    }

    /** Sends a request, or keeps it for {@link #sendAgain} while the queue of the device is full. */
    void send(ProbeRequest request, IpAddress target) throws ErrnoException {
        lastUsed = System.nanoTime();
        sequence = sequence + 1 & 0xffff;
        forget(sequence);
        long patience = Math.min(PATIENCE, request.probe().timeout().toNanos());
        Pending waiting = new Pending(request, target, RANDOM.nextLong(), lastUsed + patience);
        pending.put(sequence, waiting);
        if (pending.size() > MAX_PENDING) {
            forget(pending.keySet().iterator().next());
        }
        if (!socket.sendEcho(target, sequence, waiting.nonce())) {
            nextTry = unsent.isEmpty() ? lastUsed + RETRY.toNanos() : nextTry;
            unsent.put(sequence, waiting);
        }
    }

    private void forget(int number) {
        pending.remove(number);
        unsent.remove(number);
    }

    /** Whether {@link #sendAgain} is wanted. */
    boolean hasUnsent() {
        return !unsent.isEmpty();
    }

    /** What has yet to leave. */
    List<ProbeRequest> unsent() {
        return unsent.values().stream().map(Pending::request).toList();
    }

    /** Sends what there was no room for, as far as there is some now; what has waited too long counts as lost. */
    void sendAgain(long now) throws ErrnoException {
        Iterator<Map.Entry<Integer, Pending>> each = unsent.entrySet().iterator();
        while (each.hasNext() && now - nextTry >= 0) {
            Map.Entry<Integer, Pending> next = each.next();
            Pending waiting = next.getValue();
            boolean late = now - waiting.sendBefore() >= 0;
            if (late || socket.sendEcho(waiting.target(), next.getKey(), waiting.nonce())) {
                each.remove();
            } else {
                nextTry = now + RETRY.toNanos();
            }
        }
    }

    /** Takes what has come, but no more than a bounded part of it; the rest keeps the socket ready. */
    void receive(Consumer<Event> inbox) throws ErrnoException {
        for (int i = 0; i < MESSAGES_A_TURN; i++) {
            Optional<IcmpMessage> message = socket.receive();
            if (message.isEmpty()) {
                return;
            }
            if (message.get() instanceof IcmpMessage.EchoReply reply) {
                replied(reply, inbox);
            } else if (message.get() instanceof IcmpMessage.Unreachable unreachable) {
                refused(unreachable, inbox);
            }
        }
    }

    private void replied(IcmpMessage.EchoReply reply, Consumer<Event> inbox) {
        Pending sent = pending.get(reply.sequence());
        if (sent != null && sent.nonce() == reply.nonce() && sent.target().equals(reply.source())) {
            pending.remove(reply.sequence());
            inbox.accept(answer(sent));
        }
    }

    private void refused(IcmpMessage.Unreachable report, Consumer<Event> inbox) {
        Pending sent = pending.get(report.sequence());
        if (sent == null || !sent.target().equals(report.destination())) {
            return;
        }
        if (report.reporter().equals(sent.target())) {
            if (report.nonce().isPresent() && report.nonce().getAsLong() == sent.nonce()) {
                pending.remove(report.sequence());
                inbox.accept(answer(sent));
            }
        } else if (report.nonce().orElse(sent.nonce()) == sent.nonce()) {
            inbox.accept(new Event.ProbeRefused(sent.request().id(), report.reporter() + " says unreachable"));
        }
    }

    private static Event answer(Pending sent) {
        return new Event.ProbeAnswered(
                sent.request().id(), System.nanoTime(), true, sent.request().awaited());
    }

    @Override
    public void close() {
        socket.close();
    }

    @Override
    public String toString() {
        return "echo socket from " + source + " on interface " + interfaceIndex;
    }
}
