package dev.multipath.agent.gateway;

/** A lease file that its client would not have written so. */
final class MalformedLeaseException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param what is wrong, and where */
    MalformedLeaseException(String what) {
        super(what);
    }
}
