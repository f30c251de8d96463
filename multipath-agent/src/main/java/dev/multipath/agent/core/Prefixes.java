package dev.multipath.agent.core;

import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.agent.plan.Numbering;
import dev.multipath.agent.plan.PrefixChange;
import dev.multipath.agent.plan.PrefixOutcome;
import dev.multipath.agent.plan.PrefixPlanner;
import dev.multipath.agent.plan.PrefixRoutes;
import dev.multipath.agent.plan.PrefixTargets;
import dev.multipath.agent.uplink.Preference;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Protocol;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the routes of {@code [[route]]} in line, after everything else: a step of some thousand routes at a time, the next
 * one decided when the last is done, so that an uplink that dies meanwhile changes where the rest is sent.
 */
public final class Prefixes {
    /** Routes in one step: some 20 ms of the kernel's time. */
    static final int STEP = 4096;

    private Prefixes() {}

    /**
     * The next step from what the kernel holds to what it should, by the uplinks as the state has them.
     *
     * @param held of the state's own configuration
     */
    public static Optional<PrefixChange> next(AgentState state, PrefixRoutes held) {
        return next(state, held, wanted(state));
    }

    static void advance(Turn turn) {
        if (turn.isStarting()) {
            return;
        }
        Optional<PrefixRoutes> seen = seen(turn);
        AgentState state = turn.state();
        PrefixTargets wanted = wanted(state);
        boolean settled = seen.isPresent() && turn.prefixes.settled().equals(Optional.of(wanted));
        if (turn.prefixes.busy()) {
            noteCause(turn, settled);
            return;
        }
        Optional<PrefixChange> change = settled ? Optional.empty() : seen.flatMap(held -> next(state, held, wanted));
        if (change.isPresent()) {
            turn.prefixes = turn.prefixes.because(turn.event()).changing();
            turn.effects.add(new Effect.ChangePrefixes(turn.event(), change.get()));
        } else if (seen.isEmpty() || turn.prefixes.doubt()) {
            turn.prefixes = turn.prefixes.settled(seen.isPresent() ? Optional.of(wanted) : Optional.empty());
            if (turn.now >= turn.prefixes.notBefore()) {
                turn.prefixes = turn.prefixes.because(turn.cause()).looking();
                turn.effects.add(new Effect.LookAtPrefixes(turn.config));
            }
        } else {
            turn.prefixes = turn.prefixes.settled(Optional.of(wanted));
            tellChanges(turn, seen.get());
        }
    }

    // A table is the same only if it is the same object: it comes with the configuration.
    @SuppressWarnings("ReferenceEquality")
    private static Optional<PrefixRoutes> seen(Turn turn) {
        return turn.prefixes
                .seen()
                .filter(held -> held.table() == turn.config.routing().prefixes());
    }

    /** What a look under way will show to be done follows from an event that asks for it meanwhile, if from no other. */
    private static void noteCause(Turn turn, boolean settled) {
        if (turn.prefixes.eventId() == 0 && !settled) {
            turn.prefixes = turn.prefixes.because(turn.cause());
        }
    }

    private static void tellChanges(Turn turn, PrefixRoutes seen) {
        if (turn.prefixes.changed() > 0) {
            String text = turn.prefixes.changed() + " ordered routes changed; " + seen.size() + " stand";
            turn.effects.add(new Effect.Say(turn.event(), false, text));
        }
        Flows.prefixesFollowed(turn, turn.prefixes.changed() > 0);
        turn.prefixes = turn.prefixes.inLine(!seen.hasRefused());
    }

    private static PrefixTargets wanted(AgentState state) {
        List<UplinkView> views = state.views();
        boolean withIpv6 = state.snapshot().map(KernelSnapshot::hasIpv6).orElse(false)
                && views.stream().anyMatch(view -> view.facts().ipv6().wanted());
        return PrefixTargets.of(state.config().routing(), views, withIpv6);
    }

    private static Optional<PrefixChange> next(AgentState state, PrefixRoutes held, PrefixTargets wanted) {
        return new PrefixPlanner(
                        state.config().routing(),
                        held,
                        wanted,
                        new Numbering(state.config().agent().tableBase()).prefixTable(),
                        Protocol.of(state.config().agent().protocol()))
                .next(STEP);
    }

    static void seen(Turn turn, PrefixRoutes routes) {
        turn.resumes(turn.prefixes.eventId());
        turn.prefixes = turn.prefixes.looked(routes, turn.now);
        if (turn.config.routing().prefixes().isEmpty() && routes.isEmpty()) {
            turn.prefixes = turn.prefixes.resting();
        }
        advance(turn);
    }

    static void failed(Turn turn, String why) {
        turn.resumes(turn.prefixes.eventId());
        if (!turn.prefixes.failure().equals(Optional.of(why))) {
            turn.effects.add(new Effect.Say(turn.event(), true, "cannot look at the ordered routes: " + why));
        }
        turn.prefixes = turn.prefixes.failed(why, turn.now);
    }

    static void changed(Turn turn, PrefixOutcome outcome) {
        turn.resumes(turn.prefixes.eventId());
        PrefixRoutes before = turn.prefixes.seen().orElseThrow();
        int done = outcome.change().size() - outcome.refused().size();
        turn.prefixes = turn.prefixes.changed(before.after(outcome), done);
        if (outcome.error().isPresent()) {
            String why = outcome.error().get();
            if (!turn.prefixes.failure().equals(Optional.of(why))) {
                String many =
                        outcome.refused().size() + " of " + outcome.change().size() + " ordered routes";
                turn.effects.add(new Effect.Say(turn.event(), true, "refused: " + many + ", the first: " + why));
            }
            turn.prefixes = turn.prefixes.refused(why, turn.now);
        }
        advance(turn);
    }

    /** Time for a look that nothing prompted, or for the next try. */
    static void tick(Turn turn) {
        if (turn.prefixes.nextLook() <= turn.now && !turn.prefixes.busy()) {
            turn.prefixes = turn.prefixes.doubtful();
            advance(turn);
        }
    }

    /** Whether an uplink has come to be preferred, or not, since routes were last planned. */
    static boolean standingChanged(Turn turn, List<UplinkView> views) {
        return !turn.config.routing().isEmpty()
                && !(Preference.standing(views, AddressFamily.INET).equals(turn.prefixes.standing4())
                        && Preference.standing(views, AddressFamily.INET6).equals(turn.prefixes.standing6()));
    }

    static void planned(Turn turn, List<UplinkView> views) {
        if (!turn.config.routing().isEmpty()) {
            turn.prefixes = turn.prefixes.standing(
                    Preference.standing(views, AddressFamily.INET), Preference.standing(views, AddressFamily.INET6));
        }
    }
}
