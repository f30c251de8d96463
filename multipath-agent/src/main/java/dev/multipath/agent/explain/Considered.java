package dev.multipath.agent.explain;

import dev.multipath.netlink.model.Rule;
import java.util.List;

/**
 * A rule the packet came by.
 *
 * @param outcome as {@code "does not match: fwmark 0x1/0x3f"}, {@code "matches, but table 7700 has no route to it"}
 * @param passed routes of its table that would have led there but for something
 */
public record Considered(Rule rule, String outcome, List<PassedRoute> passed) {
    public Considered {
        passed = List.copyOf(passed);
    }
}
