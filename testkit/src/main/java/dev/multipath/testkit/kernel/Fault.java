package dev.multipath.testkit.kernel;

import dev.multipath.netlink.transport.Errno;

/**
 * Something that goes wrong once in a {@link FakeKernel}, at the next request it applies to. Several wait in the order
 * in which they were injected.
 */
public sealed interface Fault {

    /** The next acknowledgement, of success or refusal, is lost; what was asked for is done all the same. */
    record DropAck() implements Fault {}

    /**
     * The next request of a type is refused and does nothing.
     *
     * @param type {@code RTM_*}, as {@link dev.multipath.netlink.codec.Rtm} has them
     * @param errno what it is refused with
     * @param text the sentence that goes with it; empty = none
     */
    record Refuse(int type, Errno errno, String text) implements Fault {}

    /** The answer to the next request is kept back until {@link FakeKernel#release()}; the change is made at once. */
    record HoldAnswer() implements Fault {}

    /**
     * The next datagram for any socket finds its receive buffer full: it is lost, the socket's next receive fails with
     * ENOBUFS, and more is lost until the queue was empty once.
     */
    record Overrun() implements Fault {}

    /** The next dump carries NLM_F_DUMP_INTR, as if something had changed under it. */
    record InterruptDump() implements Fault {}

    /** The socket the next request comes by is closed under its owner; the request is lost. */
    record CloseSocket() implements Fault {}
}
