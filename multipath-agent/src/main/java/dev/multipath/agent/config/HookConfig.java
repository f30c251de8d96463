package dev.multipath.agent.config;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * One {@code [[hook]]}: a program of the operator's that is run for notices.
 *
 * @param run the argument vector, its program an absolute path
 * @param on the notices it is run for
 * @param timeout how long one run may take
 */
public record HookConfig(List<String> run, Set<NoticeKind> on, Duration timeout) {
    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    static final Duration LEAST_TIMEOUT = Duration.ofMillis(100);

    /** As many as anybody needs. */
    static final int MOST = 16;

    /** @throws IllegalArgumentException without a program */
    public HookConfig {
        run = List.copyOf(run);
        on = Set.copyOf(on);
        if (run.isEmpty()) {
            throw new IllegalArgumentException("a hook without a program");
        }
    }

    /** The file that is run. */
    public String program() {
        return run.get(0);
    }
}
