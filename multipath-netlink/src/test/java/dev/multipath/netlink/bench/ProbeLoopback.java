package dev.multipath.netlink.bench;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.ConnectedSocket;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.IcmpSocket;

/** Asks this machine by an echo and by a connection, as far as it may: what a program that probes costs. */
public final class ProbeLoopback {
    private static final String DEVICE = "lo";
    private static final IpAddress HERE = IpAddress.parse("127.0.0.1");
    private static final int DISCARD = 9;

    private ProbeLoopback() {}

    /** What is refused is refused by the kernel: the way there is the same. */
    public static void main(String[] arguments) {
        try (IcmpSocket echo = IcmpSocket.open(AddressFamily.INET, DEVICE, HERE)) {
            System.out.println(echo.sendEcho(HERE, 1, 1));
        } catch (ErrnoException refused) {
            System.out.println(refused.errno().value());
        }
        try (ConnectedSocket connection = ConnectedSocket.open(ConnectedSocket.Kind.TCP, DEVICE, HERE, HERE, DISCARD)) {
            System.out.println(connection.isConnected());
        } catch (ErrnoException refused) {
            System.out.println(refused.errno().value());
        }
    }
}
