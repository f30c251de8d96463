package dev.multipath.agent.config;

/** What the kernel spreads over the uplinks by: {@code hash-policy}, sysctl {@code fib_multipath_hash_policy}. */
public enum HashPolicy implements TomlWord {
    /** Source and destination address: all that two hosts exchange keeps to one uplink. */
    L3("l3"),
    /** Addresses, ports and protocol: each connection for itself. */
    L4("l4"),
    /** The sysctl is left as it is found. */
    KEEP("keep");

    private final String toml;

    HashPolicy(String toml) {
        this.toml = toml;
    }

    @Override
    public String toml() {
        return toml;
    }
}
