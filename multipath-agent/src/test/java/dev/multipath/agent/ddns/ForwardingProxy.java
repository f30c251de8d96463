package dev.multipath.agent.ddns;

import dev.multipath.testkit.netns.Namespace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A web proxy that tells whom it asks for: one connection after the other, each to the same server. */
public final class ForwardingProxy implements AutoCloseable {
    /** Opens a socket where the proxy runs. */
    private interface Opener {
        Socket open() throws IOException;
    }

    private final ServerSocket listening;
    private final Opener upstream;

    private ForwardingProxy(ServerSocket listening, Opener upstream) {
        this.listening = listening;
        this.upstream = upstream;
        Thread thread = new Thread(this::run, "forwarding-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    /** On this machine. */
    public static ForwardingProxy open(InetSocketAddress server) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return new ForwardingProxy(socket, () -> new Socket(server.getAddress(), server.getPort()));
    }

    /** In a namespace, on a port of all its addresses. */
    public static ForwardingProxy open(Namespace where, int port, InetSocketAddress server) throws IOException {
        ServerSocket socket = where.<ServerSocket, IOException>call(() -> new ServerSocket(port));
        return new ForwardingProxy(
                socket, () -> where.<Socket, IOException>call(() -> new Socket(server.getAddress(), server.getPort())));
    }

    public int port() {
        return listening.getLocalPort();
    }

    private void run() {
        while (!listening.isClosed()) {
            try (Socket client = listening.accept();
                    Socket server = upstream.open()) {
                String head = head(client.getInputStream());
                String claim = "\r\nX-Forwarded-For: " + client.getInetAddress().getHostAddress() + "\r\n";
                server.getOutputStream().write(head.replaceFirst("\r\n", claim).getBytes(StandardCharsets.US_ASCII));
                server.getInputStream().transferTo(client.getOutputStream());
            } catch (IOException gone) {
                // Of this connection, or of the proxy itself.
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("no request");
            }
            head.write(c);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
