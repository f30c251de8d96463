package dev.multipath.agent.config;

/** What becomes of the installed routes and rules when the agent ends: {@code on-exit}. */
public enum OnExit implements TomlWord {
    KEEP("keep"),
    REMOVE("remove");

    private final String toml;

    OnExit(String toml) {
        this.toml = toml;
    }

    @Override
    public String toml() {
        return toml;
    }
}
