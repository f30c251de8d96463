package dev.multipath.agent.bench;

import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleKey;
import dev.multipath.testkit.netns.Namespace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Another program in the agent's namespace: its routes and rules of both families must stay, though it takes away what
 * the agent has.
 */
final class Strangers {
    private static final Protocol STRANGER = Protocol.of(99);
    private static final Protocol AGENT = Protocol.of(77);
    private static final List<RouteTable> TABLES = List.of(RouteTable.MAIN, RouteTable.of(7711), RouteTable.of(7900));
    private static final List<Long> PRIORITIES = List.of(7700L, 7711L, 7900L);
    private static final List<IpPrefix> PREFIXES =
            List.of(IpPrefix.parse("192.0.2.128/25"), IpPrefix.parse("2001:db8:99::/48"));

    private final RtNetlink netlink;
    private final String placed;

    private Strangers(RtNetlink netlink) {
        this.netlink = netlink;
        for (IpPrefix prefix : PREFIXES) {
            for (RouteTable table : TABLES) {
                netlink.routes()
                        .add(Route.to(prefix).table(table).protocol(STRANGER).type(RouteType.PROHIBIT));
            }
            for (long priority : PRIORITIES) {
                netlink.rules()
                        .add(Rule.lookup(prefix.family(), RouteTable.of(7711))
                                .from(prefix)
                                .priority(priority)
                                .protocol(STRANGER));
            }
        }
        this.placed = seen();
    }

    /** Puts routes and rules where the agent's are, under a protocol number of its own. */
    static Strangers in(Namespace gateway) {
        return new Strangers(gateway.netlink());
    }

    /** @throws AssertionError if anything of theirs was changed */
    void demandUntouched() {
        String now = seen();
        if (!now.equals(placed)) {
            throw new AssertionError(
                    "another program's routes or rules were changed:\n" + placed + "\nare now\n" + now);
        }
    }

    private String seen() {
        List<String> seen = new ArrayList<>();
        for (IpPrefix prefix : PREFIXES) {
            netlink.routes()
                    .list(RouteFilter.of(prefix.family()).protocol(STRANGER))
                    .forEach(route -> seen.add(route.toString()));
        }
        for (Rule rule : netlink.rules().list()) {
            if (rule.protocol().equals(STRANGER)) {
                seen.add(rule.toString());
            }
        }
        seen.sort(null);
        return String.join("\n", seen);
    }

    /** The agent's rules, of both families; in which order those of one priority stand makes no difference. */
    Set<RuleKey> rules() {
        Set<RuleKey> keys = new HashSet<>();
        for (Rule rule : netlink.rules().list()) {
            // Those of marks come and go with what uplinks do meanwhile.
            if (rule.protocol().equals(AGENT) && rule.selector().mark().isEmpty()) {
                keys.add(rule.key());
            }
        }
        return keys;
    }

    /** Deletes one of the agent's rules; harmless for those whose traffic has another way. */
    void deleteOne(SplittableRandom random) {
        List<Rule> rules = new ArrayList<>(netlink.rules().list());
        rules.removeIf(rule -> !rule.protocol().equals(AGENT));
        if (!rules.isEmpty()) {
            netlink.rules().deleteIfPresent(rules.get(random.nextInt(rules.size())));
        }
    }

    /** Deletes everything of the agent's, rules first. */
    void deleteAll() {
        for (Rule rule : netlink.rules().list()) {
            if (rule.protocol().equals(AGENT)) {
                netlink.rules().deleteIfPresent(rule);
            }
        }
        for (AddressFamily family : Balance.FAMILIES) {
            for (Route route : netlink.routes().list(RouteFilter.of(family).protocol(AGENT))) {
                netlink.routes().deleteIfPresent(route);
            }
        }
    }
}
