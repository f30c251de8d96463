package dev.multipath.netlink.codec;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.AddressLifetime;
import dev.multipath.netlink.model.AddressProtocol;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.Scope;
import dev.multipath.netlink.model.UnknownAttributes;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Makes arbitrary records from a seed: every field absent, at its bounds, or anywhere between. Larger objects have a
 * file of their own, which takes its values from here.
 */
final class Records {
    final Random random;

    Records(long seed) {
        random = new Random(seed);
    }

    /** Whatever the kernel could report. */
    Route route() {
        return new RouteRecords(this).route();
    }

    /** What a caller could write and a request carries whole. */
    Route configuredRoute() {
        return new RouteRecords(this).configuredRoute();
    }

    Rule rule() {
        return new RuleRecords(this).rule();
    }

    Address address() {
        AddressFamily family = family();
        IpAddress local = address(family);
        return new Address(
                1 + random.nextInt(1000),
                local,
                random.nextInt(local.bitLength() + 1),
                maybe(() -> address(family)).filter(peer -> !peer.equals(local)),
                maybe(() -> address(family)),
                maybe(this::name),
                Scope.of(random.nextInt(256)),
                u32(),
                maybe(() -> new AddressLifetime(u32(), u32(), u32(), u32())),
                maybeU32(),
                maybe(() -> new AddressProtocol(random.nextInt(256))),
                random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt()),
                unknown(Ifa.IFA_MULTICAST, 40));
    }

    Link link() {
        return new LinkRecords(random).link();
    }

    AddressFamily family() {
        return random.nextBoolean() ? AddressFamily.INET : AddressFamily.INET6;
    }

    IpPrefix prefix(AddressFamily family) {
        if (random.nextInt(4) == 0) {
            return IpPrefix.all(family);
        }
        IpAddress address = address(family);
        return new IpPrefix(address, random.nextInt(address.bitLength() + 1));
    }

    IpAddress address(AddressFamily family) {
        if (random.nextInt(8) == 0) {
            return IpAddress.any(family);
        }
        return family.equals(AddressFamily.INET)
                ? IpAddress.ipv4(random.nextInt())
                : IpAddress.ipv6(random.nextLong(), random.nextLong());
    }

    String name() {
        StringBuilder name = new StringBuilder();
        for (int i = 1 + random.nextInt(15); i > 0; i--) {
            name.append("abcdefghij0123456789.-_@".charAt(random.nextInt(24)));
        }
        return name.toString();
    }

    UnknownAttributes unknown(int known, int from) {
        UnknownAttributes unknown = UnknownAttributes.NONE;
        for (int i = random.nextInt(3); i > 0; i--) {
            unknown = unknown.plus(raw(random.nextBoolean() ? known : from + random.nextInt(100)));
        }
        return unknown;
    }

    RawAttribute raw(int type) {
        byte[] payload = new byte[random.nextInt(20)];
        random.nextBytes(payload);
        return new RawAttribute(random.nextInt(8) == 0 ? type | 0x8000 : type, payload);
    }

    /** Often 0 or the largest. */
    long u32() {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> 0xffff_ffffL;
            case 2 -> random.nextInt(300);
            default -> random.nextInt() & 0xffff_ffffL;
        };
    }

    OptionalLong maybeU32() {
        return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(u32());
    }

    OptionalInt maybeU8() {
        return random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(256));
    }

    <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(value.get());
    }
}
