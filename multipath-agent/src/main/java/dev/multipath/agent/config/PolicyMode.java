package dev.multipath.agent.config;

/** How the uplinks of a {@code [[policy]]} share its packets. */
public enum PolicyMode implements TomlWord {
    /** The first live one takes them all. */
    PREFER("prefer"),
    /** The live ones of the lowest tier share them by weight. */
    BALANCE("balance");

    private final String toml;

    PolicyMode(String toml) {
        this.toml = toml;
    }

    @Override
    public String toml() {
        return toml;
    }
}
