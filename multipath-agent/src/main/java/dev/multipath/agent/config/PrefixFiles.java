package dev.multipath.agent.config;

import java.util.Optional;

/** Gives the text of a file that the configuration names: whoever reads the configuration can read files, this package cannot. */
@FunctionalInterface
public interface PrefixFiles {
    /** No file can be read. */
    PrefixFiles NONE = path -> Content.unreadable("there are no files here");

    /** @param path absolute */
    Content read(String path);

    /**
     * What became of it.
     *
     * @param text of the file; absent if it cannot be read
     * @param why not
     */
    record Content(Optional<String> text, String why) {
        public static Content of(String text) {
            return new Content(Optional.of(text), "");
        }

        public static Content unreadable(String why) {
            return new Content(Optional.empty(), why);
        }
    }
}
