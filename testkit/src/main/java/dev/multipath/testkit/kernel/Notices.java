package dev.multipath.testkit.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** What the state has to tell its listeners since it was last asked, in order. */
final class Notices {
    /**
     * One notification.
     *
     * @param group {@code RTNLGRP_*}
     * @param requested whether it bears sequence and port of the request that caused it; the kernel's own bear 0
     */
    record Notice(int group, Message message, boolean requested) {}

    private final List<Notice> pending = new ArrayList<>();
    /** Whether anybody would hear what is told to a group; else it is not even written down. */
    IntPredicate wanted = group -> true;

    void add(int group, boolean requested, int type, int flags, Body body) {
        if (!wanted.test(group)) {
            return;
        }
        pending.add(new Notice(group, new Message(type, flags, body), requested));
    }

    List<Notice> drain() {
        if (pending.isEmpty()) {
            return List.of();
        }
        List<Notice> drained = List.copyOf(pending);
        pending.clear();
        return drained;
    }
}
