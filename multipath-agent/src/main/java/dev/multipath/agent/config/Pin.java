package dev.multipath.agent.config;

/** Whether connections keep their uplink for life: {@code pin}. */
public enum Pin implements TomlWord {
    /** While the machine forwards for others. */
    AUTO("auto"),
    ON("on"),
    OFF("off"),
    /** No marks: the kernel's buckets remember who went where. */
    RESILIENT("resilient");

    private final String toml;

    Pin(String toml) {
        this.toml = toml;
    }

    @Override
    public String toml() {
        return toml;
    }
}
