package dev.multipath.agent.probe.http;

import dev.multipath.netlink.transport.ErrnoException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/**
 * TLS over a connection: the JDK's engine, fed with what comes. All of its work, certificates and keys included, is done
 * by the calling thread, which therefore must serve nothing that is in a hurry.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8446">RFC 8446</a>
 */
final class TlsConduit implements Conduit {
    /** Of all that comes, encrypted: handshake, certificates, and more of a page than is ever read. */
    static final int MAX_BYTES = 256 * 1024;

    private static final byte[] NOTHING = {};

    private final Conduit below;
    private final SSLEngine engine;
    /** Encrypted bytes that are not used yet; to be written to. */
    private final ByteBuffer come;

    private final byte[] piece;
    private int bytesCome;

    /**
     * @param below stands
     * @param engine a client's, not used yet
     */
    TlsConduit(Conduit below, SSLEngine engine) throws SSLException {
        this.below = below;
        this.engine = engine;
        this.piece = new byte[below.bufferSize()];
        this.come = ByteBuffer.allocate(engine.getSession().getPacketBufferSize() + piece.length);
        engine.beginHandshake();
    }

    @Override
    public int bufferSize() {
        return engine.getSession().getApplicationBufferSize();
    }

    @Override
    public boolean isOpen() throws ErrnoException, SSLException {
        return below.isOpen() && handshake();
    }

    @Override
    public boolean send(byte[] bytes) throws ErrnoException, SSLException {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        boolean taken = true;
        while (taken && from.hasRemaining()) {
            taken = sendRecord(from);
        }
        return taken;
    }

    @Override
    public OptionalInt receive(byte[] into) throws ErrnoException, SSLException {
        while (handshake()) {
            OptionalInt length = unwrap(into);
            if (length.isEmpty() || length.getAsInt() != 0) {
                return length;
            }
        }
        return OptionalInt.empty();
    }

    /**
     * Does what the engine wants done, at first or later, as far as what has come allows.
     *
     * @return whether it wants nothing more
     */
    private boolean handshake() throws ErrnoException, SSLException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NOT_HANDSHAKING, FINISHED -> {
                    return true;
                }
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> {
                    if (!sendRecord(ByteBuffer.wrap(NOTHING))) {
                        throw new SSLException("takes no handshake");
                    }
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    OptionalInt length = unwrap(NOTHING);
                    if (length.isEmpty()) {
                        return false;
                    }
                    if (length.getAsInt() < 0) {
                        throw new SSLException("ends in the middle of the handshake");
                    }
                }
            }
        }
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private boolean sendRecord(ByteBuffer from) throws ErrnoException, SSLException {
        ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        SSLEngineResult result = engine.wrap(from, record);
        if (result.getStatus() != SSLEngineResult.Status.OK) {
            return false;
        }
        byte[] bytes = new byte[record.flip().remaining()];
        record.get(bytes);
        return bytes.length == 0 || below.send(bytes);
    }

    /**
     * Takes one record.
     *
     * @return how many bytes of a page it had, often none; −1 at the end; empty when the rest of it has not come
     */
    private OptionalInt unwrap(byte[] into) throws ErrnoException, SSLException {
        while (true) {
            come.flip();
            SSLEngineResult result = engine.unwrap(come, ByteBuffer.wrap(into));
            come.compact();
            switch (result.getStatus()) {
                case OK -> {
                    return OptionalInt.of(result.bytesProduced());
                }
                case CLOSED -> {
                    return OptionalInt.of(-1);
                }
                case BUFFER_OVERFLOW -> throw new SSLException("begins a handshake anew");
                case BUFFER_UNDERFLOW -> {
                    OptionalInt length = below.receive(piece);
                    if (length.isEmpty() || length.getAsInt() < 0) {
                        return length;
                    }
                    bytesCome += length.getAsInt();
                    if (bytesCome > MAX_BYTES) {
                        throw new SSLException("sends without end");
                    }
                    come.put(piece, 0, length.getAsInt());
                }
            }
        }
    }
}
