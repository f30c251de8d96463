package dev.multipath.netlink.codec;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FdbActivity;
import dev.multipath.netlink.model.FdbEntry;
import dev.multipath.netlink.model.FdbTarget;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.NeighbourCacheInfo;
import dev.multipath.netlink.model.NeighbourParameter;
import dev.multipath.netlink.model.NeighbourParameters;
import dev.multipath.netlink.model.NeighbourTable;
import dev.multipath.netlink.model.NeighbourTableChange;
import dev.multipath.netlink.model.NeighbourTableConfig;
import dev.multipath.netlink.model.NeighbourTableStatistics;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.UnknownAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;

/** Makes arbitrary neighbours, forwarding entries and neighbour tables from a seed. */
final class NeighbourRecords {
    private final Random random;
    private final Records others;

    NeighbourRecords(long seed) {
        random = new Random(seed);
        others = new Records(seed);
    }

    Neighbour neighbour() {
        int flags = random.nextInt(256);
        long extended = (flags & Neighbour.PROXY) == 0 ? u32() : u32() & ~5L;
        return new Neighbour(
                index(),
                ip(),
                random.nextInt(0x10000),
                flags,
                RouteType.of(random.nextInt(256)),
                maybe(() -> hardware(random.nextInt(33))),
                random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(extended),
                maybe(() -> Protocol.of(random.nextInt(256))),
                maybeU32(),
                maybe(this::cacheInfo),
                unknown(Nda.NDA_VLAN, Nda.NDA_NH_ID, 18));
    }

    FdbEntry fdbEntry() {
        return new FdbEntry(
                index(),
                hardware(6),
                random.nextInt(0x10000),
                random.nextInt(256),
                RouteType.of(random.nextInt(256)),
                random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(4096)),
                maybeIndex(),
                target(),
                maybeU32(),
                random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt()),
                maybeU32(),
                maybe(this::activity),
                maybe(this::cacheInfo),
                unknown(Nda.NDA_PROTOCOL, Nda.NDA_PROBES, 18));
    }

    NeighbourTable table() {
        return new NeighbourTable(
                random.nextBoolean() ? AddressFamily.INET : AddressFamily.INET6,
                random.nextBoolean() ? NeighbourTable.ARP : NeighbourTable.NDISC,
                maybeU32(),
                maybeU32(),
                maybeU32(),
                maybeU64(),
                maybe(this::config),
                maybe(this::statistics),
                maybe(() -> parameters(true)),
                unknown(10, 11, 12));
    }

    NeighbourTableChange change() {
        return new NeighbourTableChange(
                random.nextBoolean() ? AddressFamily.INET : AddressFamily.INET6,
                random.nextBoolean() ? NeighbourTable.ARP : NeighbourTable.NDISC,
                maybeU32(),
                maybeU32(),
                maybeU32(),
                maybeU64(),
                parameters(false));
    }

    private NeighbourParameters parameters(boolean readOnlyToo) {
        Map<NeighbourParameter, Long> values = new HashMap<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            int number = 2 + random.nextInt(18);
            if (NeighbourParameter.isParameter(number)) {
                NeighbourParameter parameter = new NeighbourParameter(number);
                if (readOnlyToo || !parameter.isReadOnly()) {
                    values.put(parameter, parameter.isTime() ? random.nextLong() : u32());
                }
            }
        }
        return new NeighbourParameters(maybeIndex(), values, unknown(20, 21, 22));
    }

    private NeighbourTableConfig config() {
        return new NeighbourTableConfig(
                random.nextInt(0x10000), random.nextInt(0x10000), u32(), u32(), u32(), u32(), u32(), u32(), u32());
    }

    private NeighbourTableStatistics statistics() {
        Random r = random;
        return new NeighbourTableStatistics(
                r.nextLong(),
                r.nextLong(),
                r.nextLong(),
                r.nextLong(),
                r.nextLong(),
                r.nextLong(),
                r.nextLong(),
                r.nextLong(),
                r.nextLong(),
                r.nextLong(),
                r.nextLong());
    }

    private FdbTarget target() {
        return switch (random.nextInt(3)) {
            case 0 -> FdbTarget.NONE;
            case 1 -> new FdbTarget.Group(u32());
            default -> {
                boolean addressed = random.nextInt(4) != 0;
                yield new FdbTarget.Remote(
                        addressed ? Optional.of(ip()) : Optional.empty(),
                        random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(0x10000)),
                        addressed ? maybeU32() : OptionalLong.of(u32()),
                        maybeIndex());
            }
        };
    }

    private FdbActivity activity() {
        return new FdbActivity(
                random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(256)),
                random.nextBoolean(),
                unknown(3, 4, 5));
    }

    private NeighbourCacheInfo cacheInfo() {
        return new NeighbourCacheInfo(u32(), u32(), u32(), u32());
    }

    private IpAddress ip() {
        return others.address().local();
    }

    private HardwareAddress hardware(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return new HardwareAddress(bytes);
    }

    private int index() {
        return 1 + random.nextInt(1000);
    }

    private OptionalInt maybeIndex() {
        return random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(index());
    }

    /** Often 0 or the largest. */
    private long u32() {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> 0xffff_ffffL;
            default -> random.nextInt() & 0xffff_ffffL;
        };
    }

    private OptionalLong maybeU32() {
        return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(u32());
    }

    private OptionalLong maybeU64() {
        return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong());
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(value.get());
    }

    private UnknownAttributes unknown(int one, int another, int from) {
        UnknownAttributes unknown = UnknownAttributes.NONE;
        for (int i = random.nextInt(3); i > 0; i--) {
            int type = random.nextInt(3) == 0 ? one : random.nextBoolean() ? another : from + random.nextInt(100);
            byte[] payload = new byte[random.nextInt(20)];
            random.nextBytes(payload);
            unknown = unknown.plus(new RawAttribute(random.nextInt(8) == 0 ? type | 0x8000 : type, payload));
        }
        return unknown;
    }
}
