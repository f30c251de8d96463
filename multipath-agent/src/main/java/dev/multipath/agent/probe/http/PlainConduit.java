package dev.multipath.agent.probe.http;

import dev.multipath.netlink.transport.ConnectedSocket;
import dev.multipath.netlink.transport.ErrnoException;
import java.util.OptionalInt;

/** A TCP connection that stands, and how much is read of it in a row. */
final class PlainConduit implements Conduit {
    static final int BUFFER = 4096;

    /** Buffers read in a row: one fast server must not hold the prober. */
    private static final int BUFFERS_A_TURN = 4;

    private final ConnectedSocket socket;
    private int buffersRead;

    PlainConduit(ConnectedSocket socket) {
        this.socket = socket;
    }

    @Override
    public int bufferSize() {
        return BUFFER;
    }

    @Override
    public boolean isOpen() {
        buffersRead = 0;
        return true;
    }

    @Override
    public boolean send(byte[] bytes) throws ErrnoException {
        return socket.send(bytes) == bytes.length;
    }

    @Override
    public OptionalInt receive(byte[] into) throws ErrnoException {
        if (buffersRead == BUFFERS_A_TURN) {
            return OptionalInt.empty();
        }
        buffersRead++;
        OptionalInt length = socket.receive(into);
        if (length.isEmpty()) {
            // A report from before the connection stood means nothing now, but must be taken.
            socket.report();
        }
        return length;
    }
}
