package dev.multipath.agent.status;

/**
 * Exit codes of the command, part of its contract.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/sysexits.h.3head.html">sysexits.h</a>
 */
public final class ExitCode {
    public static final int DONE = 0;
    /** Anything without a code of its own. */
    public static final int FAILED = 1;
    /** {@code apply} found no uplink to use; {@code plan --exit-code} found changes. */
    public static final int CHANGES = 2;
    /** EX_USAGE. */
    public static final int USAGE = 64;
    /** EX_UNAVAILABLE: no agent runs. */
    public static final int NO_AGENT = 69;
    /** {@code use} cannot run the command, as a shell says it. */
    public static final int NOT_RUNNABLE = 126;
    /** {@code use} does not find the command, as a shell says it. */
    public static final int NOT_FOUND = 127;
    /** EX_NOPERM: a capability is missing. */
    public static final int NO_CAPABILITY = 77;
    /** EX_CONFIG. */
    public static final int CONFIG = 78;

    private ExitCode() {}
}
