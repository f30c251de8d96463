package dev.multipath.testkit.kernel;

import java.util.Optional;

/** The fake kernel's sysctls by name. */
final class Sysctls {
    private static final String CONF = ".conf.";
    private static final String IGNORE = ".ignore_routes_with_linkdown";
    private static final String POLICY = ".fib_multipath_hash_policy";
    private static final String SEED = "net.ipv4.fib_multipath_hash_seed";

    private final Settings settings;
    private final FakeLinks links;
    private final Runnable beforeLinkdown;

    /** @param beforeLinkdown is run before a change of what is heeded of lost carriers */
    Sysctls(Settings settings, FakeLinks links, Runnable beforeLinkdown) {
        this.settings = settings;
        this.links = links;
        this.beforeLinkdown = beforeLinkdown;
    }

    /** A value; empty where the fake kernel, or the device, has no such setting. */
    Optional<String> read(String name) {
        if (name.equals(SEED)) {
            return Optional.of(Long.toString(settings.hashSeed));
        }
        boolean ipv6 = name.startsWith("net.ipv6.");
        if (name.equals(family(ipv6) + POLICY)) {
            return Optional.of(Integer.toString(ipv6 ? settings.hashPolicy6 : settings.hashPolicy4));
        }
        return device(name, ipv6).flatMap(device -> linkdown(device, ipv6)).map(on -> on ? "1" : "0");
    }

    /**
     * Sets a value.
     *
     * @throws IllegalArgumentException for a setting the fake kernel does not have, and a value Linux would not take
     */
    void write(String name, String value) {
        boolean ipv6 = name.startsWith("net.ipv6.");
        if (read(name).isEmpty()) {
            throw new IllegalArgumentException("no setting " + name);
        }
        if (name.equals(SEED)) {
            settings.hashSeed = number(name, value, 0xffff_ffffL);
        } else if (name.equals(family(ipv6) + POLICY)) {
            int policy = (int) number(name, value, 1);
            settings.hashPolicy4 = ipv6 ? settings.hashPolicy4 : policy;
            settings.hashPolicy6 = ipv6 ? policy : settings.hashPolicy6;
        } else {
            linkdown(device(name, ipv6).orElseThrow(), ipv6, number(name, value, 1) == 1);
        }
    }

    private static long number(String name, String value, long max) {
        try {
            long number = Long.parseLong(value);
            if (number >= 0 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " = " + value, e);
        }
        throw new IllegalArgumentException(name + " = " + value);
    }

    private static String family(boolean ipv6) {
        return ipv6 ? "net.ipv6" : "net.ipv4";
    }

    private static Optional<String> device(String name, boolean ipv6) {
        String start = family(ipv6) + CONF;
        return name.startsWith(start) && name.endsWith(IGNORE) && name.length() > start.length() + IGNORE.length()
                ? Optional.of(name.substring(start.length(), name.length() - IGNORE.length()))
                : Optional.empty();
    }

    private Optional<Boolean> linkdown(String device, boolean ipv6) {
        return switch (device) {
            case "all" -> Optional.of(ipv6 ? settings.all6 : settings.all4);
            case "default" -> Optional.of(ipv6 ? settings.default6 : settings.default4);
            default ->
                Optional.ofNullable(links.find(device))
                        .map(link -> ipv6 ? settings.device6(link.index) : settings.device4(link.index));
        };
    }

    private void linkdown(String device, boolean ipv6, boolean value) {
        beforeLinkdown.run();
        FakeLink link = links.find(device);
        if (link != null) {
            if (ipv6) {
                settings.device6(link.index, value);
            } else {
                settings.device4(link.index, value);
            }
        } else if (device.equals("all")) {
            if (ipv6) {
                settings.all6(value);
            } else {
                settings.all4 = value;
            }
        } else if (ipv6) {
            settings.default6 = value;
        } else {
            settings.default4 = value;
        }
    }
}
