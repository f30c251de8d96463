package dev.multipath.netlink.codec;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Dscp;
import dev.multipath.netlink.model.FlowLabel;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.NumberRange;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.netlink.model.RuleSelector;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Makes arbitrary rules. */
final class RuleRecords {
    private final Records values;

    RuleRecords(Records values) {
        this.values = values;
    }

    Rule rule() {
        AddressFamily family = values.family();
        Optional<NumberRange> source = values.maybe(this::ports);
        Optional<NumberRange> destination = values.maybe(this::ports);
        RuleSelector selector = new RuleSelector(
                values.prefix(family),
                values.prefix(family),
                values.random.nextInt(256),
                values.maybe(values::name),
                values.maybe(values::name),
                values.maybe(() -> new FwMark(values.u32(), values.u32())),
                values.maybe(() -> range(0xffff_ffffL)),
                values.maybeU8(),
                source,
                destination,
                mask(source),
                mask(destination),
                values.maybe(() -> new Dscp(values.random.nextInt(64), values.random.nextInt(64))),
                values.maybe(() -> new FlowLabel(values.random.nextInt(1 << 20), values.random.nextInt(1 << 20))),
                values.random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(values.random.nextLong()),
                values.random.nextBoolean(),
                values.random.nextBoolean());
        return new Rule(
                family,
                values.maybeU32(),
                selector,
                action(),
                values.random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(values.random.nextInt(129) - 1),
                values.maybeU32(),
                values.maybeU32(),
                Protocol.of(values.random.nextInt(256)),
                values.u32() & ~2L,
                values.unknown(Fra.FRA_PAD, 40));
    }

    /** All bits of a single port is what no mask means. */
    private OptionalInt mask(Optional<NumberRange> ports) {
        boolean single = ports.isPresent() && ports.get().first() == ports.get().last();
        return values.random.nextInt(4) > 0
                ? OptionalInt.empty()
                : OptionalInt.of(values.random.nextInt(single ? 0xffff : 0x10000));
    }

    private RuleAction action() {
        return switch (values.random.nextInt(7)) {
            case 0 -> new RuleAction.Goto(values.u32());
            case 1 -> new RuleAction.Nop();
            case 2 -> new RuleAction.Blackhole();
            case 3 -> new RuleAction.Unreachable();
            case 4 -> new RuleAction.Prohibit();
            case 5 -> new RuleAction.Other(9 + values.random.nextInt(247));
            default -> new RuleAction.Lookup(RouteTable.of(values.u32()));
        };
    }

    private NumberRange range(long max) {
        long first = Math.min(max, values.u32());
        return new NumberRange(first, first + (long) (values.random.nextDouble() * (max - first)));
    }

    private NumberRange ports() {
        int first = 1 + values.random.nextInt(65534);
        if (values.random.nextBoolean()) {
            return NumberRange.of(first);
        }
        return new NumberRange(first, first + values.random.nextInt(65536 - first));
    }
}
