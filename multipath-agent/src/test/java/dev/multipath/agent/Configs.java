package dev.multipath.agent;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.config.ConfigFile;
import dev.multipath.agent.config.ConfigResult;
import dev.multipath.agent.config.ProbeConfig;

/** Configurations for tests, from the text a user would write. */
public final class Configs {
    private Configs() {}

    public static AgentConfig of(String text) {
        ConfigResult result = ConfigFile.parse("agent.toml", text);
        if (result instanceof ConfigResult.Valid valid) {
            return valid.config();
        }
        throw new AssertionError(result.toString());
    }

    /** How an uplink is probed that has these keys in its {@code [probe]} section. */
    public static ProbeConfig probe(String... lines) {
        return of("[probe]\n" + String.join("\n", lines) + "\n[[uplink]]\ninterface = \"eth0\"\n")
                .uplinks()
                .get(0)
                .probe();
    }
}
