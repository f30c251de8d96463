package dev.multipath.netlink.model;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a nexthop object stands for: one way out, nothing, a far tunnel end, or a weighted group of other objects. */
public sealed interface NextHopTarget {

    /** {@code nh_family}: that of the gateway and of the routes that may use it; none for a group. */
    AddressFamily family();

    /** Not said: an object named by its id, as in a request to delete it. The kernel has none such. */
    record None(AddressFamily family) implements NextHopTarget {
        /** @throws IllegalArgumentException for a family that is neither none nor IP */
        public None {
            if (!family.isIp() && family.value() != 0) {
                throw new IllegalArgumentException("a nexthop of family " + family);
            }
        }
    }

    /**
     * A gateway behind a device, or a device alone.
     *
     * @param family of the routes that may use it; an IPv6 gateway serves IPv4 routes too
     * @param gateway {@code NHA_GATEWAY}, of the same family
     * @param interfaceIndex {@code NHA_OIF}, above 0; it must be up and have carrier when the object is made
     * @param encapsulation {@code NHA_ENCAP}: what packets are wrapped in
     */
    record Single(
            AddressFamily family,
            Optional<IpAddress> gateway,
            int interfaceIndex,
            Optional<Encapsulation> encapsulation)
            implements NextHopTarget {
        /** @throws IllegalArgumentException without a device, and for a gateway of another family */
        public Single {
            requireFamily(family, gateway);
            if (interfaceIndex < 1) {
                throw new IllegalArgumentException("a nexthop needs a device, not index " + interfaceIndex);
            }
        }

        /** The same, its packets wrapped in this. */
        public Single encapsulation(Encapsulation newEncapsulation) {
            return new Single(family, gateway, interfaceIndex, Optional.of(newEncapsulation));
        }
    }

    /**
     * Drops what is routed to it ({@code NHA_BLACKHOLE}).
     *
     * @param family of the routes that may use it
     */
    record Blackhole(AddressFamily family) implements NextHopTarget {
        /** @throws IllegalArgumentException unless the family is IPv4 or IPv6 */
        public Blackhole {
            requireFamily(family, Optional.empty());
        }
    }

    /**
     * The far end of a tunnel, for bridge forwarding entries of a vxlan device ({@code NHA_FDB}); no route may use it.
     *
     * @param gateway the far end; without one the kernel takes the address of all zeros
     */
    record Fdb(AddressFamily family, Optional<IpAddress> gateway) implements NextHopTarget {
        /** @throws IllegalArgumentException for a family that is not IP, and for a gateway of another */
        public Fdb {
            requireFamily(family, gateway);
        }
    }

    /**
     * Other objects by weight ({@code NHA_GROUP}). The order of members matters as that of legs does: it decides which
     * flows move when one leaves.
     *
     * @param members at least one, none twice
     * @param type how it chooses; absent in a request means {@link NextHopGroupType#MPATH}, the kernel always says it
     * @param fdb {@code NHA_FDB}: all members are {@link Fdb}
     * @param resilience the bucket table of a resilient group
     * @param hardwareStatistics {@code NHA_HW_STATS_ENABLE}: whether devices shall count in hardware. Reported beside
     *     statistics only; a replacement without it turns it off
     * @param statistics reported where they were asked for; never written in a request
     */
    record Group(
            List<NextHopMember> members,
            Optional<NextHopGroupType> type,
            boolean fdb,
            Optional<NextHopResilience> resilience,
            Optional<Boolean> hardwareStatistics,
            Optional<NextHopGroupStatistics> statistics)
            implements NextHopTarget {

        /** @throws IllegalArgumentException without members, for one twice, and for buckets of a group that has none */
        public Group {
            members = List.copyOf(members);
            if (members.isEmpty()) {
                throw new IllegalArgumentException("a nexthop group without members");
            }
            Set<Long> ids = new HashSet<>();
            for (NextHopMember member : members) {
                if (!ids.add(member.id())) {
                    throw new IllegalArgumentException("nexthop " + member.id() + " twice in a group");
                }
            }
            if (resilience.isPresent() && type.orElse(NextHopGroupType.MPATH).equals(NextHopGroupType.MPATH)) {
                throw new IllegalArgumentException("buckets of a nexthop group of type mpath");
            }
        }

        @Override
        public AddressFamily family() {
            return AddressFamily.UNSPEC;
        }

        /** Whether buckets keep its flows through changes. */
        public boolean isResilient() {
            return type.isPresent() && type.get().equals(NextHopGroupType.RESILIENT);
        }

        /** The same with other members. */
        public Group members(List<NextHopMember> newMembers) {
            return new Group(newMembers, type, fdb, resilience, hardwareStatistics, statistics);
        }

        /** The same for bridge forwarding entries. */
        public Group forFdb() {
            return new Group(members, type, true, resilience, hardwareStatistics, statistics);
        }

        /** The same with devices told to count in hardware, or not to. */
        public Group hardwareStatistics(boolean on) {
            return new Group(members, type, fdb, resilience, Optional.of(on), statistics);
        }
    }

    /** A gateway behind a device. */
    static Single via(IpAddress gateway, int interfaceIndex) {
        return new Single(gateway.family(), Optional.of(gateway), interfaceIndex, Optional.empty());
    }

    /** A device alone, for routes of a family. */
    static Single dev(AddressFamily family, int interfaceIndex) {
        return new Single(family, Optional.empty(), interfaceIndex, Optional.empty());
    }

    /** A group that chooses by thresholds. */
    static Group group(List<NextHopMember> members) {
        return new Group(
                members,
                Optional.of(NextHopGroupType.MPATH),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** A group that chooses by buckets. */
    static Group resilient(List<NextHopMember> members, NextHopResilience resilience) {
        return new Group(
                members,
                Optional.of(NextHopGroupType.RESILIENT),
                false,
                Optional.of(resilience),
                Optional.empty(),
                Optional.empty());
    }

    /** What a caller asked for, without what the kernel reports: counters, for how long buckets are unbalanced. */
    default NextHopTarget configured() {
        if (this instanceof Single single && single.encapsulation().isPresent()) {
            return single.encapsulation(single.encapsulation().get().configured());
        }
        if (!(this instanceof Group group)) {
            return this;
        }
        Optional<NextHopGroupType> type = Optional.of(group.type().orElse(NextHopGroupType.MPATH));
        Optional<NextHopResilience> resilience = group.resilience().map(NextHopResilience::configured);
        return new Group(group.members(), type, group.fdb(), resilience, group.hardwareStatistics(), Optional.empty());
    }

    private static void requireFamily(AddressFamily family, Optional<IpAddress> gateway) {
        if (!family.isIp()) {
            throw new IllegalArgumentException("a nexthop of family " + family);
        }
        if (gateway.isPresent() && !gateway.get().family().equals(family)) {
            throw new IllegalArgumentException("gateway " + gateway.get() + " of a nexthop of family " + family);
        }
    }
}
