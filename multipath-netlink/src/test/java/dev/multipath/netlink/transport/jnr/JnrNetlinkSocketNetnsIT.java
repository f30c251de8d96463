package dev.multipath.netlink.transport.jnr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import dev.multipath.netlink.wire.MessageReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What only a privileged sender, and so only a namespace of the test's own, can show. */
@Timeout(60)
class JnrNetlinkSocketNetnsIT {
    private static final int RTNLGRP_LINK = 1;

    private final ByteBuf buffer = Unpooled.directBuffer(65536);
    private NetNs namespace;
    private NetlinkSocket socket;
    private Descriptor foreign;

    @BeforeEach
    void open() throws ErrnoException {
        namespace = NetNs.create();
        socket = NetlinkSocketFactory.system().open(namespace);
        foreign = new Descriptor(
                Sockets.open(namespace, Linux.AF_NETLINK, Linux.SOCK_RAW, Linux.NETLINK_ROUTE), "foreign socket");
    }

    @AfterEach
    void close() {
        foreign.close();
        socket.close();
        namespace.close();
        buffer.release();
    }

    @Test
    void theKernelRefusesWhatAnotherSocketSendsToAConnectedOne() throws ErrnoException {
        assertThatThrownBy(() -> sendForeign(socket.portId(), 0))
                .isInstanceOfSatisfying(
                        ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ECONNREFUSED));
        assertThat(socket.receive(buffer, Duration.ofMillis(50))).isFalse();
    }

    @Test
    void anotherSocketsMulticastIsDroppedUnseen() throws ErrnoException {
        socket.join(RTNLGRP_LINK);
        for (int i = 0; i < 10; i++) {
            sendForeign(0, 1);
        }
        assertThat(socket.receive(buffer, Duration.ofMillis(50))).isFalse();
        assertThat(buffer.writerIndex()).isZero();

        sendForeign(0, 1);
        loopbackUp();
        assertThat(socket.receive(buffer, Duration.ofSeconds(5))).isTrue();
        assertThat(buffer.getUnsignedShortLE(4)).as("RTM_NEWLINK").isEqualTo(16);
        assertThat(buffer.getIntLE(16 + 4)).as("loopback").isEqualTo(1);
    }

    @Test
    void lostEventsAreENOBUFS() throws ErrnoException {
        socket.join(RTNLGRP_LINK);
        socket.receiveBuffer(1);
        for (int i = 0; i < 100; i++) {
            sendForeign(0, 1);
        }
        assertThatThrownBy(() -> socket.receive(buffer, Duration.ZERO))
                .isInstanceOfSatisfying(
                        ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOBUFS));
        assertThat(socket.receive(buffer, Duration.ZERO)).isFalse();
    }

    @Test
    void theReceiveBufferIsForcedPastTheLimit() throws ErrnoException {
        assertThat(socket.receiveBuffer(4 << 20)).isEqualTo(8 << 20);
    }

    @Test
    void severalAnswersComeByOneCallAndStandBehindEachOther() throws Exception {
        ByteBuf answers = Unpooled.directBuffer(65536);
        assertThat(socket.receiveQueued(answers, 1024)).isFalse();
        for (int i = 0; i < Burst.MOST + 3; i++) {
            socket.send(Requests.loopbackUp(buffer.clear()));
        }
        assertThat(socket.receiveQueued(answers, 1024)).isTrue();
        assertThat(acknowledgements(answers)).isEqualTo(Burst.MOST);
        assertThat(socket.receiveQueued(answers.clear(), 1024)).isTrue();
        assertThat(acknowledgements(answers)).isEqualTo(3);
        assertThat(socket.receiveQueued(answers.clear(), 1024)).isFalse();

        socket.send(Requests.loopbackUp(buffer.clear()));
        assertThatThrownBy(() -> socket.receiveQueued(answers.clear(), 32))
                .isInstanceOfSatisfying(
                        ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EMSGSIZE));
        answers.release();
    }

    /** A socket that hears multicast looks at each sender: datagrams come one by one there. */
    @Test
    void anotherSocketsMulticastIsNotAmongSeveralEither() throws Exception {
        socket.join(RTNLGRP_LINK);
        sendForeign(0, 1);
        assertThat(socket.receiveQueued(buffer.clear(), 1024)).isFalse();
    }

    private static int acknowledgements(ByteBuf answers) throws Exception {
        MessageReader message = new MessageReader(answers);
        int count = 0;
        while (message.next()) {
            assertThat(message.type()).isEqualTo(2);
            assertThat(message.s32(0)).isZero();
            count++;
        }
        return count;
    }

    private void loopbackUp() throws ErrnoException {
        try (NetlinkSocket requests = NetlinkSocketFactory.system().open(namespace)) {
            requests.send(Requests.loopbackUp(buffer));
            assertThat(requests.receive(buffer.clear(), Duration.ofSeconds(5))).isTrue();
            assertThat(buffer.getIntLE(16)).as("acknowledged").isZero();
            buffer.clear();
        }
    }

    /** NLMSG_NOOP, which the kernel (it gets a copy of a multicast) ignores, from a socket that is not the kernel's. */
    private void sendForeign(int port, int groups) throws ErrnoException {
        NativeMemory to = new NativeMemory(12);
        to.host().putShort(0, (short) Linux.AF_NETLINK).putInt(4, port).putInt(8, groups);
        ByteBuf message = Unpooled.directBuffer(32);
        Requests.loopbackUp(message).setShortLE(4, 1);
        Message header = new Message().name(to.at(0), 12).payload(message.memoryAddress(), 32);
        long sent = Native.LIBC.sendmsg(foreign.number(), header.address(), 0);
        int errno = Native.errno();
        to.keep();
        message.release();
        if (sent < 0) {
            throw new ErrnoException("sendmsg", errno);
        }
    }
}
