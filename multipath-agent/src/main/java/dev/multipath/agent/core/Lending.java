package dev.multipath.agent.core;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.config.NearMiss;
import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.agent.plan.LentMarks;
import dev.multipath.agent.plan.Ownership;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.RuleAction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The part of {@link AgentCore} that lends marks to commands run over one uplink. A mark once lent keeps its rules until the
 * next boot: the agent does not see when the last command that bears it ends, and none may go another way unasked.
 */
public final class Lending {
    private Lending() {}

    /** The marks that are lent. */
    public static LentMarks marks(AgentConfig config, Effect.Memory memory) {
        return new LentMarks(memory.lent(), config.flows().mask());
    }

    static void lend(Turn turn, String uplink) {
        OptionalInt number = number(turn.config, turn.memory, turn.uplinks.size(), uplink);
        if (number.isPresent() && number.getAsInt() != turn.memory.lent().getOrDefault(uplink, 0)) {
            Map<String, Integer> lent = new HashMap<>(turn.memory.lent());
            lent.put(uplink, number.getAsInt());
            turn.memory = turn.memory.lent(lent);
            turn.effects.add(new Effect.Remember(turn.memory));
            turn.observe();
        }
    }

    private static OptionalInt number(AgentConfig config, Effect.Memory memory, int uplinks, String uplink) {
        return Marks.lent(
                uplink,
                memory.lent(),
                memory.marks(),
                uplinks,
                config.flows().mask().largest());
    }

    /** Why no command can be run over an uplink now, in an operator's words. */
    public static Optional<String> obstacle(AgentState state, String name) {
        List<UplinkView> views = state.views();
        Optional<UplinkView> uplink =
                views.stream().filter(view -> view.name().equals(name)).findFirst();
        if (uplink.isEmpty()) {
            return Optional.of(unknown(views, name));
        }
        UplinkView view = uplink.get();
        if (!view.routable(AddressFamily.INET) && !view.routable(AddressFamily.INET6)) {
            return Optional.of("nothing can leave by " + name + ", neither IPv4 nor IPv6: "
                    + why(view, AddressFamily.INET) + "; " + why(view, AddressFamily.INET6));
        }
        return number(state.config(), state.memory(), views.size(), name).isPresent()
                ? Optional.empty()
                : Optional.of("mark-mask " + state.config().flows().mask()
                        + " of [flows] has no number left for commands" + " run over " + name + "; it needs more bits");
    }

    private static String why(UplinkView view, AddressFamily family) {
        return view.facts().missing(family).orElse("the kernel refuses its route");
    }

    /** What to say of an uplink that does not exist. */
    public static String unknown(List<UplinkView> views, String name) {
        String[] names = views.stream().map(UplinkView::name).toArray(String[]::new);
        String start = "no uplink is named \"" + name + "\"; ";
        if (names.length == 0) {
            return start + "there is none yet";
        }
        return NearMiss.of(name, names)
                .map(near -> start + "did you mean \"" + near + "\"?")
                .orElseGet(() -> start + "there are " + String.join(", ", names));
    }

    /** The mark lent for an uplink, once the kernel holds all rules for it. */
    public static Optional<FwMark> inForce(AgentState state, String uplink) {
        Optional<FwMark> mark = marks(state.config(), state.memory()).of(uplink);
        return mark.filter(lent -> state.snapshot().isPresent() && stands(state, lent, uplink));
    }

    private static boolean stands(AgentState state, FwMark mark, String uplink) {
        KernelSnapshot snapshot = state.snapshot().orElseThrow();
        Optional<UplinkView> view = state.views().stream()
                .filter(each -> each.name().equals(uplink))
                .findFirst();
        boolean stands = holds(state, snapshot, mark, AddressFamily.INET, false)
                && (!snapshot.hasIpv6() || holds(state, snapshot, mark, AddressFamily.INET6, false));
        for (AddressFamily family : List.of(AddressFamily.INET, AddressFamily.INET6)) {
            boolean leads = view.isPresent() && view.get().routable(family);
            stands &= !leads || holds(state, snapshot, mark, family, true);
        }
        return stands;
    }

    private static boolean holds(
            AgentState state, KernelSnapshot snapshot, FwMark mark, AddressFamily family, boolean lookup) {
        Ownership ownership = new Ownership(Protocol.of(state.config().agent().protocol()));
        return snapshot.rules().stream()
                .anyMatch(rule -> ownership.owns(rule)
                        && rule.family().equals(family)
                        && rule.selector().mark().equals(Optional.of(mark))
                        && rule.action() instanceof RuleAction.Lookup == lookup);
    }
}
