package dev.multipath.agent.core;

import dev.multipath.netlink.model.InterfaceNames;
import java.util.ArrayList;
import java.util.List;

/**
 * Something the agent noticed, said or did, as {@code events} shows it.
 *
 * @param eventId shared by all that follows from one cause: log lines, routes changed, notices; 0 for none
 * @param uplink its name; empty where it is about no single one
 * @param family {@code inet} or {@code inet6}; empty where it is about neither
 * @param from state before; empty where no state changed
 * @param to state after
 * @param text why, or what
 * @param changes commands carried out, each with its reason or with what was said against it
 */
public record Happening(
        long eventId,
        Kind kind,
        String uplink,
        String family,
        String from,
        String to,
        String text,
        List<String> changes) {

    /** What sort of thing happened. */
    public enum Kind {
        /** An uplink changed its state. */
        STATE,
        REMARK,
        WARNING,
        /** Routes and rules were changed. */
        PLAN,
        /** Kernel settings were written. */
        SETTINGS,
        /** Addresses were published, or could not be. */
        PUBLISHED
    }

    public Happening {
        changes = List.copyOf(changes);
    }

    public static Happening of(Effect.Announce announce) {
        return new Happening(
                announce.eventId(),
                Kind.STATE,
                announce.uplink(),
                announce.family().toString(),
                announce.from().word(),
                announce.to().word(),
                announce.reason(),
                List.of());
    }

    public static Happening of(Effect.Say say) {
        Kind kind = say.warning() ? Kind.WARNING : Kind.REMARK;
        return new Happening(say.eventId(), kind, "", "", "", "", say.text(), List.of());
    }

    /** What became of a plan. */
    public static Happening of(Effect.Apply apply, List<Event.Outcome> outcomes, InterfaceNames names) {
        List<String> changes = new ArrayList<>(outcomes.size());
        int refused = 0;
        for (Event.Outcome outcome : outcomes) {
            refused += outcome.error().isPresent() ? 1 : 0;
            String remark = outcome.error()
                    .map(why -> "refused: " + why)
                    .orElse(outcome.operation().reason());
            changes.add(outcome.operation().command(names) + "  # " + remark);
        }
        String text = changes.size() + (changes.size() == 1 ? " change" : " changes") + " to routes and rules"
                + (refused == 0 ? "" : ", " + refused + " refused");
        return new Happening(apply.eventId(), Kind.PLAN, "", "", "", "", text, changes);
    }

    public static Happening of(Effect.WriteSysctls write) {
        List<String> changes = new ArrayList<>();
        write.writes().forEach(each -> changes.add("sysctl -w " + each.key() + '=' + each.value()));
        return new Happening(write.eventId(), Kind.SETTINGS, "", "", "", "", "settings written", changes);
    }
}
