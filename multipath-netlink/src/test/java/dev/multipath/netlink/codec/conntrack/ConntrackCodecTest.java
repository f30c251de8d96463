package dev.multipath.netlink.codec.conntrack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.multipath.netlink.codec.Mutations;
import dev.multipath.netlink.codec.Nfgenmsg;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.UnknownAttributes;
import dev.multipath.netlink.model.conntrack.ConntrackEntry;
import dev.multipath.netlink.model.conntrack.ConntrackTuple;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Connections to bytes and back. */
final class ConntrackCodecTest {
    private static final int RECORDS = 2000;
    private static final long SEED = Long.getLong("multipath.seed", System.nanoTime());

    private static byte[] bytes(Consumer<MessageWriter> body) {
        ByteBuf out = Unpooled.buffer();
        MessageWriter writer = new MessageWriter(out).begin(ConntrackMessage.IPCTNL_MSG_CT_NEW, 0, 0);
        body.accept(writer);
        writer.end();
        return ByteBufUtil.getBytes(out);
    }

    private static MessageReader message(byte[] bytes) throws DecodeException {
        MessageReader message = new MessageReader(Unpooled.wrappedBuffer(bytes));
        message.next();
        return message;
    }

    @Test
    void any_connection_comes_back() throws DecodeException {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            ConntrackEntry entry = new ConntrackRecords(seed).entry();
            byte[] written = bytes(message -> ConntrackCodec.encode(entry, message));
            assertThat(ConntrackCodec.decode(message(written)))
                    .as("seed %s", seed)
                    .isEqualTo(entry);
        }
    }

    @Test
    void a_damaged_one_is_a_record_or_a_decode_exception() throws DecodeException {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            ConntrackEntry entry = new ConntrackRecords(seed).entry();
            byte[] damaged =
                    Mutations.mutate(bytes(message -> ConntrackCodec.encode(entry, message)), new Random(seed));
            MessageReader message = new MessageReader(Unpooled.wrappedBuffer(damaged));
            try {
                if (message.next()) {
                    assertThat(ConntrackCodec.decode(message).toString()).isNotEmpty();
                }
            } catch (DecodeException refused) {
                assertThat(refused).as("seed %s", seed).hasMessageContaining(" at byte ");
            }
        }
    }

    /** The one thing a deletion must have: without a tuple it deletes all there are. */
    @Test
    void a_deletion_always_names_the_original_tuple() {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            ConntrackEntry entry = new ConntrackRecords(seed).entry();
            byte[] written = bytes(message -> ConntrackCodec.encodeDelete(entry, message));
            String first = HexFormat.of().formatHex(written, 22, 24);
            assertThat(first).as("seed %s", seed).isEqualTo("0180");
        }
    }

    @Test
    void a_mark_is_written_within_its_mask() {
        ConntrackEntry entry = new ConntrackRecords(SEED).entry();
        byte[] written = bytes(message -> ConntrackCodec.encodeMark(entry, new FwMark(0xfff7, 0xff), message));
        assertThat(HexFormat.of().formatHex(written)).endsWith("08000800000000f708001500000000ff");
    }

    @Test
    void what_misses_a_tuple_or_mixes_families_is_refused() {
        byte[] one = bytes(message -> {
            Nfgenmsg.write(message, AddressFamily.INET, 0);
            TupleCodec.write(message.attributes(), Cta.CTA_TUPLE_ORIG, tuple("192.0.2.1"));
        });
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> ConntrackCodec.decode(message(one)))
                .withMessageContaining("a tuple is missing");
        byte[] two = bytes(message -> {
            Nfgenmsg.write(message, AddressFamily.INET, 0);
            TupleCodec.write(message.attributes(), Cta.CTA_TUPLE_ORIG, tuple("192.0.2.1"));
            TupleCodec.write(message.attributes(), Cta.CTA_TUPLE_REPLY, tuple("2001:db8::1"));
        });
        assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> ConntrackCodec.decode(message(two)));
    }

    private static ConntrackTuple tuple(String address) {
        IpAddress both = IpAddress.parse(address);
        return ConntrackTuple.of(ConntrackTuple.TCP, both, 1, both, 2);
    }

    @Test
    void what_has_no_type_is_kept() throws DecodeException {
        byte[] written = bytes(message -> {
            ConntrackCodec.encode(plain(), message);
            int help = message.attributes().open(Cta.CTA_HELP | 0x8000);
            message.attributes().string(1, "ftp");
            message.attributes().close(help);
        });
        ConntrackEntry read = ConntrackCodec.decode(message(written));
        assertThat(read.unknown().attributes()).hasSize(1);
        assertThat(bytes(message -> ConntrackCodec.encode(read, message))).isEqualTo(written);
    }

    private static ConntrackEntry plain() {
        ConntrackEntry any = new ConntrackRecords(SEED).entry();
        return new ConntrackEntry(
                any.original(),
                any.reply(),
                any.status(),
                any.mark(),
                any.zone(),
                any.timeout(),
                any.id(),
                any.use(),
                any.tcp(),
                any.originalCounters(),
                any.replyCounters(),
                UnknownAttributes.NONE);
    }
}
