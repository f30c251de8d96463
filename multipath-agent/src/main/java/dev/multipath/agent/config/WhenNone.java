package dev.multipath.agent.config;

/** What becomes of the records while no uplink lives: {@code when-none}. */
public enum WhenNone implements TomlWord {
    /** The last ones stay. */
    KEEP("keep"),
    /** They are removed. */
    REMOVE("remove");

    private final String toml;

    WhenNone(String toml) {
        this.toml = toml;
    }

    @Override
    public String toml() {
        return toml;
    }
}
