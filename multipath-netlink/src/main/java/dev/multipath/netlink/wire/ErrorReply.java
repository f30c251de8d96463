package dev.multipath.netlink.wire;

/**
 * An acknowledgement: {@code NLMSG_ERROR}, which also reports success, or the {@code NLMSG_DONE} that ends a dump and
 * may carry an error of its own.
 *
 * @param errno 0 for success, else a positive errno
 * @param ack what else was said
 */
public record ErrorReply(int errno, ExtendedAck ack) {
    /** Success, and nothing more. */
    public static final ErrorReply OK = new ErrorReply(0, ExtendedAck.NONE);

    private static final int ERRNO_LENGTH = 4;

    /**
     * Reads the message the reader stands on.
     *
     * @throws DecodeException when it is too short or its attributes are broken
     */
    public static ErrorReply read(MessageReader message) throws DecodeException {
        boolean done = message.type() == NetlinkHeader.NLMSG_DONE;
        if (done && message.bodyLength() < ERRNO_LENGTH) {
            return OK;
        }
        message.requireBody(ERRNO_LENGTH, done ? "NLMSG_DONE" : "NLMSG_ERROR");
        int error = message.s32(0);
        if (error > 0 || error == Integer.MIN_VALUE) {
            if (done) {
                error = 0;
            } else {
                throw new DecodeException("NLMSG_ERROR", NetlinkHeader.LENGTH, "error " + error + " is not negative");
            }
        }
        if ((message.flags() & NetlinkHeader.NLM_F_ACK_TLVS) == 0) {
            return error == 0 ? OK : new ErrorReply(-error, ExtendedAck.NONE);
        }
        int header = done ? ERRNO_LENGTH : ERRNO_LENGTH + echoed(message);
        return new ErrorReply(-error, ExtendedAck.read(message.attributes(header, AttributeNames.NUMBERS)));
    }

    /** How much of the request stands between errno and attributes: its header when capped, else all of it. */
    private static int echoed(MessageReader message) throws DecodeException {
        message.requireBody(ERRNO_LENGTH + NetlinkHeader.LENGTH, "NLMSG_ERROR");
        if ((message.flags() & NetlinkHeader.NLM_F_CAPPED) != 0) {
            return NetlinkHeader.LENGTH;
        }
        long length = message.u32(ERRNO_LENGTH);
        int left = message.bodyLength() - ERRNO_LENGTH;
        if (length < NetlinkHeader.LENGTH || length > left) {
            throw new DecodeException(
                    "nlmsgerr.msg.nlmsg_len", NetlinkHeader.LENGTH + ERRNO_LENGTH, length + " is outside 16.." + left);
        }
        return (int) length;
    }
}
