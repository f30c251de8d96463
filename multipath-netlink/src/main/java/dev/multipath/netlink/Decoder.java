package dev.multipath.netlink;

import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import org.jspecify.annotations.Nullable;

/**
 * Makes an object of one message of an answer.
 *
 * @param <T> the object
 */
@FunctionalInterface
interface Decoder<T> {
    /** The object a message is about; null for one about something else, or that is not wanted. */
    @Nullable
    T decode(MessageReader message) throws DecodeException;
}
