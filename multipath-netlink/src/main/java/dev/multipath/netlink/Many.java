package dev.multipath.netlink;

import java.time.Duration;

/** Many changes of one kind, tried all: none is left out because another was refused. */
final class Many {
    private Many() {}

    /**
     * Sends them, many by one system call.
     *
     * @return how many were made; those not needed do not count
     * @throws NetlinkException why the first of those failed that did, when all have been tried
     */
    static int run(Conversation conversation, Changes changes, Duration timeout) {
        int done = 0;
        ChangeResult failed = ChangeResult.DONE;
        for (ChangeResult result : conversation.run(new BatchRun(changes, false, false), timeout)) {
            if (result instanceof ChangeResult.Done) {
                done++;
            } else if (!(result instanceof ChangeResult.NotNeeded) && failed == ChangeResult.DONE) {
                failed = result;
            }
        }
        failed.orThrow();
        return done;
    }
}
