package dev.multipath.netlink.transport;

import dev.multipath.netlink.model.IpAddress;
import java.util.OptionalLong;

/** What came back for an ICMP or ICMPv6 echo request of an {@link IcmpSocket}. */
public sealed interface IcmpMessage {

    /** {@code icmp_seq} of the request it is about, 0..65535. */
    int sequence();

    /**
     * The answer.
     *
     * @param source who sent it
     * @param sequence of the request
     * @param nonce of the request
     */
    record EchoReply(IpAddress source, int sequence, long nonce) implements IcmpMessage {}

    /**
     * A router or the target says that a request did not get there: destination unreachable, time exceeded or parameter
     * problem. Anyone on the way may forge it: a hint.
     *
     * @param reporter who says so
     * @param destination where the request went
     * @param sequence of the request
     * @param type ICMP type, 0..255: 3, 11, 12; ICMPv6: 1, 3, 4
     * @param code ICMP code, 0..255
     * @param nonce of the request, where the report quotes that much of it
     * @see <a href="https://www.rfc-editor.org/rfc/rfc792">RFC 792</a>,
     *     <a href="https://www.rfc-editor.org/rfc/rfc4443">RFC 4443</a>
     */
    record Unreachable(IpAddress reporter, IpAddress destination, int sequence, int type, int code, OptionalLong nonce)
            implements IcmpMessage {}
}
