package dev.multipath.agent.cli;

import io.avaje.jsonb.Json;

/** What {@code version --json} prints. */
@Json
public record VersionReport(String version, String java, String system) {

    @Override
    public String toString() {
        return "multipath-agent " + version + " (Java " + java + ", " + system + ")";
    }
}
