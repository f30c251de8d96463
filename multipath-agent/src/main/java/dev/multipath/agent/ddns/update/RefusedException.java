package dev.multipath.agent.ddns.update;

/** The server answers, and says no; the message says why. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
        super(message);
    }
}
