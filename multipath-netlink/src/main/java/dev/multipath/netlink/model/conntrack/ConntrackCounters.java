package dev.multipath.netlink.model.conntrack;

/**
 * How much went one way: {@code CTA_COUNTERS_*}. There only where {@code net.netfilter.nf_conntrack_acct} was 1 when the
 * connection began.
 *
 * @param packets unsigned
 * @param bytes unsigned, headers of the network layer included
 */
public record ConntrackCounters(long packets, long bytes) {
    @Override
    public String toString() {
        return "packets=" + Long.toUnsignedString(packets) + " bytes=" + Long.toUnsignedString(bytes);
    }
}
