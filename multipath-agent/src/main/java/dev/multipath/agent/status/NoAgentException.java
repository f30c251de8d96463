package dev.multipath.agent.status;

import java.io.IOException;
import java.nio.file.Path;

/** Nobody answers on the control socket. */
public final class NoAgentException extends IOException {
    private static final long serialVersionUID = 1L;

    NoAgentException(Path socket, Throwable cause) {
        super("no agent is running: nobody answers on " + socket, cause);
    }
}
