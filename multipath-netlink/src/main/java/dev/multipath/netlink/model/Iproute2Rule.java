package dev.multipath.netlink.model;

import java.util.Optional;
import java.util.OptionalInt;

/** Renders rules in the words of {@code ip rule}. */
final class Iproute2Rule {
    /** {@code FRA_SUPPRESS_IFGROUP} of −1: none. */
    private static final long NO_GROUP = 0xffff_ffffL;

    private Iproute2Rule() {}

    static String rule(Rule rule) {
        StringBuilder out = new StringBuilder(96);
        rule.priority()
                .ifPresent(priority -> out.append("priority ").append(priority).append(' '));
        selector(out, rule.selector());
        action(out, rule);
        if (rule.suppressPrefixLength().orElse(-1) >= 0) {
            out.append(" suppress_prefixlength ")
                    .append(rule.suppressPrefixLength().getAsInt());
        }
        rule.suppressInterfaceGroup().ifPresent(group -> {
            if (group != NO_GROUP) {
                out.append(" suppress_ifgroup ").append(group);
            }
        });
        rule.realms().ifPresent(realms -> Iproute2.realms(out, realms));
        if (rule.protocol().value() != 0) {
            out.append(" protocol ").append(rule.protocol());
        }
        return out.toString();
    }

    private static void selector(StringBuilder out, RuleSelector selector) {
        if (selector.inverted()) {
            out.append("not ");
        }
        out.append("from ").append(selector.from().isAll() ? "all" : Iproute2.destination(selector.from()));
        if (!selector.to().isAll()) {
            out.append(" to ").append(Iproute2.destination(selector.to()));
        }
        if (selector.tos() != 0) {
            out.append(" tos 0x").append(Integer.toHexString(selector.tos()));
        }
        selector.mark().ifPresent(mark -> out.append(" fwmark ").append(mark));
        selector.inputInterface().ifPresent(name -> out.append(" iif ").append(name));
        selector.outputInterface().ifPresent(name -> out.append(" oif ").append(name));
        if (selector.l3mdev()) {
            out.append(" l3mdev");
        }
        selector.uid()
                .ifPresent(uid ->
                        out.append(" uidrange ").append(uid.first()).append('-').append(uid.last()));
        selector.ipProtocol().ifPresent(number -> out.append(" ipproto ").append(number));
        ports(out, " sport", selector.sourcePort(), selector.sourcePortMask());
        ports(out, " dport", selector.destinationPort(), selector.destinationPortMask());
        selector.tunnelId().ifPresent(id -> out.append(" tun_id ").append(Long.toUnsignedString(id)));
        selector.dscp().ifPresent(dscp -> out.append(" dscp ").append(dscp));
        selector.flowLabel().ifPresent(label -> out.append(" flowlabel ").append(label));
    }

    /** A mask is written behind the port, which then stands in hex as {@code ip} prints it. */
    private static void ports(StringBuilder out, String word, Optional<NumberRange> ports, OptionalInt mask) {
        if (ports.isEmpty() && mask.isEmpty()) {
            return;
        }
        out.append(word).append(' ');
        if (mask.isEmpty()) {
            out.append(ports.get());
        } else {
            out.append(ports.map(range -> "0x" + Long.toHexString(range.first()))
                            .orElse("0"))
                    .append("/0x")
                    .append(Integer.toHexString(mask.getAsInt()));
        }
    }

    private static void action(StringBuilder out, Rule rule) {
        RuleAction action = rule.action();
        if (action instanceof RuleAction.Lookup lookup) {
            if (lookup.table().value() != 0) {
                out.append(" lookup ").append(lookup.table());
            }
        } else if (action instanceof RuleAction.Goto target) {
            out.append(" goto ").append(target.priority());
            if (rule.isUnresolved()) {
                out.append(" [unresolved]");
            }
        } else if (action instanceof RuleAction.Nop) {
            out.append(" nop");
        } else if (action instanceof RuleAction.Blackhole) {
            out.append(" blackhole");
        } else if (action instanceof RuleAction.Unreachable) {
            out.append(" unreachable");
        } else if (action instanceof RuleAction.Prohibit) {
            out.append(" prohibit");
        } else if (action instanceof RuleAction.Other other) {
            out.append(" action ").append(other.number());
        }
    }
}
