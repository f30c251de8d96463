package dev.multipath.agent.cli;

import io.avaje.jsonb.Json;
import java.util.List;

/**
 * What {@code check --json} prints.
 *
 * @param ok whether neither the file nor the kernel stands against it
 * @param kernel what was found there
 */
@Json
public record CheckReport(String file, boolean ok, List<Remark> errors, List<Remark> warnings, List<Found> kernel) {
    public CheckReport {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
        kernel = List.copyOf(kernel);
    }

    /** What is wrong, or probably not meant, and where: lines and columns count from 1. */
    @Json
    public record Remark(int line, int column, String message, String file) {}

    /** What does not go together with the file: an error, or probably not meant. */
    @Json
    public record Found(boolean error, String message) {}
}
