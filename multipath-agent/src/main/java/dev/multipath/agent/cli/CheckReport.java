package dev.multipath.agent.cli;

import io.avaje.jsonb.Json;
import java.util.List;

/** What {@code check --json} prints. */
@Json
public record CheckReport(String file, boolean ok, List<Remark> errors, List<Remark> warnings) {
    public CheckReport {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    /** What is wrong, or probably not meant, and where: lines and columns count from 1. */
    @Json
    public record Remark(String file, int line, int column, String message) {}
}
