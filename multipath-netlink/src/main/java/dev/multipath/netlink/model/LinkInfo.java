package dev.multipath.netlink.model;

import java.util.Optional;

/**
 * {@code IFLA_LINKINFO}: what kind of interface it is, and what it has from belonging to another.
 *
 * @param kind absent for hardware
 * @param port absent for what has no master that says anything
 * @param extraStatistics {@code IFLA_INFO_XSTATS}: the kind's own structure
 * @param unknown attributes not typed here, kept
 */
public record LinkInfo(
        Optional<LinkKind> kind, Optional<LinkPort> port, Optional<Octets> extraStatistics, UnknownAttributes unknown) {
    /** None. */
    public static final LinkInfo NONE =
            new LinkInfo(Optional.empty(), Optional.empty(), Optional.empty(), UnknownAttributes.NONE);

    /** A kind alone. */
    public static LinkInfo of(LinkKind kind) {
        return NONE.kind(kind);
    }

    /** The same of this kind. */
    public LinkInfo kind(LinkKind newKind) {
        return new LinkInfo(Optional.of(newKind), port, extraStatistics, unknown);
    }

    /** The same as this port. */
    public LinkInfo port(LinkPort newPort) {
        return new LinkInfo(kind, Optional.of(newPort), extraStatistics, unknown);
    }

    /** Whether there is nothing to write. */
    public boolean isEmpty() {
        return kind.isEmpty() && port.isEmpty() && extraStatistics.isEmpty() && unknown.isEmpty();
    }
}
