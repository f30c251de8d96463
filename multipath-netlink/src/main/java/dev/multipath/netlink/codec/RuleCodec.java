package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Fra.*;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Dscp;
import dev.multipath.netlink.model.FlowLabel;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NumberRange;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.netlink.model.RuleSelector;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import dev.multipath.netlink.wire.NativeOrder;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Rules: {@code struct fib_rule_hdr} and {@code FRA_*}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-rule.8.html">ip-rule(8)</a>
 */
public final class RuleCodec {
    static final int HEADER = 12;
    /** {@code FIB_RULE_INVERT}. */
    static final int FIB_RULE_INVERT = 2;

    static final int FR_ACT_TO_TBL = 1;
    static final int FR_ACT_GOTO = 2;
    static final int FR_ACT_NOP = 3;
    static final int FR_ACT_BLACKHOLE = 6;
    static final int FR_ACT_UNREACHABLE = 7;
    static final int FR_ACT_PROHIBIT = 8;

    static final int ALL_PORT_BITS = 0xffff;

    private static final long ALL_BITS = 0xffff_ffffL;

    private RuleCodec() {}

    /** Whether the message is about an IPv4 or IPv6 rule, which {@link #decode} takes. */
    public static boolean isTyped(MessageReader message) throws DecodeException {
        message.requireBody(1, "fib_rule_hdr");
        int family = message.u8(0);
        return family == AddressFamily.INET.value() || family == AddressFamily.INET6.value();
    }

    /**
     * Reads the rule the message is about, a reply, a notification or a request to add or delete.
     *
     * @throws DecodeException for broken bytes, and for another family
     */
    public static Rule decode(MessageReader message) throws DecodeException {
        message.requireBody(HEADER, "fib_rule_hdr");
        if (!isTyped(message)) {
            throw new DecodeException("family", 16, "family " + message.u8(0) + " is neither IPv4 nor IPv6");
        }
        RuleDraft draft = new RuleDraft(message);
        AttributeReader in = message.attributes(HEADER, Fra.NAMES);
        while (in.next()) {
            try {
                draft.accept(in);
            } catch (IllegalArgumentException e) {
                throw in.error(e);
            }
        }
        try {
            return draft.toRule();
        } catch (IllegalArgumentException e) {
            throw new DecodeException("fib_rule_hdr", 16, String.valueOf(e.getMessage()), e);
        }
    }

    /** Writes header and attributes as the kernel reports the rule. */
    public static void encode(Rule rule, MessageWriter message) {
        long table = table(rule);
        header(rule, message, table > 255 ? RouteCodec.RT_TABLE_COMPAT : (int) table, rule.flags());
        AttributeWriter out = message.attributes();
        if (!RawAttributes.contains(rule.unknown(), FRA_TABLE)) {
            out.u32(FRA_TABLE, table);
        }
        if (rule.suppressPrefixLength().isPresent()) {
            out.u32(FRA_SUPPRESS_PREFIXLEN, rule.suppressPrefixLength().getAsInt());
        }
        out.u8(FRA_PROTOCOL, rule.protocol().value());
        if (rule.selector().mark().isPresent()) {
            FwMark mark = rule.selector().mark().get();
            if (mark.value() != 0) {
                out.u32(FRA_FWMARK, mark.value());
            }
            out.u32(FRA_FWMASK, mark.mask());
        }
        masks(rule.selector(), out, false);
        common(rule, out);
    }

    /** Writes header and attributes as a request to add or delete the rule. */
    public static void encodeRequest(Rule rule, MessageWriter message) {
        long table = table(rule);
        header(rule, message, table > 255 ? 0 : (int) table, 0);
        AttributeWriter out = message.attributes();
        if (table > 255) {
            out.u32(FRA_TABLE, table);
        }
        if (rule.suppressPrefixLength().orElse(-1) >= 0) {
            out.u32(FRA_SUPPRESS_PREFIXLEN, rule.suppressPrefixLength().getAsInt());
        }
        if (rule.protocol().value() != 0) {
            out.u8(FRA_PROTOCOL, rule.protocol().value());
        }
        if (rule.selector().mark().isPresent()) {
            FwMark mark = rule.selector().mark().get();
            out.u32(FRA_FWMARK, mark.value());
            if (mark.mask() != ALL_BITS || mark.value() == 0) {
                out.u32(FRA_FWMASK, mark.mask());
            }
        }
        masks(rule.selector(), out, true);
        common(rule, out);
    }

