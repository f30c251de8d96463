package dev.multipath.netlink.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.model.RawMessage;
import dev.multipath.netlink.wire.Bytes;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes that are not a nexthop object or a bucket say where they are not. */
final class NextHopMalformedTest {
    /** Each body begins with {@code struct nhmsg}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "104 | 02 00 00                                       | nhmsg at byte 16: 3 bytes, at least 8 needed",
                "104 | 02000000 00000000 0600 0100 0100 0000          | NHA_ID at byte 28: 2 bytes, 4 expected",
                "104 | 02000000 00000000 0500 0400 01 000000          | NHA_BLACKHOLE at byte 28: 1 bytes, 0 expected",
                "104 | 02000000 00000000 1400 0600 " + "00000000000000000000000000000000"
                        + " | NHA_GATEWAY at byte 28: 16 bytes, 4 expected",
                "104 | 0a000000 00000000 0800 0600 c0000201           | NHA_GATEWAY at byte 28: 4 bytes, 16 expected",
                "104 | 02000000 00000000 0800 0600 c0000201           | nhmsg at byte 16: a nexthop needs a device",
                "104 | 00000000 00000000 0800 0500 01000000           | nhmsg at byte 16: a nexthop of family unspec",
                "104 | 02000000 04000000 0800 0500 01000000           | nhmsg at byte 16: onlink without a gateway",
                "104 | 02000000 00000000 0400 0400 0800 0500 01000000 | nhmsg at byte 16: a blackhole with a device",
                "104 | 02000000 00000000 0400 0b00 0800 0500 01000000 | nhmsg at byte 16: fdb with a device",
                "104 | 00000000 00000000 0400 0200                    | NHA_GROUP at byte 28: 0 bytes, a multiple of 8",
                "104 | 00000000 00000000 0800 0200 01000000           | NHA_GROUP at byte 28: 4 bytes, a multiple of 8",
                "104 | 00000000 00000000 0c00 0200 0000000000000000   | NHA_GROUP at byte 28: nexthop id 0 is outside",
                "104 | 02000000 00000000 0c00 0200 0100000000000000   | a nexthop group of family inet",
                "104 | 00000000 00000000 0c00 0200 0100000000000000 0800 0500 01000000 | a nexthop group with a device",
                "104 | 00000000 00000000 1400 0200 0100000000000000 0100000001000000 | nexthop 1 twice in a group",
                "104 | 00000000 00000000 0600 0300 0100 0000          | no nexthop group, but its type",
                "104 | 00000000 00000000 0c00 0200 0100000000000000 0c00 0c80 0800 0100 04000000"
                        + " | NHA_RES_GROUP.NHA_RES_GROUP_BUCKETS at byte 44: 4 bytes, 2 expected",
                "104 | 00000000 00000000 0c00 0200 0100000000000000 0c00 0c80 0600 0100 0400 0000"
                        + " | buckets of a nexthop group of type mpath",
                "104 | 00000000 00000000 0c00 0200 0100000000000000 0800 1000 02000000"
                        + " | NHA_HW_STATS_ENABLE at byte 40: 2 is neither 0 nor 1",
                "104 | 00000000 00000000 0c00 0200 0100000000000000 1000 0f80 0c00 0180 0600 0200 0000 0000"
                        + " | NHA_GROUP_STATS.NHA_GROUP_STATS_ENTRY.NHA_GROUP_STATS_ENTRY_PACKETS at byte 48: 2 bytes",
                "116 | 00000000 00000000 0800 0100 0c000000           | NHA_RES_BUCKET at byte 16: bucket index -1",
                "116 | 00000000 00000000 0c00 0d80 0600 0100 0100 0000 | NHA_RES_BUCKET at byte 16: nexthop id 0",
                "116 | 00000000 00000000 0c00 0d80 0800 0200 01000000"
                        + " | NHA_RES_BUCKET.NHA_RES_BUCKET_IDLE_TIME at byte 32: 4 bytes, 8 expected"
            })
    void the_place_is_named(int type, String body, String expected) {
        assertThatThrownBy(() -> RtDecoder.decode(message(type, body)))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void another_family_is_handed_on_as_it_is() throws DecodeException {
        assertThat(RtDecoder.decode(message(Rtm.RTM_NEWNEXTHOP, "1c000000 00000000")))
                .isInstanceOf(RawMessage.class);
        assertThat(RtDecoder.decode(message(Rtm.RTM_NEWNEXTHOPBUCKET, "02000000 00000000")))
                .isInstanceOf(RawMessage.class);
    }

    @Test
    void a_refusal_finds_the_attribute_it_points_at() {
        ByteBuf request = whole(Rtm.RTM_NEWNEXTHOP, "02000000 00000000 0800 0100 07000000 0800 0500 01000000");
        assertThat(AttributePath.at(request, 32)).contains("NHA_OIF");
        ByteBuf bucket = whole(Rtm.RTM_GETNEXTHOPBUCKET, "00000000 00000000 0c00 0d80 0600 0100 0900 0000");
        assertThat(AttributePath.at(bucket, 28)).contains("NHA_RES_BUCKET.NHA_RES_BUCKET_INDEX");
        assertThat(AttributePath.name(Rtm.RTM_DELNEXTHOP, Nha.NHA_ID)).isEqualTo("NHA_ID");
    }

    private static MessageReader message(int type, String body) throws DecodeException {
        return Bytes.message(whole(type, body));
    }

    private static ByteBuf whole(int type, String body) {
        ByteBuf bytes = Bytes.of(body);
        return Unpooled.buffer()
                .writeIntLE(16 + bytes.readableBytes())
                .writeShortLE(type)
                .writeZero(10)
                .writeBytes(bytes);
    }
}
