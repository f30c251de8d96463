package dev.multipath.agent.config;

import java.util.Locale;

/** What notices there are. */
public enum NoticeKind implements TomlWord {
    /** An uplink carries traffic again. */
    UP,
    /** An uplink is no longer used: dead, or taken out by hand. */
    DOWN,
    /** An uplink lives with too much loss or too slowly. */
    DEGRADED,
    /** An uplink has other addresses than it had before. */
    ADDRESS,
    /** No uplink is left that answers. */
    ALL_DOWN,
    /** One carries again after that. */
    RECOVERED;

    private final String toml = name().toLowerCase(Locale.ROOT).replace('_', '-');

    @Override
    public String toml() {
        return toml;
    }
}
