package dev.multipath.agent.config;

/** Where the address comes from that the Internet knows an uplink by: {@code public-address}. */
public enum PublicAddress implements TomlWord {
    /** It is the interface's own. */
    INTERFACE("interface"),
    /** A web page that is asked over the uplink tells it: the uplink is behind an address translation. */
    HTTP("http"),
    /** Nobody outside is to use this uplink. */
    NONE("none");

    private final String toml;

    PublicAddress(String toml) {
        this.toml = toml;
    }

    @Override
    public String toml() {
        return toml;
    }
}
