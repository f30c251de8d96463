package dev.multipath.testkit.kernel;

import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.transport.SocketClosedException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One socket of a {@link FakeKernel}: a queue with a limit, as a receive buffer has, and the dump under way on it.
 * Everything happens under the kernel's lock; a receive that waits waits for the kernel's next change.
 */
final class FakeKernelSocket implements NetlinkSocket {
    /** {@code net.core.rmem_default}. */
    private static final int DEFAULT_BUFFER = 212_992;
    /** What the smallest datagram takes of it. */
    private static final int LEAST_COST = 832;

    private static final int OVERHEAD = 576;
    private static final int FIRST_DUMP_DATAGRAM = 3776;
    static final int LARGEST_DUMP_DATAGRAM = 32_400;

    private final FakeKernel kernel;
    private final int portId;
    private final Deque<byte[]> queue = new ArrayDeque<>();
    private final Deque<byte[]> held = new ArrayDeque<>();
    private final Set<Integer> groups = new HashSet<>();
    private int limit = DEFAULT_BUFFER;
    private int used;
    private int largestReceive;
    private boolean holding;
    /** Something was dropped; more is, until the queue was empty. */
    private boolean congested;
    /** The next receive has to say so. */
    private boolean overrun;
    /** The next receive that would wait does not. */
    private boolean woken;

    private boolean closed;
    private @Nullable FakeDump dump;

    FakeKernelSocket(FakeKernel kernel, int portId) {
        this.kernel = kernel;
        this.portId = portId;
    }

    /** On the heap, where the fake kernel's own messages are. */
    @Override
    public ByteBuf buffer(int bytes) {
        return Unpooled.buffer(bytes, bytes);
    }

    @Override
    public void send(ByteBuf messages) {
        byte[] datagram = new byte[messages.readableBytes()];
        messages.getBytes(messages.readerIndex(), datagram);
        kernel.locked(() -> {
            requireOpen();
            kernel.receive(this, datagram);
        });
    }

    @Override
    public boolean receive(ByteBuf into, Duration timeout) throws ErrnoException {
        FakeKernel.Patience patience = kernel.patience(timeout);
        try {
            while (true) {
                requireOpen();
                if (queue.isEmpty()) {
                    congested = false;
                }
                if (overrun) {
                    overrun = false;
                    throw new ErrnoException("recv on a fake netlink socket", Errno.ENOBUFS.value());
                }
                byte[] datagram = queue.poll();
                if (datagram != null) {
                    take(datagram, into);
                    return true;
                }
                if (woken && !timeout.isZero()) {
                    woken = false;
                    return false;
                }
                if (!patience.await()) {
                    return false;
                }
            }
        } finally {
            patience.end();
        }
    }

    private void take(byte[] datagram, ByteBuf into) throws ErrnoException {
        used -= cost(datagram);
        congested &= !queue.isEmpty();
        largestReceive = Math.max(largestReceive, into.writableBytes());
        goOn();
        if (datagram.length > into.writableBytes()) {
            throw new ErrnoException(
                    "recv of " + datagram.length + " bytes into " + into.writableBytes() + " on a fake netlink socket",
                    Errno.EMSGSIZE.value());
        }
        into.writeBytes(datagram);
    }

    /** Puts a datagram into the queue, or drops it. */
    void deliver(byte[] datagram) {
        deliver(datagram, false);
    }

    /** @param full whether the queue is taken to be */
    void deliver(byte[] datagram, boolean full) {
        if (closed) {
            return;
        }
        if (holding) {
            held.add(datagram);
            return;
        }
        if (full || used > limit || congested || kernel.overruns()) {
            overrun |= !congested;
            congested = true;
        } else {
            queue.add(datagram);
            used += cost(datagram);
        }
        kernel.changed();
    }

    /** Keeps back what is delivered from now on. */
    void hold() {
        holding = true;
    }

    /** Delivers what was kept back. */
    void release() {
        holding = false;
        while (!held.isEmpty()) {
            deliver(held.remove());
        }
    }

    /** Forgets what was under way. */
    void drain() {
        queue.clear();
        held.clear();
        used = 0;
        holding = false;
        congested = false;
        overrun = false;
        dump = null;
    }

    boolean isDumping() {
        return dump != null;
    }

    /** Begins a dump: its first datagram goes out at once, others as room is made. */
    void begin(FakeDump newDump) {
        dump = newDump;
        deliverPart(newDump);
    }

    private void goOn() {
        FakeDump current = dump;
        if (current != null && used <= limit / 2) {
            deliverPart(current);
        }
    }

    private void deliverPart(FakeDump current) {
        int size = Math.max(FIRST_DUMP_DATAGRAM, Math.min(largestReceive, LARGEST_DUMP_DATAGRAM));
        byte[] part = current.next(size);
        if (current.isFinished()) {
            dump = null;
        }
        deliver(part);
    }

    boolean listensTo(int group) {
        return groups.contains(group);
    }

    @Override
    public void join(int group) {
        kernel.locked(() -> {
            requireOpen();
            groups.add(group);
        });
    }

    @Override
    public int receiveBuffer(int bytes) {
        return kernel.locked(() -> {
            requireOpen();
            limit = 2 * bytes;
            return limit;
        });
    }

    @Override
    public void wakeUp() {
        kernel.locked(() -> {
            woken = true;
            kernel.changed();
        });
    }

    @Override
    public int portId() {
        return portId;
    }

    @Override
    public long namespaceCookie() {
        return kernel.cookie();
    }

    @Override
    public void close() {
        kernel.locked(() -> {
            closed = true;
            queue.clear();
            dump = null;
            kernel.forget(this);
            kernel.changed();
        });
    }

    private void requireOpen() {
        if (closed) {
            throw new SocketClosedException("a fake netlink socket");
        }
    }

    /** {@code skb->truesize}: small ones all take the same, larger ones the next power of two and a header. */
    private static int cost(byte[] datagram) {
        if (datagram.length <= LEAST_COST / 2) {
            return LEAST_COST;
        }
        return OVERHEAD + Math.max(1024, Integer.highestOneBit(datagram.length - 1) * 2);
    }
}
