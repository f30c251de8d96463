package dev.multipath.netlink;

import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.netlink.model.RuleSelector;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which rule a rule is. The kernel's own idea is loose: it deletes the first rule that agrees with every attribute the
 * request has, so that {@code from all lookup 100} also stands for {@code from 10.0.0.0/8 lookup 100}, and it never
 * looks at "not" ({@code RulesNetnsIT}).
 */
final class RuleIdentity {
    private RuleIdentity() {}

    /** Whether a listed rule is the wanted one; a wanted rule without a priority takes any. */
    static boolean same(Rule wanted, Rule listed) {
        if (wanted.priority().isPresent()
                && wanted.priority().getAsLong() != listed.priority().orElse(0)) {
            return false;
        }
        return wanted.priority(0).key().equals(listed.priority(0).key())
                && wanted.realms().equals(listed.realms())
                && wanted.unknown().equals(listed.unknown());
    }

    /** Whether the kernel would take a listed rule for the one a request to delete is about. */
    static boolean kernelMatches(Rule request, Rule listed) {
        if (request.priority().isPresent()
                && request.priority().getAsLong() != listed.priority().orElse(0)) {
            return false;
        }
        boolean protocol = request.protocol().value() == 0 || request.protocol().equals(listed.protocol());
        int suppressed = request.suppressPrefixLength().orElse(-1);
        boolean suppression =
                suppressed < 0 || suppressed == listed.suppressPrefixLength().orElse(-1);
        boolean group = request.suppressInterfaceGroup().isEmpty()
                || request.suppressInterfaceGroup().equals(listed.suppressInterfaceGroup());
        boolean realms = request.realms().isEmpty() || request.realms().equals(listed.realms());
        return protocol
                && suppression
                && group
                && realms
                && actions(request.action(), listed.action())
                && selectors(request.selector(), listed.selector())
                && listed.unknown().attributes().containsAll(request.unknown().attributes());
    }

    private static boolean actions(RuleAction request, RuleAction listed) {
        if (request instanceof RuleAction.Lookup wanted && wanted.table().value() == 0) {
            return listed instanceof RuleAction.Lookup;
        }
        if (request instanceof RuleAction.Goto) {
            return listed instanceof RuleAction.Goto;
        }
        return request.equals(listed);
    }

    private static boolean selectors(RuleSelector request, RuleSelector listed) {
        return prefixes(request.from(), listed.from())
                && prefixes(request.to(), listed.to())
                && (request.tos() == 0 || request.tos() == listed.tos())
                && agree(request.inputInterface(), listed.inputInterface())
                && agree(request.outputInterface(), listed.outputInterface())
                && marks(request.mark(), listed.mark())
                && agree(request.uid(), listed.uid())
                && (request.ipProtocol().isEmpty() || request.ipProtocol().equals(listed.ipProtocol()))
                && agree(request.sourcePort(), listed.sourcePort())
                && agree(request.destinationPort(), listed.destinationPort())
                && masks(request.sourcePortMask(), listed.sourcePortMask())
                && masks(request.destinationPortMask(), listed.destinationPortMask())
                && agree(request.dscp(), listed.dscp())
                && agree(request.flowLabel(), listed.flowLabel())
                && (request.tunnelId().isEmpty() || request.tunnelId().equals(listed.tunnelId()))
                && (!request.l3mdev() || listed.l3mdev());
    }

    private static boolean prefixes(IpPrefix request, IpPrefix listed) {
        return request.isAll() || request.equals(listed);
    }

    private static boolean marks(Optional<FwMark> request, Optional<FwMark> listed) {
        if (request.isEmpty()) {
            return true;
        }
        FwMark wanted = request.get();
        FwMark found = listed.orElse(new FwMark(0, 0));
        return (wanted.value() == 0 || wanted.value() == found.value())
                && (wanted.mask() == 0 || wanted.mask() == found.mask());
    }

    private static boolean masks(OptionalInt request, OptionalInt listed) {
        return request.isEmpty() || request.equals(listed);
    }

    private static <T> boolean agree(Optional<T> request, Optional<T> listed) {
        return request.isEmpty() || request.equals(listed);
    }
}
