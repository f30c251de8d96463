package dev.multipath.agent.plan;

import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.Rule;

/**
 * What in the kernel is the agent's: whatever bears its protocol number, and nothing else.
 *
 * <p>Never a table, never a range of priorities: others may use the same.
 */
public record Ownership(Protocol protocol) {
    public boolean owns(Route route) {
        return route.protocol().equals(protocol);
    }

    public boolean owns(NextHopObject object) {
        return object.protocol().equals(protocol);
    }

    public boolean owns(Rule rule) {
        return rule.protocol().equals(protocol);
    }
}
