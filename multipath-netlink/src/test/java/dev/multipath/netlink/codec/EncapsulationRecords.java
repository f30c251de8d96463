package dev.multipath.netlink.codec;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.ByteString;
import dev.multipath.netlink.model.Encapsulation;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.LabelStack;
import dev.multipath.netlink.model.Seg6Action;
import dev.multipath.netlink.model.Seg6Local;
import dev.multipath.netlink.model.Seg6Mode;
import dev.multipath.netlink.model.SegmentRoutingHeader;
import dev.multipath.netlink.model.TunnelOption;
import dev.multipath.netlink.model.UnknownAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Makes arbitrary encapsulations. */
final class EncapsulationRecords {
    private final Records values;

    EncapsulationRecords(Records values) {
        this.values = values;
    }

    Encapsulation encapsulation() {
        return switch (values.random.nextInt(5)) {
            case 0 -> ip();
            case 1 -> new Encapsulation.Mpls(labels(), values.maybeU8(), unknown());
            case 2 ->
                new Encapsulation.Seg6(new Seg6Mode(values.u32()), header(), values.maybe(this::address6), unknown());
            case 3 -> local();
            default -> new Encapsulation.Other(8 + values.random.nextInt(1000), bytes(40));
        };
    }

    LabelStack labels() {
        List<Integer> labels = new ArrayList<>();
        for (int i = 1 + values.random.nextInt(4); i > 0; i--) {
            labels.add(values.random.nextInt(1 << 20));
        }
        return new LabelStack(labels);
    }

    private Encapsulation.Ip ip() {
        AddressFamily family = values.family();
        List<TunnelOption> options = new ArrayList<>();
        for (int i = values.random.nextInt(4); i > 0; i--) {
            options.add(option());
        }
        return new Encapsulation.Ip(
                values.random.nextBoolean() ? 0 : values.random.nextLong(),
                values.address(family),
                values.address(family),
                values.random.nextInt(256),
                values.random.nextInt(256),
                values.random.nextInt(0x10000),
                options,
                unknown());
    }

    private TunnelOption option() {
        return switch (values.random.nextInt(4)) {
            case 0 -> new TunnelOption.Geneve(values.random.nextInt(0x10000), values.random.nextInt(256), bytes(128));
            case 1 -> new TunnelOption.Vxlan(values.u32());
            case 2 ->
                new TunnelOption.Erspan(
                        values.random.nextInt(256), values.maybeU32(), values.maybeU8(), values.maybeU8());
            default -> new TunnelOption.Other(values.raw(4 + values.random.nextInt(10)));
        };
    }

    private Seg6Local local() {
        Seg6Local.Builder local = Seg6Local.of(new Seg6Action(values.u32())).toBuilder();
        values.maybeU32().ifPresent(local::table);
        values.maybeU32().ifPresent(local::vrfTable);
        values.maybe(() -> values.address(AddressFamily.INET)).ifPresent(local::nextHop);
        values.maybe(this::address6).ifPresent(local::nextHop);
        values.maybeU8().ifPresent(local::inputInterface);
        values.maybeU8().ifPresent(local::outputInterface);
        values.maybe(this::header).ifPresent(local::header);
        values.maybe(() -> new Seg6Local.Flavors(values.u32(), values.maybeU8(), values.maybeU8()))
                .ifPresent(local::flavors);
        values.maybe(() -> new Seg6Local.Counters(
                        values.random.nextLong(), values.random.nextLong(), values.random.nextLong()))
                .ifPresent(local::counters);
        values.maybe(() -> new Seg6Local.Program(values.u32(), values.name())).ifPresent(local::program);
        return local.unknown(unknown()).build();
    }

    private SegmentRoutingHeader header() {
        List<IpAddress> segments = new ArrayList<>();
        for (int i = 1 + values.random.nextInt(5); i > 0; i--) {
            segments.add(address6());
        }
        OptionalLong key = values.maybeU32();
        int flags = values.random.nextInt(256) & ~SegmentRoutingHeader.FLAG_HMAC;
        return new SegmentRoutingHeader(segments, flags, values.random.nextInt(0x10000), key);
    }

    private IpAddress address6() {
        return values.address(AddressFamily.INET6);
    }

    private ByteString bytes(int below) {
        byte[] bytes = new byte[values.random.nextInt(below)];
        values.random.nextBytes(bytes);
        return ByteString.of(bytes);
    }

    private UnknownAttributes unknown() {
        return values.random.nextInt(3) > 0 ? UnknownAttributes.NONE : UnknownAttributes.NONE.plus(values.raw(30));
    }
}
