package dev.multipath.agent.config;

/** Where the multipath default route lives: {@code layout}. */
public enum Layout implements TomlWord {
    /** In a table of the agent's own, behind a rule; table main is never written to. */
    ISOLATED("isolated"),
    /** In table main, for those who want to see it in plain {@code ip route}. */
    MAIN("main");

    private final String toml;

    Layout(String toml) {
        this.toml = toml;
    }

    @Override
    public String toml() {
        return toml;
    }
}
