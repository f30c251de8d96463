package dev.multipath.agent.ddns.link;

import java.io.IOException;
import java.io.InputStream;

/** The bytes that come over a connection, as a stream. */
final class ConnectionInput extends InputStream {
    private final Connection connection;
    private final byte[] buffer = new byte[Connection.most()];
    private int from;
    private int to;

    ConnectionInput(Connection connection) {
        this.connection = connection;
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer[from++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, to - from);
        System.arraycopy(buffer, from, into, offset, count);
        from += count;
        return count;
    }

    /** Whether there is something left; waits for more if not. */
    private boolean fill() throws IOException {
        if (from == to) {
            int length = connection.receive(buffer);
            from = 0;
            to = Math.max(0, length);
        }
        return to > from;
    }
}
