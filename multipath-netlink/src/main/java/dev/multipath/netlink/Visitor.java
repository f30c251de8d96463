package dev.multipath.netlink;

/**
 * Sees the objects of a dump one by one, as they come from the kernel, on the calling thread.
 *
 * <p>The kernel does not hold still meanwhile: what changes may be missed or seen twice. Where it notices that
 * ({@code NLM_F_DUMP_INTR}; never for rules and IPv4 routes), or had to drop a part, {@link #restart()} is called after
 * the last object.
 *
 * <p>What a visitor throws ends the walk and comes out of it. The handle stays usable, and the next request skips the rest
 * of the dump. From inside, the handle the walk is on takes no requests ({@link IllegalStateException}).
 *
 * @param <T> what is seen
 */
@FunctionalInterface
public interface Visitor<T> {
    /** Sees one object. A {@link RouteRow} is good for the time of the call only. */
    void visit(T object);

    /**
     * Changes disturbed the walk.
     *
     * @return true to forget what was seen and walk again from the start, up to five times in all; false, the default, to
     *     end with {@link NetlinkException.DumpInterrupted}
     */
    default boolean restart() {
        return false;
    }
}
