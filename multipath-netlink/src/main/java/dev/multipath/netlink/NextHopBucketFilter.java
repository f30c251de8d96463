package dev.multipath.netlink;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Which buckets of resilient nexthop groups to list; the kernel filters.
 *
 * @param groupId those of one group, 1..2³²−1
 * @param nexthopId those that belong to this member now, 1..2³²−1
 * @param interfaceIndex those whose member has this device
 * @param master those whose member's device belongs to this bridge, bond or VRF
 */
public record NextHopBucketFilter(
        OptionalLong groupId, OptionalLong nexthopId, OptionalInt interfaceIndex, OptionalInt master) {

    /** Every bucket of every group. */
    public static final NextHopBucketFilter ALL = new NextHopBucketFilter(
            OptionalLong.empty(), OptionalLong.empty(), OptionalInt.empty(), OptionalInt.empty());

    /** @throws IllegalArgumentException for an id or index of no object */
    public NextHopBucketFilter {
        if (groupId.isPresent()) {
            NextHopRequest.requireId(groupId.getAsLong());
        }
        if (nexthopId.isPresent()) {
            NextHopRequest.requireId(nexthopId.getAsLong());
        }
        if (interfaceIndex.orElse(1) < 1 || master.orElse(1) < 1) {
            throw new IllegalArgumentException(
                    "interface index " + (interfaceIndex.orElse(1) < 1 ? interfaceIndex : master).getAsInt());
        }
    }

    /** The buckets of one group. */
    public static NextHopBucketFilter of(long groupId) {
        return new NextHopBucketFilter(
                OptionalLong.of(groupId), OptionalLong.empty(), OptionalInt.empty(), OptionalInt.empty());
    }

    /** The same for one member only. */
    public NextHopBucketFilter nexthopId(long id) {
        return new NextHopBucketFilter(groupId, OptionalLong.of(id), interfaceIndex, master);
    }

    /** The same for members of one interface only. */
    public NextHopBucketFilter interfaceIndex(int index) {
        return new NextHopBucketFilter(groupId, nexthopId, OptionalInt.of(index), master);
    }

    /** The same for members of the interfaces of one bridge, bond or VRF only. */
    public NextHopBucketFilter master(int index) {
        return new NextHopBucketFilter(groupId, nexthopId, interfaceIndex, OptionalInt.of(index));
    }
}
