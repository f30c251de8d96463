package dev.multipath.netlink.codec.conntrack;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.UnknownAttributes;
import dev.multipath.netlink.model.conntrack.ConntrackCounters;
import dev.multipath.netlink.model.conntrack.ConntrackEntry;
import dev.multipath.netlink.model.conntrack.ConntrackStatus;
import dev.multipath.netlink.model.conntrack.ConntrackTuple;
import dev.multipath.netlink.model.conntrack.Layer4;
import dev.multipath.netlink.model.conntrack.TcpConntrackState;
import dev.multipath.netlink.model.conntrack.TcpTracking;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;

/** Makes arbitrary connections from a seed. */
public final class ConntrackRecords {
    private static final int[] PROTOCOLS = {
        ConntrackTuple.ICMP, ConntrackTuple.TCP, ConntrackTuple.UDP, 47, ConntrackTuple.ICMPV6, 132, 255, 0
    };

    private final Random random;

    public ConntrackRecords(long seed) {
        random = new Random(seed);
    }

    /** Whatever the kernel could report. */
    public ConntrackEntry entry() {
        AddressFamily family = random.nextBoolean() ? AddressFamily.INET : AddressFamily.INET6;
        int protocol = PROTOCOLS[random.nextInt(PROTOCOLS.length)];
        return new ConntrackEntry(
                tuple(family, protocol),
                tuple(family, protocol),
                new ConntrackStatus(u32()),
                maybeU32(),
                zone(),
                maybeU32(),
                maybeU32(),
                maybeU32(),
                maybe(() -> new TcpTracking(new TcpConntrackState(random.nextInt(256)), raw(2))),
                maybe(() -> new ConntrackCounters(random.nextLong(), random.nextLong())),
                maybe(() -> new ConntrackCounters(random.nextLong(), random.nextLong())),
                raw(28));
    }

    private ConntrackTuple tuple(AddressFamily family, int protocol) {
        return new ConntrackTuple(address(family), address(family), protocol, layer4(protocol), zone());
    }

    private Layer4 layer4(int protocol) {
        if (random.nextInt(5) == 0) {
            return Layer4.NONE;
        }
        return protocol == ConntrackTuple.ICMP || protocol == ConntrackTuple.ICMPV6
                ? new Layer4.Icmp(random.nextInt(256), random.nextInt(256), random.nextInt(0x10000))
                : new Layer4.Ports(random.nextInt(0x10000), random.nextInt(0x10000));
    }

    private IpAddress address(AddressFamily family) {
        return family.equals(AddressFamily.INET)
                ? IpAddress.ipv4(random.nextInt())
                : IpAddress.ipv6(random.nextLong(), random.nextLong());
    }

    private int zone() {
        return random.nextBoolean() ? 0 : 1 + random.nextInt(0xffff);
    }

    private UnknownAttributes raw(int from) {
        UnknownAttributes raw = UnknownAttributes.NONE;
        for (int i = random.nextInt(3); i > 0; i--) {
            byte[] payload = new byte[random.nextInt(12)];
            random.nextBytes(payload);
            raw = raw.plus(new RawAttribute(from + random.nextInt(100), payload));
        }
        return raw;
    }

    private long u32() {
        return random.nextInt(4) == 0 ? 0xffff_ffffL * random.nextInt(2) : random.nextInt() & 0xffff_ffffL;
    }

    private OptionalLong maybeU32() {
        return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(u32());
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(value.get());
    }
}
