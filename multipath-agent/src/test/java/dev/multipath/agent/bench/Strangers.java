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

/** Another program in the agent's namespace: what it has must stay, though it takes away what the agent has. */
final class Strangers {
    private static final Protocol STRANGER = Protocol.of(99);
    private static final Protocol AGENT = Protocol.of(77);
    private static final IpPrefix PREFIX = IpPrefix.parse("192.0.2.128/25");

    private final RtNetlink netlink;
    private final String placed;

    private Strangers(RtNetlink netlink) {
        this.netlink = netlink;
        for (RouteTable table : List.of(RouteTable.MAIN, RouteTable.of(7711), RouteTable.of(7900))) {
            netlink.routes()
                    .add(Route.to(PREFIX).table(table).protocol(STRANGER).type(RouteType.PROHIBIT));
        }
        this.placed = seen();
    }

    /** Puts routes where the agent's are, under a protocol number of its own. */
    static Strangers in(Namespace gateway) {
        return new Strangers(gateway.netlink());
    }

    /** @throws AssertionError if anything of theirs was changed */
    void demandUntouched() {
        String now = seen();
        if (!now.equals(placed)) {
            throw new AssertionError("another program's routes were changed:\n" + placed + "\nare now\n" + now);
        }
    }

    private String seen() {
        List<Route> routes =
                netlink.routes().list(RouteFilter.of(AddressFamily.INET).protocol(STRANGER));
        return String.join("\n", routes.stream().map(Route::toString).sorted().toList());
    }

    /** The agent's rules, of both families; in which order those of one priority stand makes no difference. */
    Set<RuleKey> rules() {
        Set<RuleKey> keys = new HashSet<>();
        for (Rule rule : netlink.rules().list()) {
            if (rule.protocol().equals(AGENT)) {
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
}
