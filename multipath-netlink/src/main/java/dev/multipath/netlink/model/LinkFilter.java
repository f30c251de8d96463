package dev.multipath.netlink.model;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which interfaces to list, and what of each: the kernel's own choice, so that nothing else is sent.
 *
 * @param master index of the bridge, bond or VRF they belong to
 * @param kind {@code IFLA_INFO_KIND}
 * @param namespace those of another namespace, by its id here
 * @param extras {@code RTEXT_FILTER_*}, bits
 */
public record LinkFilter(OptionalInt master, Optional<String> kind, OptionalInt namespace, int extras) {
    private static final int VIRTUAL_FUNCTIONS = 1;
    private static final int SKIP_STATISTICS = 8;

    /** All of this namespace, without the counters of IPv6 and without virtual functions. */
    public static final LinkFilter ALL =
            new LinkFilter(OptionalInt.empty(), Optional.empty(), OptionalInt.empty(), SKIP_STATISTICS);

    /** @throws IllegalArgumentException for a master index below 1 or a namespace id below 0 */
    public LinkFilter {
        if (master.orElse(1) < 1) {
            throw new IllegalArgumentException("master index " + master.getAsInt());
        }
        if (namespace.orElse(0) < 0) {
            throw new IllegalArgumentException("namespace id " + namespace.getAsInt());
        }
    }

    /** Those that belong to this interface. */
    public LinkFilter master(int index) {
        return new LinkFilter(OptionalInt.of(index), kind, namespace, extras);
    }

    /** Those of this kind. */
    public LinkFilter kind(String name) {
        return new LinkFilter(master, Optional.of(name), namespace, extras);
    }

    /** Those of another namespace, by its id here. */
    public LinkFilter namespace(int id) {
        return new LinkFilter(master, kind, OptionalInt.of(id), extras);
    }

    /** With the counters of IPv6, a third of the answer; those of the link itself always come. */
    public LinkFilter withStatistics() {
        return new LinkFilter(master, kind, namespace, extras & ~SKIP_STATISTICS);
    }

    /** With virtual functions of network cards. */
    public LinkFilter withVirtualFunctions() {
        return new LinkFilter(master, kind, namespace, extras | VIRTUAL_FUNCTIONS);
    }
}
