package dev.multipath.netlink.wire;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that are not what netlink allows. Checked, since whoever decodes bytes of another must decide what to do when
 * they are wrong; nothing else is thrown by a decoder, whatever the bytes.
 */
public final class DecodeException extends Exception {
    private static final long serialVersionUID = 1L;

    /** {@code place}. */
    private final String place;
    /** {@code offset}. */
    private final int offset;

    /**
     * @param place what was being read, outermost first, as {@code "RTA_MULTIPATH[1].RTA_GATEWAY"}
     * @param offset where, in bytes from the start of the message (of the datagram, for a broken message header)
     * @param reason what is wrong
     */
    public DecodeException(String place, int offset, String reason) {
        this(place, offset, reason, null);
    }

    /** The same, with what found it out. */
    public DecodeException(String place, int offset, String reason, @Nullable Throwable cause) {
        super(place + " at byte " + offset + ": " + reason, cause);
        this.place = place;
        this.offset = offset;
    }

    /** What was being read, outermost first. */
    public String place() {
        return place;
    }

    /** Bytes from the start of the message; of the datagram, for a broken message header. */
    public int offset() {
        return offset;
    }
}
