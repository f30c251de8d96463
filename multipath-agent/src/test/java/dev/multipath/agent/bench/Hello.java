package dev.multipath.agent.bench;

/** Nothing, as a program: what a JVM alone costs. */
public final class Hello {
    private Hello() {}

    /** Does nothing. */
    public static void main(String[] arguments) {}
}
