package dev.multipath.agent.config;

/** What is asked whether an uplink is alive: {@code type}. */
public enum ProbeType implements TomlWord {
    /** ICMP echo to the configured targets. */
    ICMP("icmp"),
    /** ICMP echo to the next hop; neighbour solicitation where it does not answer. */
    GATEWAY("gateway");

    private final String toml;

    ProbeType(String toml) {
        this.toml = toml;
    }

    @Override
    public String toml() {
        return toml;
    }
}
