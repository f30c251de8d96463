package dev.multipath.netlink.bench;

/** What starting a JVM costs. */
public final class Hello {
    private Hello() {}

    /** Does nothing. */
    public static void main(String[] arguments) {}
}
