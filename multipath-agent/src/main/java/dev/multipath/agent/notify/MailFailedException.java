package dev.multipath.agent.notify;

/** A message was not delivered: why, and whether the server may have taken it all the same. */
final class MailFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean handedOver;

    MailFailedException(String why, boolean handedOver) {
        super(why);
        this.handedOver = handedOver;
    }

    /** Whether the server has seen any of it. */
    boolean handedOver() {
        return handedOver;
    }
}
