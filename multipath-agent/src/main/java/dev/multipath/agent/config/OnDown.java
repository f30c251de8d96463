package dev.multipath.agent.config;

/** What becomes of the connections of an uplink that died: {@code on-down}. */
public enum OnDown implements TomlWord {
    /** They are ended, so that those who hold them begin again over one that lives. */
    MOVE("move"),
    /** They wait for its return. */
    KEEP("keep");

    private final String toml;

    OnDown(String toml) {
        this.toml = toml;
    }

    @Override
    public String toml() {
        return toml;
    }
}
