package dev.multipath.netlink.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How many packets a nexthop group gave to each member: {@code NHA_GROUP_STATS}, {@code NHA_HW_STATS_USED}. Since Linux
 * 6.9, in answers to requests that ask for it.
 *
 * @param members one entry for each member, in the group's order
 * @param hardwareUsed whether a device counts in hardware; absent where the request did not ask
 * @param unknown attributes beside the entries not typed here
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-nexthop.8.html">ip-nexthop(8)</a>, linux/nexthop.h
 */
public record NextHopGroupStatistics(List<Member> members, Optional<Boolean> hardwareUsed, UnknownAttributes unknown) {

    /** Keeps a copy of the list. */
    public NextHopGroupStatistics {
        members = List.copyOf(members);
    }

    /**
     * What one member got: {@code NHA_GROUP_STATS_ENTRY}.
     *
     * @param id of the member
     * @param packets forwarded over it by the kernel and by hardware, unsigned 64 bits, since it joined the group
     * @param hardwarePackets those of hardware, unsigned 64 bits; absent where the request did not ask
     * @param unknown attributes of the entry not typed here
     */
    public record Member(long id, long packets, OptionalLong hardwarePackets, UnknownAttributes unknown) {
        /** @throws IllegalArgumentException for an id outside 0..2³²−1 */
        public Member {
            OpenNumber.check(id, 0xffff_ffffL, "nexthop id");
        }
    }
}
