package dev.multipath.testkit.kernel;

import dev.multipath.netlink.transport.Errno;

/**
 * The fake kernel says no: an errno, a sentence where Linux has one, and the attribute it points at. Part of how it answers,
 * often many thousand times, so it bears no stack trace.
 */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int errno;
    private final String text;
    private final int attribute;

    /**
     * @param text the kernel's sentence; empty = none
     * @param attribute type of the top-level attribute at fault; 0 = none
     */
    Refusal(Errno errno, String text, int attribute) {
        super(text, null, false, false);
        this.errno = errno.value();
        this.text = text;
        this.attribute = attribute;
    }

    Refusal(Errno errno, String text) {
        this(errno, text, 0);
    }

    Refusal(Errno errno) {
        this(errno, "");
    }

    int errno() {
        return errno;
    }

    String text() {
        return text;
    }

    int attribute() {
        return attribute;
    }
}
