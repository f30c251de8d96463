package dev.multipath.testkit.kernel;

import dev.multipath.netlink.wire.AttributeNames;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.NetlinkHeader;

/** NLMSG_ERROR as a socket with capped and extended acknowledgements gets it. */
final class Acknowledgement {
    /** {@code NLMSGERR_ATTR_MSG}. */
    static final int TEXT = 1;
    /** {@code NLMSGERR_ATTR_OFFS}. */
    static final int OFFSET = 2;

    private static final int ATTRIBUTE_HEADER = 4;

    private Acknowledgement() {}

    static Message of(MessageReader request, int port) {
        return of(request, port, 0, "", 0);
    }

    static Message of(MessageReader request, int port, Refusal refusal) {
        return of(request, port, refusal.errno(), refusal.text(), offset(request, refusal.attribute()));
    }

    /** @param offset of the attribute at fault from the request's start; 0 = none */
    static Message of(MessageReader request, int port, int errno, String text, int offset) {
        NetlinkHeader header = request.header();
        boolean more = !text.isEmpty() || offset != 0;
        int flags = NetlinkHeader.NLM_F_CAPPED | (more ? NetlinkHeader.NLM_F_ACK_TLVS : 0);
        return new Message(NetlinkHeader.NLMSG_ERROR, flags, message -> {
                    message.u32(-errno);
                    message.u32(header.length()).u16(header.type()).u16(header.flags());
                    message.u32(header.sequence()).u32(header.portId());
                    if (!text.isEmpty()) {
                        message.attributes().string(TEXT, text);
                    }
                    if (offset != 0) {
                        message.attributes().u32(OFFSET, offset);
                    }
                })
                .addressed(header.sequence(), port);
    }

    private static int offset(MessageReader request, int attribute) {
        if (attribute == 0) {
            return 0;
        }
        try {
            AttributeReader in = request.attributes(FakeRequests.headerLength(request.type()), AttributeNames.NUMBERS);
            while (in.next()) {
                if (in.type() == attribute) {
                    return in.offset() - ATTRIBUTE_HEADER;
                }
            }
        } catch (DecodeException e) {
            return 0;
        }
        return 0;
    }
}
