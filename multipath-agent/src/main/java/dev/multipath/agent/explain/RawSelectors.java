package dev.multipath.agent.explain;

import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.Rule;
import java.util.OptionalLong;

/** What of a rule the model keeps raw. */
final class RawSelectors {
    private static final int FRA_TABLE = 15;
    private static final int FRA_GOTO = 4;

    private RawSelectors() {}

    /** An attribute nobody here knows, which may mean anything. */
    static OptionalLong unknownAttribute(Rule rule) {
        for (RawAttribute attribute : rule.unknown().attributes()) {
            int type = RawNumber.type(attribute);
            if (type != FRA_TABLE && type != FRA_GOTO) {
                return OptionalLong.of(type);
            }
        }
        return OptionalLong.empty();
    }
}
