package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Nha.*;
import static dev.multipath.netlink.codec.NhaResBucket.*;

import dev.multipath.netlink.model.NextHopBucket;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import java.time.Duration;

/**
 * Buckets of resilient nexthop groups: {@code struct nhmsg}, {@code NHA_ID} and {@code NHA_RES_BUCKET}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/nexthop.h">linux/nexthop.h</a>
 */
public final class NextHopBucketCodec {
    private NextHopBucketCodec() {}

    /** Whether the message says which bucket it is about, which {@link #decode} takes: no family of its own. */
    public static boolean isTyped(MessageReader message) throws DecodeException {
        message.requireBody(1, "nhmsg");
        return message.u8(0) == 0;
    }

    /**
     * Reads the bucket the message is about.
     *
     * @throws DecodeException for broken bytes, and when group, index or member are not in it
     */
    public static NextHopBucket decode(MessageReader message) throws DecodeException {
        message.requireBody(NextHopObjectCodec.HEADER, "nhmsg");
        if (!isTyped(message)) {
            throw new DecodeException("nh_family", 16, "family " + message.u8(0) + " of a bucket");
        }
        Draft draft = new Draft();
        AttributeReader in = message.attributes(NextHopObjectCodec.HEADER, Nha.NAMES);
        while (in.next()) {
            switch (in.type()) {
                case NHA_ID -> draft.groupId = in.u32();
                case NHA_RES_BUCKET -> draft.accept(in.nested(NhaResBucket.NAMES));
                default -> draft.unknown.keep(in);
            }
        }
        try {
            return new NextHopBucket(
                    draft.groupId,
                    draft.index,
                    draft.nexthopId,
                    draft.idleTime,
                    message.u32(4),
                    draft.unknownInBucket.toUnknown(),
                    draft.unknown.toUnknown());
        } catch (IllegalArgumentException e) {
            throw new DecodeException("NHA_RES_BUCKET", 16, String.valueOf(e.getMessage()), e);
        }
    }

    /** Writes header and attributes as the kernel reports the bucket. */
    public static void encode(NextHopBucket bucket, MessageWriter message) {
        message.u8(0).u8(0).u8(0).u8(0).u32(bucket.flags());
        AttributeWriter out = message.attributes();
        out.u32(NHA_ID, bucket.groupId());
        int mark = out.open(NHA_RES_BUCKET | AttributeReader.NESTED);
        out.u16(NHA_RES_BUCKET_INDEX, bucket.index());
        out.u32(NHA_RES_BUCKET_NH_ID, bucket.nexthopId());
        out.u64(NHA_RES_BUCKET_IDLE_TIME, ClockTime.ticks(bucket.idleTime()));
        RawAttributes.write(out, bucket.unknownInBucket());
        out.close(mark);
        RawAttributes.write(out, bucket.unknown());
    }

    /** A bucket while its attributes are read. */
    private static final class Draft {
        private long groupId;
        private int index = -1;
        private long nexthopId;
        private Duration idleTime = Duration.ZERO;
        private final RawAttributes unknownInBucket = new RawAttributes();
        private final RawAttributes unknown = new RawAttributes();

        void accept(AttributeReader in) throws DecodeException {
            while (in.next()) {
                switch (in.type()) {
                    case NHA_RES_BUCKET_PAD -> {}
                    case NHA_RES_BUCKET_INDEX -> index = in.u16();
                    case NHA_RES_BUCKET_NH_ID -> nexthopId = in.u32();
                    case NHA_RES_BUCKET_IDLE_TIME -> idleTime = ClockTime.of(in.u64());
                    default -> unknownInBucket.keep(in);
                }
            }
        }
    }
}
