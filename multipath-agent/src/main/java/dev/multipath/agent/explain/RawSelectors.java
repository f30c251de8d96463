package dev.multipath.agent.explain;

import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.Rule;
import java.util.Optional;
import java.util.OptionalLong;

/** Selectors younger than the model, which keeps them raw: Linux 6.13 to 6.15 brought them. */
final class RawSelectors {
    private static final int FRA_TABLE = 15;
    private static final int FRA_GOTO = 4;
    private static final int FRA_DSCP = 25;
    private static final int FRA_FLOWLABEL = 26;
    private static final int FRA_FLOWLABEL_MASK = 27;
    private static final int FRA_SPORT_MASK = 28;
    private static final int FRA_DPORT_MASK = 29;
    private static final int FRA_DSCP_MASK = 30;

    private static final int ALL_PORT_BITS = 0xffff;
    private static final int ALL_DSCP_BITS = 0x3f;

    private RawSelectors() {}

    /** Bits of a single source port that count; a range has no mask. */
    static int sourcePortMask(Rule rule) {
        return (int) RawNumber.of(rule.unknown(), FRA_SPORT_MASK).orElse(ALL_PORT_BITS);
    }

    /** Bits of a single destination port that count. */
    static int destinationPortMask(Rule rule) {
        return (int) RawNumber.of(rule.unknown(), FRA_DPORT_MASK).orElse(ALL_PORT_BITS);
    }

    /** Why the packet's code point does not fit, if the rule asks for one. */
    static Optional<String> dscp(Rule rule, int tos) {
        OptionalLong wanted = RawNumber.of(rule.unknown(), FRA_DSCP);
        long mask = RawNumber.of(rule.unknown(), FRA_DSCP_MASK).orElse(ALL_DSCP_BITS);
        if (wanted.isEmpty() || ((wanted.getAsLong() ^ tos >> 2) & mask) == 0) {
            return Optional.empty();
        }
        return Optional.of("dscp 0x" + Long.toHexString(wanted.getAsLong()) + ", tos is 0x" + Integer.toHexString(tos));
    }

    /** Why a packet without a flow label does not fit, if the rule asks for one. */
    static Optional<String> flowLabel(Rule rule) {
        OptionalLong label = RawNumber.of(rule.unknown(), FRA_FLOWLABEL);
        OptionalLong mask = RawNumber.of(rule.unknown(), FRA_FLOWLABEL_MASK);
        // In network order both, which does not matter for whether they have bits in common.
        boolean asks = label.isPresent() && (label.getAsLong() & mask.orElse(-1)) != 0;
        return asks ? Optional.of("flowlabel, the packet has none") : Optional.empty();
    }

    /** An attribute nobody here knows, which may mean anything. */
    static OptionalLong unknownAttribute(Rule rule) {
        for (RawAttribute attribute : rule.unknown().attributes()) {
            int type = RawNumber.type(attribute);
            boolean harmless = type == FRA_TABLE || type == FRA_GOTO;
            if (!harmless && (type < FRA_DSCP || type > FRA_DSCP_MASK)) {
                return OptionalLong.of(type);
            }
        }
        return OptionalLong.empty();
    }
}
