package dev.multipath.netlink.model;

/**
 * What happened in a neighbour table since it was made: {@code NDTA_STATS}, {@code struct ndt_stats}; 64 bits each,
 * unsigned. Only the kernel says it.
 *
 * @param allocations entries made
 * @param destroys entries freed
 * @param hashGrows times the hash grew
 * @param resolutionFailures addresses nobody answered for
 * @param lookups in all
 * @param hits lookups that found an entry
 * @param multicastProbesReceived questions heard that were put to everyone
 * @param unicastProbesReceived questions heard that were put to this machine
 * @param periodicGcRuns sweeps by the clock
 * @param forcedGcRuns sweeps for want of room
 * @param tableFulls entries not made for want of room
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/neighbour.h">linux/neighbour.h</a>
 */
public record NeighbourTableStatistics(
        long allocations,
        long destroys,
        long hashGrows,
        long resolutionFailures,
        long lookups,
        long hits,
        long multicastProbesReceived,
        long unicastProbesReceived,
        long periodicGcRuns,
        long forcedGcRuns,
        long tableFulls) {}
