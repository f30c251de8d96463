package dev.multipath.agent.config;

import java.util.Optional;

/** Reads the path of a file or directory. */
final class PathText {
    private PathText() {}

    /** @param fallback also the example of what is expected */
    static String read(TomlSection section, String key, String fallback) {
        Optional<String> given = Values.string(section, key, "an absolute path");
        if (given.isEmpty()) {
            return fallback;
        }
        String path = given.get();
        String wrong = !path.startsWith("/") ? " is not absolute" : path.indexOf('\0') >= 0 ? " cannot be a path" : "";
        if (!wrong.isEmpty()) {
            String expected = "; expected a path such as \"" + fallback + '"';
            section.wrong(key, key + ' ' + Quoted.of(path) + wrong + expected);
            return fallback;
        }
        return path;
    }
}
