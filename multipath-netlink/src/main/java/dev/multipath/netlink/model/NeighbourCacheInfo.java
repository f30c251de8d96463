package dev.multipath.netlink.model;

/**
 * How old a neighbour or forwarding entry is: {@code NDA_CACHEINFO}, {@code struct nda_cacheinfo}.
 *
 * @param confirmed 1/100 s since it was confirmed
 * @param used 1/100 s since it was used
 * @param updated 1/100 s since its state changed
 * @param references who holds it, the table not counted
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/neighbour.h">linux/neighbour.h</a>
 */
public record NeighbourCacheInfo(long confirmed, long used, long updated, long references) {
    private static final long MAX = 0xffff_ffffL;

    /** @throws IllegalArgumentException for a number wider than 32 bits */
    public NeighbourCacheInfo {
        OpenNumber.check(confirmed, MAX, "confirmed");
        OpenNumber.check(used, MAX, "used");
        OpenNumber.check(updated, MAX, "updated");
        OpenNumber.check(references, MAX, "references");
    }
}
