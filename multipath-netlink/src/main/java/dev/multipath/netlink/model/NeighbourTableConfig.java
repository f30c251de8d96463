package dev.multipath.netlink.model;

/**
 * How a neighbour table is laid out and how full it is: {@code NDTA_CONFIG}, {@code struct ndt_config}. Only the kernel
 * says it.
 *
 * @param keyLength bytes of an address
 * @param entrySize bytes of an entry
 * @param entries how many there are
 * @param lastFlush ms since the table was flushed
 * @param lastRandom ms since the reachable times were drawn
 * @param hashRandom seed of the hash
 * @param hashMask buckets − 1
 * @param hashChainGc 0
 * @param proxyQueueLength questions for proxies that wait now
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/neighbour.h">linux/neighbour.h</a>
 */
public record NeighbourTableConfig(
        int keyLength,
        int entrySize,
        long entries,
        long lastFlush,
        long lastRandom,
        long hashRandom,
        long hashMask,
        long hashChainGc,
        long proxyQueueLength) {

    /** @throws IllegalArgumentException for a number its field does not hold */
    public NeighbourTableConfig {
        OpenNumber.check(keyLength, 0xffff, "key length");
        OpenNumber.check(entrySize, 0xffff, "entry size");
        for (long number :
                new long[] {entries, lastFlush, lastRandom, hashRandom, hashMask, hashChainGc, proxyQueueLength}) {
            OpenNumber.check(number, 0xffff_ffffL, "number of a neighbour table");
        }
    }
}
