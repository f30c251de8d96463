package dev.multipath.agent.explain;

/**
 * The sysctls that have a say: those of the packet's family and, where they are per interface, of the one it comes in
 * by, "all" worked in. For a packet of this machine only the first counts, and only on IPv6.
 *
 * @param forwarding IPv4 {@code conf/IF/forwarding}, IPv6 {@code conf/all/forwarding}; without it IPv6 passes over
 *     gateways that do not answer
 * @param reversePathFilter IPv4 {@code rp_filter}, the higher of "all" and the interface: 0 off, 1 strict, 2 loose
 * @param sourceMark IPv4 {@code src_valid_mark}: the reverse path is looked up with the packet's mark
 * @param acceptLocal IPv4 {@code accept_local}: packets from this machine's own addresses may come in
 * @see <a href="https://www.kernel.org/doc/html/latest/networking/ip-sysctl.html">ip-sysctl</a>
 */
public record LookupSettings(boolean forwarding, int reversePathFilter, boolean sourceMark, boolean acceptLocal) {
    /** Those of a router that checks nothing. */
    public static final LookupSettings FORWARDING = new LookupSettings(true, 0, false, false);

    /** @throws IllegalArgumentException for a filter other than 0, 1 and 2 */
    public LookupSettings {
        if (reversePathFilter < 0 || reversePathFilter > 2) {
            throw new IllegalArgumentException("rp_filter " + reversePathFilter + " is outside 0..2");
        }
    }
}
