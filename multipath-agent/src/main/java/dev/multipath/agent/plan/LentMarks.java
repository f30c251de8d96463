package dev.multipath.agent.plan;

import dev.multipath.agent.config.MarkMask;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.netlink.model.RuleSelector;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Marks that the sockets of commands bear which were run over one uplink. They are other numbers than those of
 * connections, since they mean something else: what bears them leaves by that uplink, alive or not, or not at all.
 *
 * @param numbers by name of the uplink, which need not exist any more
 * @param mask where they are written
 */
public record LentMarks(Map<String, Integer> numbers, MarkMask mask) {
    /** Nobody asked for one. */
    public static final LentMarks NONE = new LentMarks(Map.of(), new MarkMask(1));

    public LentMarks {
        numbers = Map.copyOf(numbers);
    }

    public boolean isEmpty() {
        return numbers.isEmpty();
    }

    /** What the commands of an uplink bear; empty if nobody asked, or if it does not fit the mask any more. */
    public Optional<FwMark> of(String uplink) {
        int number = numbers.getOrDefault(uplink, 0);
        return number < 1 || number > mask.largest()
                ? Optional.empty()
                : Optional.of(new FwMark(mask.mark(number), mask.bits()));
    }

    void rules(DesiredStates states, AddressFamily family, Numbering numbering, Iterable<UplinkView> uplinks) {
        for (UplinkView uplink : uplinks) {
            Optional<FwMark> mark = of(uplink.name());
            if (mark.isPresent() && uplink.facts().family(family).wanted()) {
                Rule rule = Rule.lookup(family, numbering.uplinkTable(uplink.slot()))
                        .selector(selector(family, mark.get()));
                states.rule(rule, numbering.lentPriority(), "commands run over uplink " + uplink.name() + " use it");
            }
        }
        for (String name : new TreeMap<>(numbers).keySet()) {
            Optional<FwMark> mark = of(name);
            if (mark.isPresent()) {
                Rule rule = Rule.lookup(family, numbering.balanceTable())
                        .selector(selector(family, mark.get()))
                        .action(new RuleAction.Unreachable());
                states.rule(rule, numbering.refusalPriority(), "and no other, whatever becomes of it");
            }
        }
    }

    private static RuleSelector selector(AddressFamily family, FwMark mark) {
        return RuleSelector.all(family).toBuilder().mark(mark).build();
    }
}
