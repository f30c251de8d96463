package dev.multipath.agent.explain;

import dev.multipath.agent.plan.Numbering;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How often each kind of verdict came up: a test of random packets that are all refused shows nothing. */
final class Tally {
    static final Uplinks NO_UPLINKS = new Uplinks(new Numbering(7700), List.of());

    private final Map<String, Integer> counts = new TreeMap<>();

    void add(Explanation explanation) {
        String family = explanation.packet().destination().isIpv4() ? "IPv4 " : "IPv6 ";
        counts.merge(family + kind(explanation.verdict()), 1, Integer::sum);
    }

    int count(String what) {
        return counts.getOrDefault(what, 0);
    }

    private static String kind(Verdict verdict) {
        if (verdict instanceof Verdict.Leaves leaves) {
            return leaves.legs().size() > 1 ? "balanced" : leaves.type().toString();
        }
        if (verdict instanceof Verdict.Delivered) {
            return "delivered";
        }
        return verdict instanceof Verdict.Refused refused ? refused.refusal().symbol() : "unresolved";
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
