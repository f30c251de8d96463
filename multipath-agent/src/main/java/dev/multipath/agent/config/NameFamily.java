package dev.multipath.agent.config;

import dev.multipath.netlink.model.AddressFamily;

/** Which families the name in a URL judges, and which of its addresses are looked up for that: {@code resolve}. */
public enum NameFamily implements TomlWord {
    IPV4("ipv4"),
    IPV6("ipv6"),
    BOTH("both");

    private final String toml;

    NameFamily(String toml) {
        this.toml = toml;
    }

    @Override
    public String toml() {
        return toml;
    }

    boolean covers(AddressFamily family) {
        return this == BOTH || family.equals(this == IPV4 ? AddressFamily.INET : AddressFamily.INET6);
    }
}
