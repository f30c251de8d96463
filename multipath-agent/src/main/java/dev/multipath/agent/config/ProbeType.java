package dev.multipath.agent.config;

/** What is asked whether an uplink is alive: {@code type}. */
public enum ProbeType implements TomlWord {
    /** ICMP echo to the configured targets. */
    ICMP("icmp"),
    /** A TCP handshake with the configured ports. */
    TCP("tcp"),
    /** A question to the configured resolvers. */
    DNS("dns"),
    /** A request for the configured pages. */
    HTTP("http"),
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

    /** Whether targets written for the other type can be used. */
    boolean sharesTargetsWith(ProbeType other) {
        return this == other || (takesAddresses() && other.takesAddresses());
    }

    private boolean takesAddresses() {
        return this == ICMP || this == DNS;
    }
}
