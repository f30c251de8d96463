package dev.multipath.testkit.netns;

/** Something of the test's surroundings could not be set up; unchecked, since a test can only fail of it. */
public final class NetnsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Without a cause. */
    public NetnsException(String message) {
        super(message);
    }

    /** What was tried, and what came of it. */
    public NetnsException(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
