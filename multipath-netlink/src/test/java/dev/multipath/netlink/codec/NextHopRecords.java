package dev.multipath.netlink.codec;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.NextHopBucket;
import dev.multipath.netlink.model.NextHopGroupStatistics;
import dev.multipath.netlink.model.NextHopGroupType;
import dev.multipath.netlink.model.NextHopMember;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.NextHopResilience;
import dev.multipath.netlink.model.NextHopTarget;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.Scope;
import dev.multipath.netlink.model.UnknownAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** Makes arbitrary nexthop objects and buckets from a seed. */
final class NextHopRecords {
    private static final int UNASSIGNED = 40;

    private final Random random;
    private final EncapsulationRecords encapsulations;

    NextHopRecords(long seed) {
        random = new Random(seed);
        encapsulations = new EncapsulationRecords(new Records(seed));
    }

    /** Whatever the kernel could report. */
    NextHopObject object() {
        NextHopTarget target = target();
        boolean gateway = target instanceof NextHopTarget.Single single
                && single.gateway().isPresent();
        long flags = gateway ? u32() : u32() & ~NextHop.ONLINK;
        return new NextHopObject(
                u32(),
                target,
                Protocol.of(random.nextInt(256)),
                Scope.of(random.nextInt(256)),
                flags,
                u32(),
                unknown());
    }

    NextHopBucket bucket() {
        return new NextHopBucket(id(), random.nextInt(0x10000), id(), ticks64(), u32(), unknown(), unknown());
    }

    private NextHopTarget target() {
        AddressFamily family = random.nextBoolean() ? AddressFamily.INET : AddressFamily.INET6;
        return switch (random.nextInt(6)) {
            case 0 -> new NextHopTarget.None(random.nextInt(3) == 0 ? AddressFamily.UNSPEC : family);
            case 1 -> new NextHopTarget.Blackhole(family);
            case 2 -> new NextHopTarget.Fdb(family, maybe(() -> address(family)));
            case 3 ->
                new NextHopTarget.Single(
                        family,
                        maybe(() -> address(family)),
                        random.nextInt(4) == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(1000),
                        maybe(() -> encapsulations.encapsulation()));
            default -> group();
        };
    }

    private NextHopTarget.Group group() {
        Set<Long> ids = new LinkedHashSet<>();
        for (int i = random.nextInt(random.nextInt(10) == 0 ? 300 : 5); i >= 0; i--) {
            ids.add(id());
        }
        List<NextHopMember> members = new ArrayList<>();
        for (long id : ids) {
            members.add(new NextHopMember(id, weight(), random.nextInt(4) == 0 ? random.nextInt(0x10000) : 0));
        }
        Optional<NextHopGroupType> type = maybe(() -> new NextHopGroupType(random.nextInt(4)));
        boolean buckets = type.isPresent() && type.get().value() != 0;
        return new NextHopTarget.Group(
                members,
                type,
                random.nextBoolean(),
                buckets ? maybe(this::resilience) : Optional.empty(),
                maybe(random::nextBoolean),
                maybe(() -> statistics(members)));
    }

    private NextHopResilience resilience() {
        return new NextHopResilience(
                random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(0x10000)),
                maybe(() -> ClockTime.of(u32())),
                maybe(() -> ClockTime.of(u32())),
                maybe(this::ticks64),
                unknown());
    }

    private NextHopGroupStatistics statistics(List<NextHopMember> members) {
        List<NextHopGroupStatistics.Member> counted = new ArrayList<>();
        for (NextHopMember member : members) {
            OptionalLong hardware = random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(u64());
            counted.add(new NextHopGroupStatistics.Member(member.id(), u64(), hardware, unknown()));
        }
        return new NextHopGroupStatistics(counted, maybe(random::nextBoolean), unknown());
    }

    private UnknownAttributes unknown() {
        UnknownAttributes unknown = UnknownAttributes.NONE;
        for (int i = random.nextInt(3); i > 0; i--) {
            unknown = unknown.plus(raw(UNASSIGNED + random.nextInt(100)));
        }
        return unknown;
    }

    private RawAttribute raw(int type) {
        byte[] payload = new byte[random.nextInt(20)];
        random.nextBytes(payload);
        return new RawAttribute(type, payload);
    }

    private int weight() {
        int[] bounds = {1, 2, 255, 256, 257, 65535, 65536};
        return random.nextBoolean() ? bounds[random.nextInt(bounds.length)] : 1 + random.nextInt(65536);
    }

    private IpAddress address(AddressFamily family) {
        return family.equals(AddressFamily.INET)
                ? IpAddress.ipv4(random.nextInt())
                : IpAddress.ipv6(random.nextLong(), random.nextLong());
    }

    private long id() {
        return Math.max(1, u32());
    }

    private Duration ticks64() {
        return ClockTime.of(u64());
    }

    private long u64() {
        return random.nextBoolean() ? u32() : random.nextInt(8) == 0 ? -1 : random.nextLong();
    }

    /** Often 0 or the largest. */
    private long u32() {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> 0xffff_ffffL;
            case 2 -> random.nextInt(300);
            default -> random.nextInt() & 0xffff_ffffL;
        };
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(value.get());
    }
}
