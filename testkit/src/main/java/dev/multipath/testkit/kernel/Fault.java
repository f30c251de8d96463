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

    /**
     * So many changes are let through, then one is refused and does nothing, whatever it is. Requests that only ask do
     * not count.
     *
     * @param changes how many are let through first, 0 or more
     * @param errno what it is refused with
     * @param text the sentence that goes with it; empty = none
     */
    record RefuseLater(int changes, Errno errno, String text) implements Fault {
        /** @throws IllegalArgumentException for a negative number of changes */
        public RefuseLater {
            if (changes < 0) {
                throw new IllegalArgumentException("changes " + changes);
            }
        }

        RefuseLater oneLess() {
            return new RefuseLater(changes - 1, errno, text);
        }
    }

    /** The answer to the next request is kept back until {@link FakeKernel#release()}; the change is made at once. */
    record HoldAnswer() implements Fault {}

    /**
     * The next datagram for any socket finds its receive buffer full: it is lost, the socket's next receive fails with
     * ENOBUFS, and more is lost until the queue was empty once.
     */
    record Overrun() implements Fault {}

    /** The next notification finds the receive buffers of all who listen full; for each it is as {@link Overrun}. */
    record OverrunListeners() implements Fault {}

    /** The next notification reaches nobody, and nobody is told. */
    record LoseEvent() implements Fault {}

    /** The next dump carries NLM_F_DUMP_INTR, as if something had changed under it. */
    record InterruptDump() implements Fault {}

    /** The socket the next request comes by is closed under its owner; the request is lost. */
    record CloseSocket() implements Fault {}
}
