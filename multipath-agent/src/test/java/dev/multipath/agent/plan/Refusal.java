package dev.multipath.agent.plan;

/** What the {@link InMemoryKernel} says against a request: an errno name and the kernel's words. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refusal(String text) {
        super(text);
    }
}
