package dev.multipath.agent.demo;

/** A step of the demonstration did not do what it says. */
final class StepFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StepFailedException(String message) {
        super(message);
    }
}