    /** A mask of all bits is what none means; the kernel shows it all the same, except that of a range of ports. */
    private static void masks(RuleSelector selector, AttributeWriter out, boolean request) {
        portMask(FRA_SPORT_MASK, selector.sourcePortMask(), selector.sourcePort(), out, request);
        portMask(FRA_DPORT_MASK, selector.destinationPortMask(), selector.destinationPort(), out, request);
        if (selector.dscp().isPresent()) {
            Dscp dscp = selector.dscp().get();
            out.u8(FRA_DSCP, dscp.value());
            if (!request || dscp.mask() != Dscp.ALL_BITS) {
                out.u8(FRA_DSCP_MASK, dscp.mask());
            }
        }
        if (selector.flowLabel().isPresent()) {
            FlowLabel label = selector.flowLabel().get();
            out.be32(FRA_FLOWLABEL, label.value());
            // Unlike the others this mask must be there.
            out.be32(FRA_FLOWLABEL_MASK, label.mask());
        }
    }

    private static void portMask(
            int type, OptionalInt mask, Optional<NumberRange> ports, AttributeWriter out, boolean request) {
        boolean single = ports.isPresent() && ports.get().first() == ports.get().last();
        if (mask.isPresent()) {
            out.u16(type, mask.getAsInt());
        } else if (single && !request) {
            out.u16(type, ALL_PORT_BITS);
        }
    }

    private static long table(Rule rule) {
        return rule.action() instanceof RuleAction.Lookup lookup
                ? lookup.table().value()
                : 0;
    }

    private static void header(Rule rule, MessageWriter message, int table, long flags) {
        RuleSelector selector = rule.selector();
        message.u8(rule.family().value());
        message.u8(selector.to().length());
        message.u8(selector.from().length());
        message.u8(selector.tos());
        message.u8(table);
        message.u16(0);
        message.u8(action(rule.action()));
        message.u32(selector.inverted() ? flags | FIB_RULE_INVERT : flags);
    }

    private static void common(Rule rule, AttributeWriter out) {
        if (rule.priority().isPresent()) {
            out.u32(FRA_PRIORITY, rule.priority().getAsLong());
        }
        if (rule.action() instanceof RuleAction.Goto target) {
            out.u32(FRA_GOTO, target.priority());
        }
        if (rule.suppressInterfaceGroup().isPresent()) {
            out.u32(FRA_SUPPRESS_IFGROUP, rule.suppressInterfaceGroup().getAsLong());
        }
        if (rule.realms().isPresent()) {
            out.u32(FRA_FLOW, rule.realms().getAsLong());
        }
        selector(rule.selector(), out);
        RawAttributes.write(out, rule.unknown());
    }

    private static void selector(RuleSelector selector, AttributeWriter out) {
        prefix(FRA_SRC, selector.from(), out);
        prefix(FRA_DST, selector.to(), out);
        if (selector.inputInterface().isPresent()) {
            out.string(FRA_IIFNAME, selector.inputInterface().get());
        }
        if (selector.outputInterface().isPresent()) {
            out.string(FRA_OIFNAME, selector.outputInterface().get());
        }
        if (selector.uid().isPresent()) {
            NumberRange uid = selector.uid().get();
            int mark = out.open(FRA_UID_RANGE);
            NativeOrder.write32(out.out(), (int) uid.first());
            NativeOrder.write32(out.out(), (int) uid.last());
            out.close(mark);
        }
        if (selector.ipProtocol().isPresent()) {
            out.u8(FRA_IP_PROTO, selector.ipProtocol().getAsInt());
        }
        if (selector.sourcePort().isPresent()) {
            ports(FRA_SPORT_RANGE, selector.sourcePort().get(), out);
        }
        if (selector.destinationPort().isPresent()) {
            ports(FRA_DPORT_RANGE, selector.destinationPort().get(), out);
        }
        if (selector.tunnelId().isPresent()) {
            out.be64(FRA_TUN_ID, selector.tunnelId().getAsLong());
        }
        if (selector.l3mdev()) {
            out.u8(FRA_L3MDEV, 1);
        }
    }

    private static void prefix(int type, IpPrefix prefix, AttributeWriter out) {
        if (!prefix.isAll() || !prefix.address().isAny()) {
            Addresses.write(out, type, prefix.address());
        }
    }

    private static void ports(int type, NumberRange ports, AttributeWriter out) {
        int mark = out.open(type);
        NativeOrder.write16(out.out(), (int) ports.first());
        NativeOrder.write16(out.out(), (int) ports.last());
        out.close(mark);
    }

    private static int action(RuleAction action) {
        if (action instanceof RuleAction.Lookup) {
            return FR_ACT_TO_TBL;
        }
        if (action instanceof RuleAction.Goto) {
            return FR_ACT_GOTO;
        }
        if (action instanceof RuleAction.Nop) {
            return FR_ACT_NOP;
        }
        if (action instanceof RuleAction.Blackhole) {
            return FR_ACT_BLACKHOLE;
        }
        if (action instanceof RuleAction.Unreachable) {
            return FR_ACT_UNREACHABLE;
        }
        return action instanceof RuleAction.Other other ? other.number() : FR_ACT_PROHIBIT;
    }
}
