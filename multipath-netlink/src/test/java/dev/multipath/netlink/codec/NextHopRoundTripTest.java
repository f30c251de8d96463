package dev.multipath.netlink.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.Encapsulation;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.NextHopBucket;
import dev.multipath.netlink.model.NextHopMember;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.NextHopTarget;
import dev.multipath.netlink.wire.Bytes;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Any nexthop object or bucket becomes bytes and the same record again; any bytes a record or a DecodeException. */
final class NextHopRoundTripTest {
    private static final int RECORDS = 20_000;
    private static final int MUTATIONS = 100_000;
    /** Another one each run, unless {@code -Dmultipath.seed} repeats one. */
    private static final long SEED = Long.getLong("multipath.seed", System.nanoTime());

    @Test
    void any_reported_object_comes_back() throws DecodeException {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            NextHopObject object = new NextHopRecords(seed).object();
            MessageReader message = message(Rtm.RTM_NEWNEXTHOP, object, NextHopObjectCodec::encode);
            assertThat(RtDecoder.decode(message)).as("seed %s", seed).isEqualTo(object);
            assertThat(object.toString()).isNotNull();
        }
    }

    @Test
    void a_request_leaves_out_what_only_the_kernel_says() throws DecodeException {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            NextHopObject object = new NextHopRecords(seed).object();
            MessageReader message = message(Rtm.RTM_NEWNEXTHOP, object, NextHopObjectCodec::encodeRequest);
            NextHopObject asked = NextHopObjectCodec.decode(message);
            assertThat(asked.configured()).as("seed %s", seed).isEqualTo(object.configured());
            assertThat(asked.scope().value()).isZero();
            assertThat(asked.operationFlags()).isZero();
            assertThat(asked.flags()).isEqualTo(object.flags() & NextHop.ONLINK);
            if (asked.target() instanceof NextHopTarget.Group group) {
                assertThat(group.statistics()).isEmpty();
                assertThat(group.resilience().flatMap(table -> table.unbalancedTime()))
                        .isEmpty();
            }
        }
    }

    @Test
    void any_bucket_comes_back() throws DecodeException {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            NextHopBucket bucket = new NextHopRecords(seed).bucket();
            MessageReader message = message(Rtm.RTM_NEWNEXTHOPBUCKET, bucket, NextHopBucketCodec::encode);
            assertThat(RtDecoder.decode(message)).as("seed %s", seed).isEqualTo(bucket);
            assertThat(bucket.toString()).startsWith("id ");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0000", "2, 0100", "256, ff00", "257, 0001", "1000, e703", "65535, feff", "65536, ffff"})
    void a_weight_is_what_it_says_and_one_less_on_the_wire(int weight, String wire) throws DecodeException {
        NextHopObject group = NextHopObject.group(7, List.of(NextHopMember.of(1, weight)));
        byte[] bytes = bytes(Rtm.RTM_NEWNEXTHOP, group, NextHopObjectCodec::encodeRequest);
        assertThat(HexFormat.of().formatHex(bytes)).contains("0c000200" + "01000000" + wire + "0000");
        assertThat(RtDecoder.decode(Bytes.message(Unpooled.wrappedBuffer(bytes))))
                .isEqualTo(group);
    }

    /** The kernel reports the nest without a flag that it insists on in a request. */
    @Test
    void an_encapsulation_as_the_kernel_reports_it_can_be_asked_for() throws DecodeException {
        ByteBuf reported = Bytes.of("""
                3c000000 6800 0000 00000000 00000000
                02 fd 00 00 00000000
                0800 0100 07000000
                0800 0500 03000000
                0c00 0800 0800 0200 c0000209    # NHA_ENCAP, dst 192.0.2.9
                0600 0700 0200 0000             # NHA_ENCAP_TYPE ip
                """);
        NextHopObject object = NextHopObjectCodec.decode(Bytes.message(reported));
        assertThat(((NextHopTarget.Single) object.target()).encapsulation())
                .contains(Encapsulation.Ip.to(IpAddress.parse("192.0.2.9")));
        byte[] request = bytes(Rtm.RTM_NEWNEXTHOP, object, NextHopObjectCodec::encodeRequest);
        assertThat(HexFormat.of().formatHex(request)).contains("0880" + "08000200c0000209");
        byte[] again = bytes(Rtm.RTM_NEWNEXTHOP, object, NextHopObjectCodec::encode);
        assertThat(RtDecoder.decode(Bytes.message(Unpooled.wrappedBuffer(again))))
                .isEqualTo(object);
    }

    /** Also that nothing is read beyond the message: the buffer ends where it does. */
    @Test
    void any_bytes_are_a_record_or_a_decode_exception() {
        List<byte[]> messages = new ArrayList<>();
        for (long seed = SEED; seed < SEED + 600; seed++) {
            NextHopRecords records = new NextHopRecords(seed);
            messages.add(bytes(Rtm.RTM_NEWNEXTHOP, records.object(), NextHopObjectCodec::encode));
            messages.add(bytes(Rtm.RTM_NEWNEXTHOPBUCKET, records.bucket(), NextHopBucketCodec::encode));
        }
        Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = Mutations.mutate(messages.get(random.nextInt(messages.size())), random);
            refused += Mutations.survives(bytes, "seed " + SEED + ", mutation " + i) ? 0 : 1;
        }
        assertThat(refused).as("seed %s", SEED).isBetween(MUTATIONS / 20, MUTATIONS);
    }

    private static <T> MessageReader message(int type, T record, BiConsumer<T, MessageWriter> encoder)
            throws DecodeException {
        return Bytes.message(Unpooled.wrappedBuffer(bytes(type, record, encoder)));
    }

    private static <T> byte[] bytes(int type, T record, BiConsumer<T, MessageWriter> encoder) {
        ByteBuf out = Unpooled.buffer();
        MessageWriter writer = new MessageWriter(out).begin(type, 0, 1);
        encoder.accept(record, writer);
        writer.end();
        return ByteBufUtil.getBytes(out);
    }
}
