package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Fra.*;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Dscp;
import dev.multipath.netlink.model.FlowLabel;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NumberRange;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.netlink.model.RuleSelector;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A rule while its attributes are read, in whatever order they come. */
final class RuleDraft {
    private final AddressFamily family;
    private final int toLength;
    private final int fromLength;
    private final int tos;
    private final int action;
    private final long flags;

    private long table;
    private @Nullable RawAttribute rawTable;
    private long gotoPriority;
    private @Nullable RawAttribute rawGoto;
    private OptionalLong priority = OptionalLong.empty();
    private OptionalInt suppressPrefixLength = OptionalInt.empty();
    private OptionalLong suppressInterfaceGroup = OptionalLong.empty();
    private OptionalLong realms = OptionalLong.empty();
    private Protocol protocol = Protocol.UNSPEC;

    private @Nullable IpAddress from;
    private @Nullable IpAddress to;
    private Optional<String> inputInterface = Optional.empty();
    private Optional<String> outputInterface = Optional.empty();
    private OptionalLong mark = OptionalLong.empty();
    private OptionalLong mask = OptionalLong.empty();
    private Optional<NumberRange> uid = Optional.empty();
    private OptionalInt ipProtocol = OptionalInt.empty();
    private Optional<NumberRange> sourcePort = Optional.empty();
    private Optional<NumberRange> destinationPort = Optional.empty();
    private OptionalInt sourcePortMask = OptionalInt.empty();
    private OptionalInt destinationPortMask = OptionalInt.empty();
    private OptionalInt dscp = OptionalInt.empty();
    private @Nullable RawAttribute dscpMask;
    private OptionalInt flowLabel = OptionalInt.empty();
    private @Nullable RawAttribute flowLabelMask;
    private OptionalLong tunnelId = OptionalLong.empty();
    private boolean l3mdev;

    private final RawAttributes unknown = new RawAttributes();

    RuleDraft(MessageReader message) {
        family = AddressFamily.of(message.u8(0));
        toLength = message.u8(1);
        fromLength = message.u8(2);
        tos = message.u8(3);
        table = message.u8(4);
        action = message.u8(7);
        flags = message.u32(8);
    }

    void accept(AttributeReader in) throws DecodeException {
        switch (in.type()) {
            case FRA_TABLE -> {
                table = in.u32();
                rawTable = RawAttributes.raw(in);
            }
            case FRA_GOTO -> {
                gotoPriority = in.u32();
                rawGoto = RawAttributes.raw(in);
            }
            case FRA_PRIORITY -> priority = OptionalLong.of(in.u32());
            case FRA_SUPPRESS_PREFIXLEN -> suppressPrefixLength = OptionalInt.of(in.s32());
            case FRA_SUPPRESS_IFGROUP -> suppressInterfaceGroup = OptionalLong.of(in.u32());
            case FRA_FLOW -> realms = OptionalLong.of(in.u32());
            case FRA_PROTOCOL -> protocol = Protocol.of(in.u8());
            default -> acceptSelector(in);
        }
    }

    private void acceptSelector(AttributeReader in) throws DecodeException {
        switch (in.type()) {
            case FRA_SRC -> from = Addresses.read(in, family);
            case FRA_DST -> to = Addresses.read(in, family);
            case FRA_IIFNAME -> inputInterface = Optional.of(in.string());
            case FRA_OIFNAME -> outputInterface = Optional.of(in.string());
            case FRA_FWMARK -> mark = OptionalLong.of(in.u32());
            case FRA_FWMASK -> mask = OptionalLong.of(in.u32());
            case FRA_UID_RANGE -> {
                in.requireLength(8);
                uid = Optional.of(new NumberRange(in.u32At(0), in.u32At(4)));
            }
            case FRA_IP_PROTO -> ipProtocol = OptionalInt.of(in.u8());
            case FRA_SPORT_RANGE -> sourcePort = Optional.of(ports(in));
            case FRA_DPORT_RANGE -> destinationPort = Optional.of(ports(in));
            case FRA_TUN_ID -> {
                in.requireLength(8);
                tunnelId = OptionalLong.of(in.be64At(0));
            }
            case FRA_L3MDEV -> acceptL3mdev(in);
            default -> acceptMasks(in);
        }
    }

