package dev.multipath.agent.config;

/** What is spread over the uplinks: {@code balance} of {@code [flows]}. */
public enum FlowBalance implements TomlWord {
    CONNECTION("connection"),
    /** Each packet by itself, whatever connection it belongs to. */
    PACKET("packet");

    private final String toml;

    FlowBalance(String toml) {
        this.toml = toml;
    }

    @Override
    public String toml() {
        return toml;
    }
}
