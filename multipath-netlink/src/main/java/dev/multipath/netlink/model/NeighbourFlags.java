package dev.multipath.netlink.model;

/**
 * Bits of {@code ndm_state} (NUD_*), {@code ndm_flags} (NTF_*) and {@code NDA_FLAGS_EXT} (NTF_EXT_*) in words, as
 * {@code ip neighbour} and {@code bridge fdb} print them.
 */
final class NeighbourFlags {
    private static final String[] STATES = {
        "incomplete", "reachable", "stale", "delay", "probe", "failed", "noarp", "permanent"
    };
    private static final String[] FLAGS = {
        "use", "self", "master", "proxy", "extern_learn", "offload", "sticky", "router"
    };
    private static final String[] EXTENDED = {"managed", "locked", "extern_valid"};

    private NeighbourFlags() {}

    /** {@code reachable}, {@code stale,failed}, {@code none}; bits without a name as one number. */
    static String state(int state) {
        if (state == 0) {
            return "none";
        }
        StringBuilder out = new StringBuilder(16);
        append(out, ",", STATES, state);
        return out.substring(1);
    }

    /** The words of these flags, each with a blank before it. */
    static void flags(StringBuilder out, int flags, long extended) {
        append(out, " ", FLAGS, flags);
        append(out, " ", EXTENDED, extended);
    }

    private static void append(StringBuilder out, String separator, String[] names, long bits) {
        for (int i = 0; i < names.length; i++) {
            if ((bits >>> i & 1) != 0) {
                out.append(separator).append(names[i]);
            }
        }
        long rest = bits >>> names.length << names.length;
        if (rest != 0) {
            out.append(separator).append("0x").append(Long.toHexString(rest));
        }
    }
}
