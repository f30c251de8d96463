package dev.multipath.netlink;

import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;

/** Takes the objects of an answer, one message at a time. */
interface Sink {
    /** Takes nothing. */
    Sink NONE = new Sink() {
        @Override
        public void restart() {}

        @Override
        public void accept(MessageReader message) {}
    };

    /** What came so far does not count: the dump begins again. */
    void restart();

    /** Changes disturbed the dump, which is at its end now: whether to begin it again. */
    default boolean again() {
        return true;
    }

    /**
     * Takes one message.
     *
     * @param message valid during the call only
     */
    void accept(MessageReader message) throws DecodeException;
}
