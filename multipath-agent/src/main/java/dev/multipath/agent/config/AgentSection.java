package dev.multipath.agent.config;

import java.util.List;

/**
 * The {@code [agent]} section: which tables, priorities and marks in the kernel are the agent's, and how it behaves.
 *
 * @param tableBase B: tables and rule priorities B to B+299 are the agent's
 * @param protocol {@code rtm_protocol} and {@code FRA_PROTOCOL} of all it owns
 * @param layout where the multipath default lives
 * @param metric of the default in {@link Layout#MAIN}; 0 in {@link Layout#ISOLATED}
 * @param internalInterfaces never uplinks, whatever {@link Discover} matches
 * @param stateDir absolute path
 * @param controlSocket absolute path, at most {@value #MAX_SOCKET_PATH} bytes
 */
public record AgentSection(
        int tableBase,
        int protocol,
        Layout layout,
        long metric,
        HashPolicy hashPolicy,
        OnExit onExit,
        AllDead allDead,
        List<String> internalInterfaces,
        String stateDir,
        String controlSocket) {

    /** Tables 0 to 255 are the kernel's, or named by it. */
    public static final int MIN_TABLE_BASE = 256;

    /** B+299 stays below 32766, the priority of the kernel's own rule for table main. */
    public static final int MAX_TABLE_BASE = 32765 - 299;

    /** 1 to 4 are redirect, kernel, boot and static. */
    public static final int MIN_PROTOCOL = 5;

    public static final int MAX_PROTOCOL = 255;

    /** Leaves room in 32 bits for the stand-by defaults behind it: 1001 and one for each further uplink. */
    public static final long MAX_METRIC =
            0xffff_ffffL - 1001 - (2 * UplinkConfig.MAX_TIER + 1) * AgentConfig.MAX_UPLINKS + 1;

    /** {@code sun_path} without its final zero. */
    public static final int MAX_SOCKET_PATH = 107;

    private static final AgentSection DEFAULTS = new AgentSection(
            7700,
            77,
            Layout.ISOLATED,
            0,
            HashPolicy.L4,
            OnExit.KEEP,
            AllDead.KEEP_LAST,
            List.of(),
            "/var/lib/multipath",
            "/run/multipath/agent.sock");

    /** @throws IllegalArgumentException for a number the kernel or the agent's numbering has no room for */
    public AgentSection {
        internalInterfaces = List.copyOf(internalInterfaces);
        if (tableBase < MIN_TABLE_BASE || tableBase > MAX_TABLE_BASE) {
            throw new IllegalArgumentException("table base " + tableBase);
        }
        if (protocol < MIN_PROTOCOL || protocol > MAX_PROTOCOL) {
            throw new IllegalArgumentException("protocol " + protocol);
        }
        if (metric < 0 || metric > MAX_METRIC || (layout == Layout.ISOLATED && metric != 0)) {
            throw new IllegalArgumentException("metric " + metric + " in layout " + layout.toml());
        }
    }

    /** What holds where the file says nothing. */
    public static AgentSection defaults() {
        return DEFAULTS;
    }
}
