package dev.multipath.agent.config;

import java.util.List;

/**
 * The {@code [discover]} section: interfaces that are uplinks though nobody listed them.
 *
 * @param interfaces shell globs ({@code *}, {@code ?}, {@code [...]}) of which one must match
 * @param exclude shell globs of which none may match
 */
public record Discover(List<String> interfaces, List<String> exclude) {

    /** @throws IllegalArgumentException without a pattern, or for a glob with an open bracket */
    public Discover {
        interfaces = List.copyOf(interfaces);
        exclude = List.copyOf(exclude);
        if (interfaces.isEmpty()) {
            throw new IllegalArgumentException("no interface pattern");
        }
        checkGlobs(interfaces);
        checkGlobs(exclude);
    }

    /**
     * Whether an interface of this name is wanted as an uplink. The loopback interface never is; whether the interface
     * is listed elsewhere, as an uplink or as internal, is the caller's to look up first.
     */
    public boolean matches(String interfaceName) {
        return !interfaceName.equals(InterfaceName.LOOPBACK)
                && matchesAny(interfaces, interfaceName)
                && !matchesAny(exclude, interfaceName);
    }

    static boolean matchesAny(List<String> globs, String interfaceName) {
        for (String glob : globs) {
            if (Glob.matches(glob, interfaceName)) {
                return true;
            }
        }
        return false;
    }

    private static void checkGlobs(List<String> globs) {
        for (String glob : globs) {
            if (!Glob.isClosed(glob)) {
                throw new IllegalArgumentException("open bracket in " + glob);
            }
        }
    }
}
