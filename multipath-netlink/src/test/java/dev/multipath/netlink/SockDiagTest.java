package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.multipath.netlink.codec.sockdiag.SocketCodec;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.UnknownAttributes;
import dev.multipath.netlink.model.sockdiag.DiagSocket;
import dev.multipath.netlink.model.sockdiag.Endpoint;
import dev.multipath.netlink.model.sockdiag.SocketState;
import dev.multipath.netlink.model.sockdiag.SocketTimer;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkFamily;
import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import dev.multipath.netlink.wire.MessageWriter;
import dev.multipath.netlink.wire.NetlinkHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is made of answers a kernel seldom gives. */
final class SockDiagTest {
    private static final int EPERM = 1;
    private static final int EOPNOTSUPP = 95;
    private static final IpAddress UPLINK = IpAddress.parse("192.0.2.2");
    private static final SocketFilter TCP =
            SocketFilter.CONNECTED.protocol(DiagSocket.TCP).local(IpPrefix.host(UPLINK));

    private final ScriptedSocket kernel = new ScriptedSocket();
    private final SockDiag sockets = SockDiag.open(NetNs.current(), new NetlinkSocketFactory() {
        @Override
        public NetlinkSocket open(NetNs namespace) {
            throw new AssertionError("nothing is asked of rtnetlink");
        }

        @Override
        public NetlinkSocket open(NetNs namespace, NetlinkFamily family) {
            assertThat(family).isEqualTo(NetlinkFamily.SOCK_DIAG);
            return kernel;
        }
    });

    @AfterEach
    void close() {
        sockets.close();
        assertThat(kernel.isClosed()).isTrue();
    }

    private static DiagSocket socket(int cookie, int inode) {
        return new DiagSocket(
                AddressFamily.INET,
                DiagSocket.TCP,
                SocketState.FIN_WAIT2,
                SocketTimer.NONE,
                new Endpoint(UPLINK, 1000 + cookie),
                new Endpoint(IpAddress.parse("203.0.113.9"), 443),
                0,
                cookie,
                0,
                0,
                0,
                inode,
                OptionalLong.of(0),
                UnknownAttributes.NONE);
    }

    /** The answer to the question for IPv4, and an empty one to that for IPv6. */
    private void lists(DiagSocket... listed) {
        kernel.script(
                (request, answers) -> {
                    for (DiagSocket each : listed) {
                        ByteBuf out = Unpooled.buffer();
                        MessageWriter writer = new MessageWriter(out)
                                .begin(
                                        SocketCodec.SOCK_DIAG_BY_FAMILY,
                                        NetlinkHeader.NLM_F_MULTI,
                                        request.sequence(),
                                        ScriptedSocket.PORT);
                        SocketCodec.encode(each, writer);
                        writer.end();
                        answers.datagram(out);
                    }
                    answers.done(request.sequence(), 0, 0).flush();
                },
                (request, answers) -> answers.done(request.sequence(), 0, 0).flush());
    }

    @Test
    void a_socket_shown_twice_is_listed_once() {
        lists(socket(1, 7), socket(2, 8), socket(1, 7));
        assertThat(sockets.list(TCP)).containsExactly(socket(1, 7), socket(2, 8));
    }

    @Test
    void what_no_process_has_and_the_kernel_cannot_destroy_is_left() {
        lists(socket(1, 0), socket(2, 8));
        kernel.script((first, answers) -> answers.ack(first.sequence(), -EOPNOTSUPP)
                .ack(first.sequence() + 1, 0)
                .flush());
        assertThat(sockets.destroyAll(TCP)).isEqualTo(1);
    }

    @Test
    void a_kernel_that_destroys_no_sockets_says_so() {
        lists(socket(1, 7));
        kernel.script(
                (first, answers) -> answers.ack(first.sequence(), -EOPNOTSUPP).flush());
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> sockets.destroyAll(TCP))
                .satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.EOPNOTSUPP));
    }

    @Test
    void without_the_capability_nothing_is_destroyed() {
        kernel.script(
                (request, answers) -> answers.ack(request.sequence(), -EPERM).flush());
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> sockets.destroy(socket(1, 7)))
                .withMessageContaining("ss -K")
                .satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.EPERM));
    }

    @Test
    void no_request_is_sent_for_a_filter_that_lets_all_through() {
        assertThatIllegalArgumentException().isThrownBy(() -> sockets.destroyAll(SocketFilter.CONNECTED));
        assertThat(kernel.requests).isEmpty();
    }
}
