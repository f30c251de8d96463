package dev.multipath.netlink;

import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The system's sockets, with a receive buffer for events that holds next to nothing; counts how often it ran over. */
final class NarrowSockets implements NetlinkSocketFactory {
    private final AtomicInteger overruns = new AtomicInteger();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final AtomicBoolean wrong = new AtomicBoolean();

    int overruns() {
        return overruns.get();
    }

    @Override
    public NetlinkSocket open(NetNs namespace) throws ErrnoException {
        return new Narrow(NetlinkSocketFactory.system().open(namespace), overruns, broken, wrong);
    }

    /** Whether every request fails from now on. */
    void breakDown(boolean now) {
        broken.set(now);
    }

    /** Nothing is received any more, for a reason no caller reckons with. */
    void goWrong() {
        wrong.set(true);
    }

    private record Narrow(NetlinkSocket socket, AtomicInteger overruns, AtomicBoolean broken, AtomicBoolean wrong)
            implements NetlinkSocket {
        @Override
        public void send(ByteBuf messages) throws ErrnoException {
            if (broken.get()) {
                throw new ErrnoException("send on a broken socket", Errno.ENOMEM.value());
            }
            socket.send(messages);
        }

        @Override
        public boolean receive(ByteBuf into, Duration timeout) throws ErrnoException {
            if (wrong.get()) {
                throw new IllegalStateException("wrong on purpose");
            }
            try {
                return socket.receive(into, timeout);
            } catch (ErrnoException e) {
                if (e.is(Errno.ENOBUFS)) {
                    overruns.incrementAndGet();
                }
                throw e;
            }
        }

        @Override
        public void join(int group) throws ErrnoException {
            socket.join(group);
        }

        @Override
        public int receiveBuffer(int bytes) throws ErrnoException {
            return socket.receiveBuffer(1);
        }

        @Override
        public int portId() {
            return socket.portId();
        }

        @Override
        public long namespaceCookie() throws ErrnoException {
            return socket.namespaceCookie();
        }

        @Override
        public void wakeUp() {
            socket.wakeUp();
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
