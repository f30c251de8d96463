package dev.multipath.agent.explain;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Random packets that the rules and routes of a dump are likely to tell apart. */
final class RandomPackets {
    private static final List<String> ODD_IPV4 = List.of(
            "127.0.0.1", "127.9.9.9", "255.255.255.255", "0.0.0.0", "0.1.2.3", "224.0.0.5", "239.1.1.1", "8.8.8.8");
    private static final List<String> ODD_IPV6 = List.of("::1", "ff02::1", "ff05::2", "fe80::99", "2600::1", "fd00::1");
    private static final List<Long> MARKS = List.of(0L, 0L, 1L, 2L, 3L, 0x0100_0000L, 0x0200_0001L);
    private static final List<Long> UIDS = List.of(0L, 1000L, 1500L, 1999L, 2000L, 65534L);
    private static final List<Integer> PORTS = List.of(53, 80, 443, 1024, 1025, 2048, 2049, 5059, 5060, 5061);
    private static final List<Integer> TOS = List.of(0, 0, 0, 4, 8, 0x10, 0x1c, 0x30, 0x14);

    private final Random random;
    private final Fib fib;
    private final List<String> devices = new ArrayList<>();

    RandomPackets(Random random, Fib fib) {
        this.random = random;
        this.fib = fib;
        for (Link link : fib.links()) {
            devices.add(link.name());
        }
        devices.remove("lo");
    }

    Packet next(boolean ipv4) {
        Packet packet = Packet.to(destination(ipv4)).mark(pick(MARKS)).tos(pick(TOS));
        packet = transport(packet, ipv4);
        if (chance(2)) {
            // Its uid is nobody's and must not count.
            return packet.incoming(pick(devices)).source(stranger(ipv4)).uid(pick(UIDS));
        }
        packet = packet.uid(pick(UIDS));
        packet = chance(3) ? packet.source(chance(8) ? stranger(ipv4) : own(ipv4)) : packet;
        return chance(4) ? packet.outgoing(chance(10) ? "lo" : pick(devices)) : packet;
    }

    /** A lookup for IPv4 always has a protocol: without one the kernel takes UDP. Others than these it refuses. */
    private Packet transport(Packet packet, boolean ipv4) {
        int choice = random.nextInt(ipv4 ? 5 : 6);
        if (choice < 4) {
            int protocol = choice < 2 ? 6 : 17;
            return packet.ipProtocol(protocol).sourcePort(pick(PORTS)).destinationPort(pick(PORTS));
        }
        return choice == 4 ? packet.ipProtocol(ipv4 ? 1 : 58) : packet;
    }

    private IpAddress destination(boolean ipv4) {
        return switch (random.nextInt(10)) {
            case 0 -> IpAddress.parse(pick(ipv4 ? ODD_IPV4 : ODD_IPV6));
            case 1 -> own(ipv4);
            case 2 -> inside(pick(routed(ipv4)));
            default -> inside(IpPrefix.parse(pick(ipv4 ? RandomTables.IPV4 : RandomTables.IPV6)));
        };
    }

    private IpAddress stranger(boolean ipv4) {
        return switch (random.nextInt(12)) {
            case 0 -> own(ipv4);
            case 1 -> IpAddress.parse(pick(ipv4 ? ODD_IPV4 : ODD_IPV6));
            case 2 -> inside(pick(routed(ipv4)));
            case 3, 4, 5 -> inside(IpPrefix.parse(ipv4 ? "10.30.0.0/24" : "2001:db8:30::/64"));
            case 6, 7 -> inside(IpPrefix.parse(ipv4 ? "192.0.2.0/24" : pick(RandomTables.IPV6_SOURCES)));
            default -> inside(IpPrefix.parse(pick(ipv4 ? RandomTables.IPV4 : RandomTables.IPV6)));
        };
    }

    private IpAddress own(boolean ipv4) {
        List<IpAddress> own = new ArrayList<>();
        for (Address address : fib.addresses()) {
            if (address.local().isIpv4() == ipv4) {
                own.add(address.local());
            }
        }
        return pick(own);
    }

    private List<IpPrefix> routed(boolean ipv4) {
        TreeSet<IpPrefix> prefixes = new TreeSet<>();
        for (Route route : fib.routes()) {
            if (route.destination().address().isIpv4() == ipv4) {
                prefixes.add(route.destination());
            }
        }
        return List.copyOf(prefixes);
    }

    /** Mostly near the start of the prefix, where the longer ones lie. */
    private IpAddress inside(IpPrefix prefix) {
        IpAddress base = prefix.address();
        int free = base.bitLength() - prefix.length();
        long bits = random.nextLong();
        if (base.isIpv4()) {
            long within = bits & (free == 0 ? 0 : (1L << (chance(2) ? Math.min(free, 8) : free)) - 1);
            return IpAddress.ipv4((int) (base.low() | within));
        }
        long low = free >= 64 ? (chance(2) ? bits & 0xf : bits) : bits & ((1L << free) - 1);
        long high = free > 64 && chance(2) ? random.nextLong() & ((1L << (free - 64)) - 1) : 0;
        return IpAddress.ipv6(base.high() | high, base.low() | low);
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
