package dev.multipath.netlink.model;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One entry of the routing policy database ({@code struct fib_rule_hdr} and its {@code FRA_*} attributes).
 *
 * @param family IPv4 or IPv6
 * @param priority {@code FRA_PRIORITY}: lower is earlier; absent lets the kernel choose one
 * @param selector which packets
 * @param action what then
 * @param suppressPrefixLength {@code FRA_SUPPRESS_PREFIXLEN}: results with a prefix this short or shorter do not count;
 *     dumps always carry it, −1 meaning none
 * @param suppressInterfaceGroup {@code FRA_SUPPRESS_IFGROUP}
 * @param realms {@code FRA_FLOW}, IPv4 only
 * @param protocol {@code FRA_PROTOCOL}: who installed it; part of a rule's identity
 * @param flags {@code FIB_RULE_*} other than INVERT: state the kernel reports, see the constants here
 * @param unknown attributes not typed here, kept and written back
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-rule.8.html">ip-rule(8)</a>, linux/fib_rules.h
 */
public record Rule(
        AddressFamily family,
        OptionalLong priority,
        RuleSelector selector,
        RuleAction action,
        OptionalInt suppressPrefixLength,
        OptionalLong suppressInterfaceGroup,
        OptionalLong realms,
        Protocol protocol,
        long flags,
        UnknownAttributes unknown)
        implements KernelObject {

    /** {@code FIB_RULE_PERMANENT}: the kernel's own. */
    public static final long PERMANENT = 1;
    /** {@code FIB_RULE_UNRESOLVED}: no rule has the priority a {@code goto} names; it does nothing. */
    public static final long UNRESOLVED = 4;
    /** {@code FIB_RULE_IIF_DETACHED}: no device has the name of {@code iif}; it matches nothing. */
    public static final long INPUT_DETACHED = 8;
    /** {@code FIB_RULE_OIF_DETACHED}: no device has the name of {@code oif}; it matches nothing. */
    public static final long OUTPUT_DETACHED = 16;

    /** @throws IllegalArgumentException for a number its field does not hold, and for a selector of another family */
    public Rule {
        OpenNumber.check(flags, 0xffff_ffffL, "rule flags");
        if (priority.isPresent()) {
            OpenNumber.check(priority.getAsLong(), 0xffff_ffffL, "priority");
        }
        OpenNumber.check(suppressInterfaceGroup.orElse(0), 0xffff_ffffL, "interface group");
        OpenNumber.check(realms.orElse(0), 0xffff_ffffL, "realms");
        if (!selector.from().family().equals(family)) {
            throw new IllegalArgumentException(
                    "a selector of " + selector.from().family() + " in a rule of " + family);
        }
    }

    /** {@code from all lookup TABLE}, with no protocol, as {@code ip} leaves it. */
    public static Rule lookup(AddressFamily family, RouteTable table) {
        return new Rule(
                family,
                OptionalLong.empty(),
                RuleSelector.all(family),
                new RuleAction.Lookup(table),
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Protocol.UNSPEC,
                0,
                UnknownAttributes.NONE);
    }

    /** Whether the rule its {@code goto} names is missing. */
    public boolean isUnresolved() {
        return (flags & UNRESOLVED) != 0;
    }

    /** Whether a device it names is missing, so that it matches nothing for now. */
    public boolean isDetached() {
        return (flags & (INPUT_DETACHED | OUTPUT_DETACHED)) != 0;
    }

    /** What tells this rule from others. */
    public RuleKey key() {
        int suppressed = suppressPrefixLength.orElse(-1);
        return new RuleKey(
                family,
                priority.orElse(0),
                selector,
                action,
                suppressed < 0 ? OptionalInt.empty() : OptionalInt.of(suppressed),
                suppressInterfaceGroup,
                protocol);
    }

    /** The same at another priority. */
    public Rule priority(long newPriority) {
        return new Rule(
                family,
                OptionalLong.of(newPriority),
                selector,
                action,
                suppressPrefixLength,
                suppressInterfaceGroup,
                realms,
                protocol,
                flags,
                unknown);
    }

    /** The same for other packets. */
    public Rule selector(RuleSelector newSelector) {
        return new Rule(
                family,
                priority,
                newSelector,
                action,
                suppressPrefixLength,
                suppressInterfaceGroup,
                realms,
                protocol,
                flags,
                unknown);
    }

    /** The same with another action. */
    public Rule action(RuleAction newAction) {
        return new Rule(
                family,
                priority,
                selector,
                newAction,
                suppressPrefixLength,
                suppressInterfaceGroup,
                realms,
                protocol,
                flags,
                unknown);
    }

    /** The same, overlooking routes with a prefix this short or shorter. */
    public Rule suppressPrefixLength(int length) {
        return new Rule(
                family,
                priority,
                selector,
                action,
                OptionalInt.of(length),
                suppressInterfaceGroup,
                realms,
                protocol,
                flags,
                unknown);
    }

    /** The same, overlooking routes by a device of this group. */
    public Rule suppressInterfaceGroup(long group) {
        return new Rule(
                family,
                priority,
                selector,
                action,
                suppressPrefixLength,
                OptionalLong.of(group),
                realms,
                protocol,
                flags,
                unknown);
    }

    /** The same, putting packets into these realms: "from" in the upper 16 bits, "to" in the lower (IPv4). */
    public Rule realms(long newRealms) {
        return new Rule(
                family,
                priority,
                selector,
                action,
                suppressPrefixLength,
                suppressInterfaceGroup,
                OptionalLong.of(newRealms),
                protocol,
                flags,
                unknown);
    }

    /** The same installed by another: another rule. */
    public Rule protocol(Protocol newProtocol) {
        return new Rule(
                family,
                priority,
                selector,
                action,
                suppressPrefixLength,
                suppressInterfaceGroup,
                realms,
                newProtocol,
                flags,
                unknown);
    }

    /** The same for packets from there. */
    public Rule from(IpPrefix prefix) {
        return selector(selector.toBuilder().from(prefix).build());
    }

    /** The same for packets to there. */
    public Rule to(IpPrefix prefix) {
        return selector(selector.toBuilder().to(prefix).build());
    }

    /** The same for packets with this mark. */
    public Rule mark(FwMark mark) {
        return selector(selector.toBuilder().mark(mark).build());
    }

    /** The same for packets that came in there; {@code lo} for those of this machine. */
    public Rule inputInterface(String name) {
        return selector(selector.toBuilder().inputInterface(name).build());
    }

    /** The same for sockets bound to this device. */
    public Rule outputInterface(String name) {
        return selector(selector.toBuilder().outputInterface(name).build());
    }

    /** In the words of {@code ip rule}. */
    @Override
    public String toString() {
        return Iproute2.rule(this);
    }
}
