package dev.multipath.netlink.codec.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.multipath.netlink.codec.Mutations;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.UnknownAttributes;
import dev.multipath.netlink.model.sockdiag.DiagSocket;
import dev.multipath.netlink.model.sockdiag.Endpoint;
import dev.multipath.netlink.model.sockdiag.SocketState;
import dev.multipath.netlink.model.sockdiag.SocketTimer;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sockets to bytes and back. */
final class SocketCodecTest {
    private static final int RECORDS = 2000;
    private static final long SEED = Long.getLong("multipath.seed", System.nanoTime());

    private static DiagSocket socket(Random random) {
        AddressFamily family = random.nextBoolean() ? AddressFamily.INET : AddressFamily.INET6;
        UnknownAttributes unknown = UnknownAttributes.NONE;
        for (int i = random.nextInt(3); i > 0; i--) {
            unknown = unknown.plus(new RawAttribute(16 + random.nextInt(10), new byte[random.nextInt(9)]));
        }
        return new DiagSocket(
                family,
                random.nextBoolean() ? DiagSocket.TCP : DiagSocket.UDP,
                new SocketState(random.nextInt(256)),
                new SocketTimer(random.nextInt(256), random.nextInt(256), u32(random)),
                end(family, random),
                end(family, random),
                random.nextInt(),
                random.nextLong(),
                u32(random),
                u32(random),
                u32(random),
                u32(random),
                random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(u32(random)),
                unknown);
    }

    private static Endpoint end(AddressFamily family, Random random) {
        IpAddress address = family.equals(AddressFamily.INET)
                ? IpAddress.ipv4(random.nextInt())
                : IpAddress.ipv6(random.nextLong(), random.nextLong());
        return new Endpoint(address, random.nextInt(0x10000));
    }

    private static long u32(Random random) {
        return random.nextInt() & 0xffff_ffffL;
    }

    private static byte[] bytes(DiagSocket socket) {
        ByteBuf out = Unpooled.buffer();
        MessageWriter writer = new MessageWriter(out).begin(SocketCodec.SOCK_DIAG_BY_FAMILY, 0, 0);
        SocketCodec.encode(socket, writer);
        writer.end();
        return ByteBufUtil.getBytes(out);
    }

    @Test
    void any_socket_comes_back() throws DecodeException {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            DiagSocket socket = socket(new Random(seed));
            MessageReader message = new MessageReader(Unpooled.wrappedBuffer(bytes(socket)));
            message.next();
            assertThat(SocketCodec.decode(message, socket.protocol()))
                    .as("seed %s", seed)
                    .isEqualTo(socket);
        }
    }

    @Test
    void a_damaged_one_is_a_record_or_a_decode_exception() {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            Random random = new Random(seed);
            MessageReader message =
                    new MessageReader(Unpooled.wrappedBuffer(Mutations.mutate(bytes(socket(random)), random)));
            try {
                if (message.next()) {
                    assertThat(SocketCodec.decode(message, DiagSocket.TCP).toString())
                            .isNotEmpty();
                }
            } catch (DecodeException refused) {
                assertThat(refused).as("seed %s", seed).hasMessageContaining(" at byte ");
            }
        }
    }

    @Test
    void another_family_is_refused() throws DecodeException {
        byte[] bytes = bytes(socket(new Random(SEED)));
        bytes[16] = 1;
        MessageReader message = new MessageReader(Unpooled.wrappedBuffer(bytes));
        message.next();
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> SocketCodec.decode(message, DiagSocket.TCP))
                .withMessageContaining("family 1 is neither IPv4 nor IPv6");
    }
}
