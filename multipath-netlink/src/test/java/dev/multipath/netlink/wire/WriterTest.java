package dev.multipath.netlink.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

final class WriterTest {
    private final ByteBuf out = Unpooled.buffer();
    private final MessageWriter message = new MessageWriter(out);

    @Test
    void a_message_gets_its_length_and_zeroed_padding() {
        out.writeBytes(Bytes.of("ffffffffffffffffffffffffffffffffffffffff")).clear();
        message.begin(0x18, 5, 7).u8(2).u8(0).u16(0x1234);
        AttributeWriter attributes = message.attributes();
        attributes.u8(1, 0xab);
        attributes.u16(2, 0xcdef);
        attributes.be16(3, 0x0102);
        attributes.string(4, "eth0");
        attributes.text(5, "veth");
        attributes.flag(6);
        attributes.be64(7, 77);
        message.end();

        assertThat(Bytes.hex(out)).isEqualTo(Bytes.hex(Bytes.of("""
                50000000 1800 0500 07000000 00000000 # 80 bytes, port 0
                02 00 3412
                0500 0100 ab 000000
                0600 0200 efcd 0000
                0600 0300 0102 0000                  # network order
                0900 0400 6574683000 000000          # with its zero
                0800 0500 76657468                   # without
                0400 0600
                0c00 0700 000000000000004d
                """)));
    }

    @Test
    void nests_get_their_length_when_closed() {
        AttributeWriter attributes = new AttributeWriter(out);
        int outer = attributes.open(18);
        attributes.text(1, "veth");
        int inner = attributes.open(2 | AttributeReader.NESTED);
        attributes.u8(1, 1);
        attributes.close(inner);
        attributes.close(outer);

        assertThat(Bytes.hex(out)).isEqualTo(Bytes.hex(Bytes.of("""
                1800 1200
                  0800 0100 76657468
                  0c00 0280
                    0500 0100 01 000000
                """)));
    }

    @Test
    void what_does_not_fit_sixteen_bits_is_refused() {
        AttributeWriter attributes = new AttributeWriter(out);
        attributes.bytes(1, new byte[65_531]);

        assertThatThrownBy(() -> attributes.bytes(2, new byte[65_532]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("attribute 2 of 65536 bytes; 65,535 are possible");
        int mark = attributes.open(9);
        attributes.bytes(1, new byte[65_531]);
        assertThatThrownBy(() -> attributes.close(mark))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("attribute 9 of ");
    }
}