    private void acceptMasks(AttributeReader in) throws DecodeException {
        switch (in.type()) {
            case FRA_SPORT_MASK -> sourcePortMask = OptionalInt.of(in.u16());
            case FRA_DPORT_MASK -> destinationPortMask = OptionalInt.of(in.u16());
            case FRA_DSCP -> dscp = OptionalInt.of(in.u8());
            case FRA_DSCP_MASK -> {
                in.requireLength(1);
                dscpMask = RawAttributes.raw(in);
            }
            case FRA_FLOWLABEL -> {
                in.requireLength(4);
                flowLabel = OptionalInt.of(in.be32At(0));
            }
            case FRA_FLOWLABEL_MASK -> {
                in.requireLength(4);
                flowLabelMask = RawAttributes.raw(in);
            }
            default -> unknown.keep(in);
        }
    }

    private void acceptL3mdev(AttributeReader in) throws DecodeException {
        if (in.u8() == 1) {
            l3mdev = true;
        } else {
            unknown.keep(in);
        }
    }

    private static NumberRange ports(AttributeReader in) throws DecodeException {
        in.requireLength(4);
        return new NumberRange(in.u16At(0), in.u16At(2));
    }

    Rule toRule() {
        RuleAction what = action();
        if (!(what instanceof RuleAction.Lookup) && table != 0) {
            unknown.keep(rawTable != null ? rawTable : RawAttributes.u32(FRA_TABLE, table));
        }
        if (!(what instanceof RuleAction.Goto) && rawGoto != null) {
            unknown.keep(rawGoto);
        }
        if (dscp.isEmpty() && dscpMask != null) {
            unknown.keep(dscpMask);
        }
        if (flowLabel.isEmpty() && flowLabelMask != null) {
            unknown.keep(flowLabelMask);
        }
        return new Rule(
                family,
                priority,
                selector(),
                what,
                suppressPrefixLength,
                suppressInterfaceGroup,
                realms,
                protocol,
                flags & ~RuleCodec.FIB_RULE_INVERT,
                unknown.toUnknown());
    }

    private RuleSelector selector() {
        return new RuleSelector(
                prefix(from, fromLength),
                prefix(to, toLength),
                tos,
                inputInterface,
                outputInterface,
                mark(),
                uid,
                ipProtocol,
                sourcePort,
                destinationPort,
                mask(sourcePortMask, sourcePort),
                mask(destinationPortMask, destinationPort),
                dscp(),
                flowLabel(),
                tunnelId,
                l3mdev,
                (flags & RuleCodec.FIB_RULE_INVERT) != 0);
    }

    /** All bits of a single port is what no mask means. */
    private static OptionalInt mask(OptionalInt mask, Optional<NumberRange> ports) {
        boolean single = ports.isPresent() && ports.get().first() == ports.get().last();
        return single && mask.orElse(0) == RuleCodec.ALL_PORT_BITS ? OptionalInt.empty() : mask;
    }

    private Optional<Dscp> dscp() {
        if (dscp.isEmpty()) {
            return Optional.empty();
        }
        int mask = dscpMask == null ? Dscp.ALL_BITS : dscpMask.payload()[0] & 0xff;
        return Optional.of(new Dscp(dscp.getAsInt(), mask));
    }

    private Optional<FlowLabel> flowLabel() {
        if (flowLabel.isEmpty()) {
            return Optional.empty();
        }
        int mask = flowLabelMask == null
                ? FlowLabel.ALL_BITS
                : ByteBuffer.wrap(flowLabelMask.payload()).getInt();
        return Optional.of(new FlowLabel(flowLabel.getAsInt(), mask));
    }

    private IpPrefix prefix(@Nullable IpAddress address, int length) {
        return address == null && length == 0
                ? IpPrefix.all(family)
                : new IpPrefix(address == null ? IpAddress.any(family) : address, length);
    }

    /** A mark without a mask means all bits, unless it is 0; a dump leaves out a mark of 0 and shows its mask. */
    private Optional<FwMark> mark() {
        if (mark.isEmpty() && mask.isEmpty()) {
            return Optional.empty();
        }
        long value = mark.orElse(0);
        return Optional.of(new FwMark(value, mask.orElse(value == 0 ? 0 : 0xffff_ffffL)));
    }

    private RuleAction action() {
        return switch (action) {
            case RuleCodec.FR_ACT_TO_TBL -> new RuleAction.Lookup(RouteTable.of(table));
            case RuleCodec.FR_ACT_GOTO -> new RuleAction.Goto(gotoPriority);
            case RuleCodec.FR_ACT_NOP -> new RuleAction.Nop();
            case RuleCodec.FR_ACT_BLACKHOLE -> new RuleAction.Blackhole();
            case RuleCodec.FR_ACT_UNREACHABLE -> new RuleAction.Unreachable();
            case RuleCodec.FR_ACT_PROHIBIT -> new RuleAction.Prohibit();
            default -> new RuleAction.Other(action);
        };
    }
}
