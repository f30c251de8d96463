package dev.multipath.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.Configs;
import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.plan.InMemoryKernel;
import dev.multipath.agent.plan.Ownership;
import dev.multipath.agent.plan.PrefixChange;
import dev.multipath.agent.plan.PrefixOutcome;
import dev.multipath.agent.plan.PrefixRoutes;
import dev.multipath.agent.plan.Sites;
import dev.multipath.netlink.model.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When ordered routes are looked at and changed. */
final class PrefixesTest {
    private static final String ROUTE =
            "[[route]]\nname = \"r\"\nto = [\"45.0.0.0/8\", \"46.0.0.0/8\"]\nvia = [\"seed\", " + "\"hinet\"]\n";

    private final InMemoryKernel kernel = Sites.three();
    private final AgentConfig config = Configs.of(Sites.THREE + ROUTE);
    private final List<Effect> effects = new ArrayList<>();
    private AgentState state = AgentState.initial(config, Effect.Memory.EMPTY, 0);
    private long now;

    /** The effects on ordered routes that an event leads to. */
    private List<Effect> step(Event event) {
        now += 1_000_000;
        Step step = AgentCore.step(state, event, now);
        state = step.state();
        effects.clear();
        effects.addAll(step.effects());
        List<Effect> concerned = new ArrayList<>();
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.LookAtPrefixes || effect instanceof Effect.ChangePrefixes) {
                concerned.add(effect);
            }
        }
        return concerned;
    }

    private Event seen(AgentConfig of) {
        return new Event.PrefixesSeen(
                new PrefixRoutes.Builder(of.routing().prefixes(), new Ownership(Protocol.of(77))).build());
    }

    private static PrefixChange change(List<Effect> concerned) {
        return only(concerned).change();
    }

    private static Effect.ChangePrefixes only(List<Effect> concerned) {
        assertThat(concerned).hasSize(1);
        return (Effect.ChangePrefixes) concerned.get(0);
    }

    /** The kernel says that something changed, and is looked at. */
    private List<Effect> notified() {
        step(new Event.KernelChanged());
        return step(new Event.Observed(kernel.snapshot()));
    }

    /** The event that uplinks change their state by, in the step before. */
    private long announced() {
        return effects.stream()
                .filter(effect -> effect instanceof Effect.Announce)
                .mapToLong(effect -> ((Effect.Announce) effect).eventId())
                .findFirst()
                .orElseThrow();
    }

    /** The event that the last step says ordered routes were changed by. */
    private long told() {
        return effects.stream()
                .filter(effect -> effect instanceof Effect.Say say && say.text().contains("ordered routes changed"))
                .mapToLong(effect -> ((Effect.Say) effect).eventId())
                .findFirst()
                .orElseThrow();
    }

    /** Time passes, and an operator says something about an uplink that no ordered route prefers. */
    private void somethingElse() {
        step(new Event.Tick());
        boolean enabled = state.memory().overrides().getOrDefault("dsl", true);
        step(new Event.Override("dsl", !enabled));
        step(new Event.Observed(kernel.snapshot()));
    }

    private Event done(PrefixChange change) {
        return new Event.PrefixesChanged(PrefixOutcome.done(change));
    }

    private void settle() {
        step(new Event.Observed(kernel.snapshot()));
        PrefixChange change = change(step(seen(config)));
        assertThat(step(done(change))).isEmpty();
    }

    @Test
    void the_first_look_at_the_kernel_is_followed_by_one_at_the_ordered_routes_and_that_by_their_changes() {
        assertThat(step(new Event.Observed(kernel.snapshot()))).containsExactly(new Effect.LookAtPrefixes(config));
        assertThat(effects.get(0)).as("everything else comes first").isInstanceOf(Effect.Apply.class);
        PrefixChange change = change(step(seen(config)));
        assertThat(change.routes())
                .hasSize(2)
                .allSatisfy(route -> assertThat(route.toString()).contains("198.51.100.1"));
        assertThat(step(new Event.Observed(kernel.snapshot())))
                .as("one thing at a time")
                .isEmpty();
        assertThat(step(done(change))).isEmpty();
        assertThat(effects)
                .anySatisfy(effect -> assertThat(effect.toString()).contains("2 ordered routes changed; 2 stand"));
        assertThat(state.prefixes().wake() - now)
                .isGreaterThan(Duration.ofMinutes(4).toNanos());
    }

    @Test
    void a_device_that_is_gone_moves_them_first_and_then_they_are_looked_at() {
        settle();
        kernel.deleteLink("eth1");
        PrefixChange change = change(step(new Event.Observed(kernel.snapshot())));
        assertThat(change.kind()).isEqualTo(PrefixChange.Kind.REPLACE);
        assertThat(change.routes())
                .allSatisfy(route -> assertThat(route.toString()).contains("192.0.2.1"));
        assertThat(step(done(change))).containsExactly(new Effect.LookAtPrefixes(config));
    }

    @Test
    void all_steps_of_a_change_and_what_is_said_of_it_bear_the_event_it_follows_from() {
        AgentConfig two =
                Configs.of(Sites.THREE + ROUTE + ROUTE.replace("\"r\"", "\"s\"").replace(".0.0.0/8", ".0.0.0/9"));
        state = AgentState.initial(two, Effect.Memory.EMPTY, 0);
        step(new Event.Observed(kernel.snapshot()));
        long start = ((Effect.Apply) effects.get(0)).eventId();
        somethingElse();
        Effect.ChangePrefixes first = only(step(seen(two)));
        somethingElse();
        Effect.ChangePrefixes second = only(step(done(first.change())));
        somethingElse();
        step(done(second.change()));
        assertThat(List.of(first.eventId(), second.eventId(), told())).containsOnly(start);

        kernel.deleteLink("eth1");
        first = only(notified());
        long death = announced();
        somethingElse();
        second = only(step(done(first.change())));
        somethingElse();
        assertThat(step(done(second.change()))).containsExactly(new Effect.LookAtPrefixes(two));
        somethingElse();
        first = only(step(seen(two)));
        assertThat(List.of(second.eventId(), first.eventId())).containsOnly(death);
        second = only(step(done(first.change())));
        somethingElse();
        step(done(second.change()));
        assertThat(told()).isEqualTo(death).isGreaterThan(start);
    }

    @Test
    void what_is_refused_is_said_to_follow_from_the_same_event() {
        settle();
        kernel.deleteLink("eth1");
        PrefixChange change = change(notified());
        long death = announced();
        somethingElse();
        step(new Event.PrefixesChanged(new PrefixOutcome(change, Set.of(0), Optional.of("no"))));
        assertThat(effects)
                .anySatisfy(
                        effect -> assertThat(effect.toString()).contains("refused: 1 of 2", "eventId=" + death + ","));
    }

    @Test
    void an_uplink_that_dies_during_a_look_is_what_the_changes_after_it_follow_from() {
        settle();
        assertThat(step(new Event.PrefixesDoubtful())).containsExactly(new Effect.LookAtPrefixes(config));
        kernel.deleteLink("eth1");
        assertThat(notified()).isEmpty();
        long death = announced();
        somethingElse();
        assertThat(only(step(seen(config))).eventId()).isEqualTo(death);
    }

    @Test
    void what_a_look_finds_missing_follows_from_nothing_that_happened_meanwhile() {
        settle();
        step(new Event.PrefixesDoubtful());
        somethingElse();
        long last = state.eventId();
        Effect.ChangePrefixes repair = only(step(seen(config)));
        assertThat(repair.eventId()).isGreaterThan(last);
        somethingElse();
        step(done(repair.change()));
        assertThat(told()).isEqualTo(repair.eventId());
    }

    @Test
    void another_list_is_compared_with_what_stands() {
        settle();
        AgentConfig other = Configs.of(Sites.THREE + ROUTE.replace("46.", "47."));
        step(new Event.Reloaded(other));
        assertThat(step(new Event.Observed(kernel.snapshot()))).containsExactly(new Effect.LookAtPrefixes(other));
        assertThat(step(seen(config))).as("of the old list").containsExactly(new Effect.LookAtPrefixes(other));
        assertThat(change(step(seen(other))).size()).isEqualTo(2);
    }

    @Test
    void what_is_refused_is_tried_again_at_once_and_then_in_a_while() {
        step(new Event.Observed(kernel.snapshot()));
        PrefixChange change = change(step(seen(config)));
        Event refusal = new Event.PrefixesChanged(new PrefixOutcome(change, Set.of(0, 1), Optional.of("no")));
        assertThat(step(refusal)).containsExactly(new Effect.LookAtPrefixes(config));
        assertThat(effects).anySatisfy(effect -> assertThat(effect.toString()).contains("refused: 2 of 2"));
        change(step(seen(config)));
        assertThat(step(refusal)).isEmpty();
        assertThat(effects).noneSatisfy(effect -> assertThat(effect.toString()).contains("refused"));
        assertThat(state.prefixes().wake() - now)
                .isLessThan(Duration.ofSeconds(11).toNanos());
        assertThat(state.prefixes().failure()).contains("no");
        now = state.prefixes().wake();
        assertThat(step(new Event.Tick())).contains(new Effect.LookAtPrefixes(config));
        PrefixChange again = change(step(seen(config)));
        step(done(again));
        assertThat(state.prefixes().failure()).isEmpty();
    }

    @Test
    void a_failed_look_is_tried_again_in_a_while() {
        step(new Event.Observed(kernel.snapshot()));
        assertThat(step(new Event.PrefixesFailed("no"))).isEmpty();
        assertThat(step(new Event.Observed(kernel.snapshot()))).isEmpty();
        now = state.prefixes().wake();
        assertThat(step(new Event.Tick())).contains(new Effect.LookAtPrefixes(config));
    }

    @Test
    void a_doubt_while_something_is_under_way_is_kept() {
        step(new Event.Observed(kernel.snapshot()));
        PrefixChange change = change(step(seen(config)));
        assertThat(step(new Event.PrefixesDoubtful())).isEmpty();
        assertThat(step(done(change))).containsExactly(new Effect.LookAtPrefixes(config));
    }

    @Test
    void without_any_list_one_look_is_all() {
        AgentConfig none = Configs.of(Sites.THREE);
        state = AgentState.initial(none, Effect.Memory.EMPTY, 0);
        assertThat(step(new Event.Observed(kernel.snapshot()))).containsExactly(new Effect.LookAtPrefixes(none));
        assertThat(step(seen(none))).isEmpty();
        assertThat(state.prefixes().wake()).isEqualTo(Long.MAX_VALUE);
    }
}
