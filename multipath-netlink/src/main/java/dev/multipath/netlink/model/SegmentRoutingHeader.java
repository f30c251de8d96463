package dev.multipath.netlink.model;

import java.util.List;
import java.util.OptionalLong;

/**
 * An IPv6 segment routing header at the start of its way ({@code struct ipv6_sr_hdr}, RFC 8754).
 *
 * @param segments IPv6 addresses in the order of travel; on the wire they stand the other way round
 * @param flags 8 bits without the one that says an HMAC follows
 * @param tag 16 bits
 * @param hmacKeyId id of the key the header is signed with, 32 bits, not 0; absent = unsigned
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8754">RFC 8754</a>, linux/seg6.h
 */
public record SegmentRoutingHeader(List<IpAddress> segments, int flags, int tag, OptionalLong hmacKeyId) {
    /** {@code SR6_FLAG1_HMAC}. */
    public static final int FLAG_HMAC = 8;

    private static final int MAX_LENGTH = 2048;
    private static final int FIXED = 8;
    private static final int SEGMENT = 16;
    private static final int HMAC = 40;

    /** @throws IllegalArgumentException for a number its field does not hold, an IPv4 segment, and too many or none */
    public SegmentRoutingHeader {
        segments = List.copyOf(segments);
        OpenNumber.check(flags, 0xff, "segment routing flags");
        OpenNumber.check(tag, 0xffff, "segment routing tag");
        OpenNumber.check(hmacKeyId.orElse(0), 0xffff_ffffL, "HMAC key id");
        if ((flags & FLAG_HMAC) != 0) {
            throw new IllegalArgumentException("the flag of an HMAC without one");
        }
        for (IpAddress segment : segments) {
            if (segment.isIpv4()) {
                throw new IllegalArgumentException("a segment of IPv4: " + segment);
            }
        }
        int length = FIXED + SEGMENT * segments.size() + (hmacKeyId.isPresent() ? HMAC : 0);
        if (segments.isEmpty() || length > MAX_LENGTH) {
            throw new IllegalArgumentException(segments.size() + " segments do not fit a header of 2,048 bytes");
        }
    }

    /** An unsigned header with these segments, in the order of travel. */
    public static SegmentRoutingHeader of(List<IpAddress> segments) {
        return new SegmentRoutingHeader(segments, 0, 0, OptionalLong.empty());
    }

    /** The same, signed with this key, which {@code ip sr hmac set} gives a secret. */
    public SegmentRoutingHeader hmac(long keyId) {
        return new SegmentRoutingHeader(segments, flags, tag, OptionalLong.of(keyId));
    }
}
