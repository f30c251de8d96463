package dev.multipath.netlink.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MessageReaderTest {
    private static final String TWO = """
            11000000 1800 0500 01000000 02000000 aa 000000 # 17 bytes and 3 of padding
            11000000 1900 0000 03000000 ffffffff bb        # the last one lacks its padding
            """;

    @Test
    void padding_is_skipped_and_may_be_missing_at_the_end() throws DecodeException {
        MessageReader message = new MessageReader(Bytes.of(TWO));

        assertThat(message.next()).isTrue();
        assertThat(message.header()).isEqualTo(new NetlinkHeader(17, 0x18, 5, 1, 2));
        assertThat(message.bodyLength()).isEqualTo(1);
        assertThat(message.u8(0)).isEqualTo(0xaa);
        assertThat(message.next()).isTrue();
        assertThat(message.header()).isEqualTo(new NetlinkHeader(17, 0x19, 0, 3, -1));
        assertThat(message.u8(0)).isEqualTo(0xbb);
        assertThat(message.next()).isFalse();
        assertThat(message.next()).isFalse();
    }

    @Test
    void the_reader_index_stays_and_the_slice_counts() throws DecodeException {
        ByteBuf padded = Unpooled.wrappedBuffer(new byte[5], io.netty.buffer.ByteBufUtil.getBytes(Bytes.of(TWO)));
        padded.readerIndex(5);
        MessageReader message = new MessageReader(padded);

        assertThat(message.next()).isTrue();
        assertThat(message.u8(0)).isEqualTo(0xaa);
        assertThat(padded.readerIndex()).isEqualTo(5);
        assertThat(message.toBytes()).hasSize(17).startsWith(0x11, 0, 0, 0, 0x18);
    }

    @ParameterizedTest
    @CsvSource({
        "00000000, nlmsg_len 0 would never end",
        "0f000000, shorter than its own header",
        "15000000, longer than the datagram",
        "ffffffff, unsigned",
        "00000080, not negative either"
    })
    void a_length_that_cannot_be_is_refused_once(String length, String why) throws DecodeException {
        MessageReader message = new MessageReader(Bytes.of(length + "1800000000000000000000000000 aaaa"));

        assertThatThrownBy(message::next)
                .as(why)
                .isInstanceOf(DecodeException.class)
                .hasMessageStartingWith("nlmsg_len at byte 0: ");
        assertThat(message.next()).isFalse();
    }

    @Test
    void a_header_cut_off_is_refused() {
        MessageReader message = new MessageReader(Bytes.of("10000000 1800 0000 00000000 00000000 1000"));

        assertThatThrownBy(() -> {
                    while (message.next()) {
                        assertThat(message.bodyLength()).isZero();
                    }
                })
                .isInstanceOfSatisfying(DecodeException.class, e -> {
                    assertThat(e.place()).isEqualTo("nlmsghdr");
                    assertThat(e.offset()).isEqualTo(16);
                });
    }

    @Test
    void a_body_is_not_read_beyond_its_end() throws DecodeException {
        MessageReader message = new MessageReader(Bytes.of(TWO));
        message.next();

        assertThatThrownBy(() -> message.u8(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> message.u32(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> message.attributes(12, AttributeNames.NUMBERS))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("1 bytes, at least 12 needed");
    }
}
