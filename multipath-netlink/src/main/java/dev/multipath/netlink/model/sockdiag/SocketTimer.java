package dev.multipath.netlink.model.sockdiag;

import dev.multipath.netlink.model.OpenNumber;

/**
 * What a TCP socket waits for.
 *
 * @param kind 0 nothing, 1 an acknowledgement, 2 the next keepalive, 3 the end of TIME_WAIT, 4 the next look at a closed
 *     window; 0..255
 * @param retransmits how often it sent the same again, 0..255
 * @param expires milliseconds until then
 */
public record SocketTimer(int kind, int retransmits, long expires) {
    /** Nothing. */
    public static final SocketTimer NONE = new SocketTimer(0, 0, 0);

    /** @throws IllegalArgumentException for a number its field does not hold */
    public SocketTimer {
        OpenNumber.check(kind, 0xff, "timer");
        OpenNumber.check(retransmits, 0xff, "retransmits");
        OpenNumber.check(expires, 0xffff_ffffL, "expires");
    }
}
