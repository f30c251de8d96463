package dev.multipath.netlink.wire;

import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the kernel says about an error, or a warning, besides the number: {@code NLMSGERR_ATTR_*}.
 *
 * @param message a sentence
 * @param offset where in the request the attribute at fault begins, bytes from its header's start
 * @param cookie what some families return with success, in hex
 * @param policy what would have been accepted
 * @param missingType an attribute that ought to have been there
 * @param missingNest offset of the nest it is missing from; absent = the top level
 * @see <a href="https://docs.kernel.org/userspace-api/netlink/intro.html#ext-ack">Extended ACK</a>, linux/netlink.h
 */
public record ExtendedAck(
        Optional<String> message,
        OptionalLong offset,
        Optional<String> cookie,
        Optional<AttributePolicy> policy,
        OptionalInt missingType,
        OptionalLong missingNest) {

    /** Nothing was said. */
    public static final ExtendedAck NONE = new ExtendedAck(
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalLong.empty());

    private static final int MSG = 1;
    private static final int OFFS = 2;
    private static final int COOKIE = 3;
    private static final int POLICY = 4;
    private static final int MISS_TYPE = 5;
    private static final int MISS_NEST = 6;

    /** Reads the attributes to their end; unknown ones are skipped. */
    public static ExtendedAck read(AttributeReader in) throws DecodeException {
        Optional<String> message = Optional.empty();
        OptionalLong offset = OptionalLong.empty();
        Optional<String> cookie = Optional.empty();
        Optional<AttributePolicy> policy = Optional.empty();
        OptionalInt missingType = OptionalInt.empty();
        OptionalLong missingNest = OptionalLong.empty();
        while (in.next()) {
            switch (in.type()) {
                case MSG -> message = Optional.of(in.string());
                case OFFS -> offset = OptionalLong.of(in.u32());
                case COOKIE -> cookie = Optional.of(HexFormat.of().formatHex(in.bytes()));
                case POLICY -> policy = Optional.of(AttributePolicy.read(in.nested(AttributeNames.NUMBERS)));
                case MISS_TYPE -> missingType = OptionalInt.of(in.s32());
                case MISS_NEST -> missingNest = OptionalLong.of(in.u32());
                default -> {}
            }
        }
        return new ExtendedAck(message, offset, cookie, policy, missingType, missingNest);
    }
}
