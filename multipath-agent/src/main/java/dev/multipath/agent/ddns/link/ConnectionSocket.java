package dev.multipath.agent.ddns.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;

/** A connection as what the JDK's TLS can be put on top of. */
final class ConnectionSocket extends Socket {
    private final Connection connection;
    private final InputStream input;
    private final OutputStream output;
    private volatile boolean closed;

    ConnectionSocket(Connection connection) {
        this.connection = connection;
        this.input = new ConnectionInput(connection);
        this.output = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                connection.send(new byte[] {(byte) b});
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                connection.send(Arrays.copyOfRange(bytes, offset, offset + length));
            }
        };
    }

    @Override
    public InputStream getInputStream() {
        return input;
    }

    @Override
    public OutputStream getOutputStream() {
        return output;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    /** The connection has a deadline of its own. */
    @Override
    public void setSoTimeout(int timeout) {}

    @Override
    public int getSoTimeout() {
        return 0;
    }

    @Override
    public void shutdownOutput() {}

    @Override
    public void shutdownInput() {}

    @Override
    public synchronized void close() {
        closed = true;
        connection.close();
    }
}
