package dev.multipath.agent.explain;

/**
 * The sysctls that decide what becomes of a packet that comes in: those of its interface and family, "all" worked in.
 *
 * @param forwarding IPv4 {@code conf/IF/forwarding}, IPv6 {@code conf/all/forwarding}
 * @param reversePathFilter IPv4 {@code rp_filter}, the higher of "all" and the interface: 0 off, 1 strict, 2 loose
 * @param sourceMark IPv4 {@code src_valid_mark}: the reverse path is looked up with the packet's mark
 * @param acceptLocal IPv4 {@code accept_local}: packets from this machine's own addresses may come in
 * @see <a href="https://www.kernel.org/doc/html/latest/networking/ip-sysctl.html">ip-sysctl</a>
 */
public record IncomingSettings(boolean forwarding, int reversePathFilter, boolean sourceMark, boolean acceptLocal) {
    /** A plain router's: it forwards and checks nothing. */
    public static final IncomingSettings FORWARDING = new IncomingSettings(true, 0, false, false);

    /** @throws IllegalArgumentException for a filter other than 0, 1 and 2 */
    public IncomingSettings {
        if (reversePathFilter < 0 || reversePathFilter > 2) {
            throw new IllegalArgumentException("rp_filter " + reversePathFilter + " is outside 0..2");
        }
    }
}
