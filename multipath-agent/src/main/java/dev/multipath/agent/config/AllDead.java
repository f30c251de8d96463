package dev.multipath.agent.config;

/** What carries the traffic while every uplink is probed dead: {@code all-dead}. */
public enum AllDead implements TomlWord {
    /** The routes over uplinks that have carrier, address and gateway stay: the targets may be at fault. */
    KEEP_LAST("keep-last"),
    /** The agent's table is emptied, so that the default of table main serves. */
    FALLTHROUGH("fallthrough"),
    /** Traffic is refused, for those who would rather see an error than a wrong path. */
    UNREACHABLE("unreachable");

    private final String toml;

    AllDead(String toml) {
        this.toml = toml;
    }

    @Override
    public String toml() {
        return toml;
    }
}
