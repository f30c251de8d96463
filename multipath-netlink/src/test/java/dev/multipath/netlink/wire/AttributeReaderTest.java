package dev.multipath.netlink.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AttributeReaderTest {
    private static AttributeReader attributes(String hex) {
        ByteBuf bytes = Bytes.of(hex);
        return new AttributeReader(bytes, 0, bytes.readableBytes(), 0, AttributeNames.NUMBERS);
    }

    @Test
    void types_lose_their_flags_and_the_last_one_may_lack_padding() throws DecodeException {
        AttributeReader in = attributes("""
                0500 0180 2a 000000   # 1, nested flag
                0800 0240 04030201    # 2, network byte order flag
                0400 0300             # 3, empty
                0500 0400 ff          # 4, unpadded
                """);

        assertThat(in.next()).isTrue();
        assertThat(in.type()).isEqualTo(1);
        assertThat(in.rawType()).isEqualTo(0x8001);
        assertThat(in.u8()).isEqualTo(42);
        assertThat(in.next()).isTrue();
        assertThat(in.type()).isEqualTo(2);
        assertThat(in.u32()).isEqualTo(0x01020304);
        assertThat(in.be32At(0)).isEqualTo(0x04030201);
        assertThat(in.next()).isTrue();
        assertThat(in.length()).isZero();
        assertThat(in.string()).isEmpty();
        assertThat(in.next()).isTrue();
        assertThat(in.u8()).isEqualTo(255);
        assertThat(in.next()).isFalse();
    }

    @Test
    void numbers_are_unsigned_unless_they_are_not() throws DecodeException {
        AttributeReader in = attributes("""
                0800 0100 ffffffff
                0600 0200 ffff 0000
                0c00 0300 ffffffffffffffff
                """);

        in.next();
        assertThat(in.u32()).isEqualTo(0xffff_ffffL);
        assertThat(in.s32()).isEqualTo(-1);
        in.next();
        assertThat(in.u16()).isEqualTo(0xffff);
        in.next();
        assertThat(in.u64()).isEqualTo(-1L);
    }

    @ParameterizedTest
    @CsvSource({"0000 0100, 0", "0300 0100, 3", "0900 0100 00000000, 9", "ffff 0100 00000000, 65535"})
    void a_length_that_cannot_be_is_refused_once(String hex, String length) throws DecodeException {
        AttributeReader in = attributes(hex);

        assertThatThrownBy(in::next)
                .isInstanceOf(DecodeException.class)
                .hasMessageStartingWith("1 at byte 0: nla_len " + length + " is outside 4..");
        assertThat(in.next()).isFalse();
    }

    @Test
    void stray_bytes_are_refused() throws DecodeException {
        AttributeReader in = attributes("0400 0100 0000");

        assertThat(in.next()).isTrue();
        assertThatThrownBy(in::next)
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("2 bytes left, an attribute has 4 or more");
    }

    @Test
    void a_payload_of_the_wrong_size_is_refused_by_name() throws DecodeException {
        AttributeReader in = attributes("0600 0700 0102 0000");
        in.next();

        assertThatThrownBy(in::u32)
                .isInstanceOfSatisfying(DecodeException.class, e -> {
                    assertThat(e.place()).isEqualTo("7");
                    assertThat(e.offset()).isEqualTo(4);
                })
                .hasMessage("7 at byte 4: 2 bytes, 4 expected");
        assertThatThrownBy(() -> in.u32At(0)).isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> in.u8At(-1)).isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> in.be64At(Integer.MAX_VALUE)).isInstanceOf(DecodeException.class);
    }

    @Test
    void a_nest_ends_where_its_attribute_does() throws DecodeException {
        AttributeReader in = attributes("""
                0c00 0180             # a nest of 8 bytes
                  0900 0500 00000000  # whose child claims one more
                0800 0600 00000000
                """);
        in.next();
        AttributeReader inner = in.nested(AttributeNames.NUMBERS);

        assertThatThrownBy(inner::next)
                .isInstanceOf(DecodeException.class)
                .hasMessage("1.5 at byte 4: nla_len 9 is outside 4..8");
        assertThat(in.next()).isTrue();
        assertThat(in.type()).isEqualTo(6);
    }

    @Test
    void before_the_first_and_after_a_failure_there_is_nothing_to_read() throws DecodeException {
        AttributeReader in = attributes("0800 0100 01000000");

        assertThatThrownBy(in::u32).isInstanceOf(DecodeException.class);
        assertThat(in.bytes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "65746830, eth0",
        "6574683000, eth0",
        "657468300041, eth0",
        "e38388e382b9, \u30c8\u30b9",
        "f09f9880, \ud83d\ude00",
        "ff41, \udcffA",
        "c3, \udcc3",
        "c080, \udcc0\udc80",
        "eda080, \udced\udca0\udc80",
        "efbfbd, \udcef\udcbf\udcbd"
    })
    void names_that_are_not_utf_8_survive(String hex, String text) throws DecodeException {
        int size = hex.length() / 2 + 4;
        AttributeReader in = attributes(String.format("%02x00 0300 %s", size, hex));
        in.next();

        assertThat(in.string()).isEqualTo(text);
        String again = java.util.HexFormat.of().formatHex(KernelText.bytes(in.string()));
        assertThat(again).isEqualTo(hex.startsWith("65746830") ? "65746830" : hex);
    }
}
