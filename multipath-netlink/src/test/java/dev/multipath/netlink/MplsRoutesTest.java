package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.multipath.netlink.codec.MplsRouteCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.LabelStack;
import dev.multipath.netlink.model.MplsRoute;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.Bytes;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MPLS routes against answers a kernel with MPLS gives; few kernels of test machines have it. */
final class MplsRoutesTest {
    private static final MplsRoute ROUTE = MplsRoute.of(100)
            .target(RouteTarget.single(
                    NextHop.via(IpAddress.parse("192.0.2.1"), 3).labels(LabelStack.of(200))));

    private final ScriptedSocket socket = new ScriptedSocket();
    private final Conversation conversation = new Conversation(socket, socket.ticker());
    private final MplsRoutes routes = new MplsRoutes(conversation, Duration.ofSeconds(5));

    @AfterEach
    void close() {
        conversation.close();
    }

    /** {@code mpls_valid_getroute_req} refuses any other header. */
    @Test
    void a_route_is_asked_for_by_its_label_as_it_was_configured() {
        Request request = new MplsRoutes.Get(100);
        ByteBuf out = Unpooled.buffer();
        MessageWriter writer = new MessageWriter(out).begin(request.type(), request.flags(), 1);
        request.write(writer);
        writer.end();
        assertThat(request.type()).isEqualTo(Rtm.RTM_GETROUTE);
        assertThat(Bytes.hex(out.slice(16, out.writerIndex() - 16)))
                .isEqualTo(Bytes.hex(Bytes.of("1c 14 00 00 00 00 00 00 00200000 0800 0100 00064100")));
        assertThat(request.words()).isEqualTo("ip -f mpls route get fibmatch 100");
    }

    /** The bytes are those {@code ip -f mpls route add 100 via link 02:00:00:00:00:01 dev lo} sends (iproute2 6.1). */
    @Test
    void a_gateway_may_be_given_by_its_hardware_address() throws DecodeException {
        MplsRoute route = MplsRoute.of(100)
                .target(RouteTarget.single(NextHop.dev(1).linkGateway(HardwareAddress.parse("02:00:00:00:00:01"))));
        ByteBuf out = Unpooled.buffer();
        MessageWriter writer = new MessageWriter(out).begin(Rtm.RTM_NEWROUTE, 0x605, 1);
        MplsRouteCodec.encodeRequest(route, writer);
        writer.end();
        assertThat(Bytes.hex(out.slice(16, out.writerIndex() - 16)))
                .isEqualTo(
                        Bytes.hex(
                                Bytes.of(
                                        "1c 14 00 00 fe 03 00 01 00000000 0800 0100 00064100 0c00 1200 1100 020000000001 0800 0400 01000000")));
        MessageReader written = new MessageReader(out);
        assertThat(written.next()).isTrue();
        assertThat(MplsRouteCodec.decode(written)).isEqualTo(route);
        assertThat(route).hasToString("100 via link 02:00:00:00:00:01 dev if1 proto boot");
    }

    @Test
    void the_route_of_a_label_is_found() {
        socket.script((request, kernel) -> kernel.datagram(message(request.sequence(), 0, ROUTE)));
        assertThat(routes.get(100)).contains(ROUTE);
    }

    @ParameterizedTest
    @ValueSource(ints = {-101, -95})
    void a_label_without_a_route_has_none_and_so_has_a_kernel_without_mpls(int error) {
        socket.script((request, kernel) -> kernel.ack(request.sequence(), error).flush());
        assertThat(routes.get(100)).isEmpty();
    }

    @Test
    void another_refusal_is_one() {
        socket.script((request, kernel) -> kernel.ack(request.sequence(), -22).flush());
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> routes.get(100))
                .satisfies(refusal -> assertThat(refusal.errno()).isEqualTo(Errno.EINVAL));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 15, 0x10_0000})
    void a_label_no_route_can_have_is_not_asked_for(int label) {
        assertThatIllegalArgumentException().isThrownBy(() -> routes.get(label));
    }

    @Test
    void a_walk_shows_them_one_by_one() {
        int multi = 2;
        socket.script((request, kernel) -> kernel.datagram(message(request.sequence(), multi, ROUTE))
                .datagram(message(request.sequence(), multi, ROUTE.ttlPropagate(true)))
                .done(request.sequence(), 0, 0)
                .flush());
        List<MplsRoute> seen = new ArrayList<>();
        routes.walk(seen::add);
        assertThat(seen).containsExactly(ROUTE, ROUTE.ttlPropagate(true));
    }

    private static ByteBuf message(int sequence, int flags, MplsRoute route) {
        ByteBuf out = Unpooled.buffer();
        MessageWriter writer = new MessageWriter(out).begin(Rtm.RTM_NEWROUTE, flags, sequence, ScriptedSocket.PORT);
        MplsRouteCodec.encode(route, writer);
        writer.end();
        return out;
    }
}
