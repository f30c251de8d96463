package dev.multipath.agent.config;

/** What becomes of the packets of a {@code [[route]]} or {@code [[policy]]} while none of its uplinks lives. */
public enum Otherwise implements TomlWord {
    /** Later rules decide, at last the balance over all uplinks. */
    BALANCE("balance"),
    /** Table main decides, its default included; of a policy only. */
    MAIN("main"),
    /** They are refused: ENETUNREACH or EHOSTUNREACH to their sender. */
    UNREACHABLE("unreachable");

    private final String toml;

    Otherwise(String toml) {
        this.toml = toml;
    }

    @Override
    public String toml() {
        return toml;
    }
}
