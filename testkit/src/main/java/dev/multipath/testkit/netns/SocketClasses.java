package dev.multipath.testkit.netns;

import java.io.IOException;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;

/**
 * Loads the JDK's socket classes on the calling thread: whatever their loading starts (the cleaner's thread for one)
 * would otherwise start in, and for ever keep, the namespace of the thread that came first.
 */
final class SocketClasses {
    private static boolean loaded;

    private SocketClasses() {}

    static synchronized void load() {
        if (loaded) {
            return;
        }
        try (DatagramChannel udp = DatagramChannel.open(StandardProtocolFamily.INET6);
                ServerSocketChannel tcp = ServerSocketChannel.open(StandardProtocolFamily.INET);
                Socket socket = new Socket()) {
            udp.bind(null);
            loaded = tcp.isOpen() && !socket.isConnected();
        } catch (IOException e) {
            throw new NetnsException("opening sockets", e);
        } catch (UnsupportedOperationException e) {
            throw new NetnsException(
                    "the JDK found no IPv6 when it started; where this JVM runs, an interface must have an IPv6 address,"
                            + " as by 'ip link set lo up' before");
        }
    }
}
