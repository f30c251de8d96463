package dev.multipath.netlink;

import dev.multipath.netlink.transport.Errno;

/** What became of one change of a {@link Batch}. */
public sealed interface ChangeResult {
    /** The kernel said yes. */
    ChangeResult DONE = new Done();

    /**
     * Nothing where the kernel is as it was to be: {@link Done} and {@link NotNeeded}.
     *
     * @throws NetlinkException the reason, for every other result
     */
    void orThrow();

    /** The change was made. */
    record Done() implements ChangeResult {
        @Override
        public void orThrow() {}
    }

    /**
     * The kernel was that way already: {@code addIfAbsent} found one, {@code deleteIfPresent} none.
     *
     * @param errno how it said so, {@code EEXIST} or {@code ESRCH} for instance
     */
    record NotNeeded(Errno errno) implements ChangeResult {
        @Override
        public void orThrow() {}
    }

    /**
     * The kernel said no and changed nothing.
     *
     * @param why with errno, sentence and place
     */
    record Refused(NetlinkException.Rejected why) implements ChangeResult {
        @Override
        public void orThrow() {
            throw why;
        }
    }

    /**
     * It was sent, and what the kernel said to it is lost: it may or may not have been made. Look before doing it again.
     *
     * @param why {@link NetlinkException.SocketFailed} with ENOBUFS, {@link NetlinkException.TimedOut},
     *     {@link NetlinkException.Interrupted}, {@link NetlinkException.Closed} or {@link NetlinkException.Malformed}
     */
    record Unknown(NetlinkException why) implements ChangeResult {
        @Override
        public void orThrow() {
            throw why;
        }
    }

    /**
     * It never reached the kernel.
     *
     * @param why what ended the batch before: one of the reasons above, of this change or an earlier one
     */
    record NotSent(NetlinkException why) implements ChangeResult {
        @Override
        public void orThrow() {
            throw why;
        }
    }
}
