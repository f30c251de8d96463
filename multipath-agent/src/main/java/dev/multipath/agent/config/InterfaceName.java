package dev.multipath.agent.config;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the kernel takes for the name of an interface.
 *
 * @see <a href="https://elixir.bootlin.com/linux/latest/source/net/core/dev.c">dev_valid_name() in net/core/dev.c</a>
 */
final class InterfaceName {
    static final String LOOPBACK = "lo";

    /** {@code IFNAMSIZ} less the final zero. */
    private static final int MAX_BYTES = 15;

    private InterfaceName() {}

    /** What is wrong with a name and what was expected, to be put behind the name; empty for a good one. */
    static Optional<String> complaint(String name) {
        if (Glob.isPattern(name)) {
            return Optional.of("is a pattern; expected the name of one interface, such as \"eth0\"");
        }
        return patternComplaint(name);
    }

    /** Likewise for a shell pattern that is to match names. */
    static Optional<String> patternComplaint(String pattern) {
        if (pattern.isEmpty()) {
            return Optional.of("is empty; expected the name of an interface, such as \"eth0\"");
        }
        if (pattern.equals(".") || pattern.equals("..")) {
            return Optional.of("cannot name an interface; expected a name such as \"eth0\"");
        }
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == ':' && i > 0) {
                return Optional.of("is not the name of an interface but a label of addresses; expected "
                        + Quoted.of(pattern.substring(0, i)));
            }
            if (c == '/' || c == ':' || Character.isWhitespace(c) || Character.isISOControl(c)) {
                return Optional.of(
                        "cannot name an interface; expected no \"/\", \":\", space or control character in it");
            }
        }
        if (!Glob.isPattern(pattern) && pattern.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return Optional.of("is too long for the name of an interface; expected at most " + MAX_BYTES + " bytes");
        }
        if (!Glob.isClosed(pattern)) {
            return Optional.of("has an open bracket; expected a \"]\" behind the \"[\"");
        }
        return Optional.empty();
    }
}
