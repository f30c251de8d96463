package dev.multipath.testkit.kernel;

/** The fake kernel's sysctls. */
final class Settings {
    /** {@code net.ipv4.conf.all.ignore_routes_with_linkdown} and the same of {@code ipv6}. */
    boolean ignoreRoutesWithLinkdown;
}
