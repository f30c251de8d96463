package dev.multipath.agent.config;

/**
 * Which of two addresses counts where an echo service was asked through a proxy: the one the proxy's connection came
 * from, or the one the request claims to be forwarded for ({@code X-Forwarded-For}). {@code http-client}.
 */
public enum EchoBelief implements TomlWord {
    /** The claim, if it is a public address: a provider's proxy; else the connection: a proxy on the local network. */
    AUTO("auto"),
    /** The claim, if there is one. */
    CLIENT("client"),
    /** The connection, whatever is claimed. */
    PROXY("proxy");

    private final String toml;

    EchoBelief(String toml) {
        this.toml = toml;
    }

    @Override
    public String toml() {
        return toml;
    }
}
