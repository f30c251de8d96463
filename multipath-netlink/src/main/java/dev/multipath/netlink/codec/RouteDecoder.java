package dev.multipath.netlink.codec;

import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads routes one after another, as a dump brings them: what it needs while reading is used again, and what one route
 * has in common with those shortly before it (the next hop above all) is the same object in both. Records are immutable,
 * so that nobody can tell.
 *
 * <p>Two steps, so that routes nobody wants cost no garbage: {@link #read}, a look at the numbers here, and only then
 * {@link #route}.
 *
 * <p>For one thread.
 */
public final class RouteDecoder {
    private final RouteDraft draft = new RouteDraft();
    private @Nullable AttributeReader attributes;

    /** One that has read nothing yet. */
    public RouteDecoder() {}

    /**
     * Reads the route the message is about, a reply, a notification or a request to add or delete.
     *
     * @throws DecodeException for broken bytes, and for another family
     */
    public Route decode(MessageReader message) throws DecodeException {
        read(message);
        return route();
    }

    /**
     * Reads a message without making a record of it.
     *
     * @throws DecodeException as {@link #decode} does
     */
    public void read(MessageReader message) throws DecodeException {
        message.requireBody(RouteCodec.HEADER, "rtmsg");
        if (!RouteCodec.isTyped(message)) {
            throw new DecodeException("rtm_family", 16, "family " + message.u8(0) + " is neither IPv4 nor IPv6");
        }
        draft.begin(message);
        AttributeReader reader = over(message);
        while (reader.next()) {
            try {
                draft.accept(reader);
            } catch (IllegalArgumentException e) {
                throw reader.error(e);
            }
        }
    }

    private AttributeReader over(MessageReader message) throws DecodeException {
        if (attributes == null) {
            attributes = message.attributes(RouteCodec.HEADER, Rta.NAMES);
        } else {
            message.attributes(RouteCodec.HEADER, attributes);
        }
        return attributes;
    }

    /**
     * The route last read.
     *
     * @throws DecodeException when its parts do not go together
     */
    public Route route() throws DecodeException {
        try {
            return draft.toRoute();
        } catch (IllegalArgumentException e) {
            throw new DecodeException("rtmsg", 16, String.valueOf(e.getMessage()), e);
        }
    }

    /** The table of the route last read. */
    public long table() {
        return draft.table();
    }

    /** {@code rtm_protocol} of the route last read. */
    public int protocol() {
        return draft.protocol();
    }

    /** {@code rtm_flags} of the route last read. */
    public long flags() {
        return draft.flags();
    }

    /** The index of its device, if it has a single way; 0 otherwise. */
    public int interfaceIndex() {
        return draft.interfaceIndex();
    }
}
