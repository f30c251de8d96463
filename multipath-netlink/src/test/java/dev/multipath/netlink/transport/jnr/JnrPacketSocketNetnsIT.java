package dev.multipath.netlink.transport.jnr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.PacketSocket;
import dev.multipath.netlink.transport.SocketClosedException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packets put on the loopback link of a namespace of the test's own, in the name of others. */
@Timeout(60)
class JnrPacketSocketNetnsIT {
    private static final int LOOPBACK = 1;
    private static final int PORT = 5353;
    private static final int UDP = 17;
    private static final HardwareAddress NOBODY = HardwareAddress.parse("00:00:00:00:00:00");

    private NetNs namespace;

    @BeforeEach
    void open() throws ErrnoException {
        namespace = NetNs.create();
        try (RtNetlink netlink = RtNetlink.open(namespace)) {
            netlink.links().change(LOOPBACK, LinkChange.setUp());
            netlink.addresses().add(Address.of(LOOPBACK, IpAddress.parse("192.0.2.1"), 24));
        }
    }

    @AfterEach
    void close() {
        namespace.close();
    }

    /** One byte of payload; a UDP checksum of 0 says that there is none (IPv4), so on IPv6 it is calculated. */
    private static byte[] datagram(InetAddress from, InetAddress to) {
        byte[] source = from.getAddress();
        boolean ipv4 = source.length == 4;
        int header = ipv4 ? 20 : 40;
        ByteBuffer packet = ByteBuffer.allocate(header + 9);
        if (ipv4) {
            packet.putShort((short) 0x4500).putShort((short) packet.capacity()).putInt(0);
            packet.put((byte) 64).put((byte) UDP).putShort((short) 0);
        } else {
            packet.putInt(0x60000000).putShort((short) 9).put((byte) UDP).put((byte) 64);
        }
        packet.put(source).put(to.getAddress());
        packet.putShort((short) 1234).putShort((short) PORT).putShort((short) 9).putShort((short) 0);
        packet.put((byte) 'x');
        if (ipv4) {
            packet.putShort(10, (short) IcmpPacket.checksum(packet, 0, header));
        } else {
            ByteBuffer summed = ByteBuffer.allocate(32 + 8 + 9);
            summed.put(source).put(to.getAddress()).putInt(9).putInt(UDP).put(packet.array(), header, 9);
            packet.putShort(header + 6, (short) IcmpPacket.checksum(summed, 0, summed.capacity()));
        }
        return packet.array();
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.9, 192.0.2.1", "::1, ::1"})
    void aPacketIsDeliveredInTheNameItBears(String from, String to) throws Exception {
        InetAddress source = InetAddress.getByName(from);
        InetAddress destination = InetAddress.getByName(to);
        try (PacketSocket packets = PacketSocket.open(namespace);
                DatagramSocket socket = namespace.call(() -> new DatagramSocket(new InetSocketAddress(to, PORT)))) {
            socket.setSoTimeout(5_000);
            assertThat(packets.send(LOOPBACK, Optional.of(NOBODY), datagram(source, destination)))
                    .isTrue();
            DatagramPacket received = new DatagramPacket(new byte[9], 9);
            socket.receive(received);
            assertThat(received.getAddress()).isEqualTo(source);
            assertThat(received.getPort()).isEqualTo(1234);
            assertThat(received.getLength()).isEqualTo(1);
        }
    }

    @Test
    void whatCannotBeSentSaysWhy() throws ErrnoException {
        byte[] packet = datagram(InetAddress.getLoopbackAddress(), InetAddress.getLoopbackAddress());
        try (PacketSocket packets = PacketSocket.open(namespace)) {
            assertThatThrownBy(() -> packets.send(4711, Optional.empty(), packet))
                    .isInstanceOfSatisfying(
                            ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.of(6)))
                    .hasMessage("sendmsg of a packet over interface 4711: ENXIO (6)");
            assertThatThrownBy(() -> packets.send(LOOPBACK, Optional.empty(), new byte[0]))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> packets.send(LOOPBACK, Optional.empty(), new byte[20]))
                    .isInstanceOf(IllegalArgumentException.class);
            HardwareAddress tooLong = new HardwareAddress(new byte[9]);
            assertThatThrownBy(() -> packets.send(LOOPBACK, Optional.of(tooLong), packet))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aClosedOneSaysSoAndLeavesNoDescriptor() throws IOException, ErrnoException {
        byte[] packet = datagram(InetAddress.getLoopbackAddress(), InetAddress.getLoopbackAddress());
        long before = Descriptors.countSocketsAndEvents();
        PacketSocket packets = PacketSocket.open(namespace);
        packets.close();
        packets.close();
        assertThatThrownBy(() -> packets.send(LOOPBACK, Optional.empty(), packet))
                .isInstanceOf(SocketClosedException.class);
        assertThat(Descriptors.countSocketsAndEvents()).isEqualTo(before);
    }
}
