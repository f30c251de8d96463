package dev.multipath.agent.status;

import dev.multipath.agent.config.ProbeConfig;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.Grounds;
import dev.multipath.agent.core.Publication;
import dev.multipath.agent.status.StatusReport.Families;
import dev.multipath.agent.status.StatusReport.Family;
import dev.multipath.agent.status.StatusReport.Target;
import dev.multipath.agent.status.StatusReport.Uplink;
import dev.multipath.agent.uplink.Carrying;
import dev.multipath.agent.uplink.FamilyFacts;
import dev.multipath.agent.uplink.Gateway;
import dev.multipath.agent.uplink.Health;
import dev.multipath.agent.uplink.TargetHealth;
import dev.multipath.agent.uplink.UplinkState;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.agent.uplink.WeightPolicy;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Writes a {@link StatusReport} from the agent's state. Pure: both clocks are an argument. */
final class StatusReports {
    private final AgentState state;
    private final Moment now;
    private final List<UplinkView> views;

    private StatusReports(AgentState state, Moment now) {
        this.state = state;
        this.now = now;
        this.views = state.views();
    }

    /**
     * Writes one.
     *
     * @param startedNanos when the agent started, on the monotonic clock of {@code now}
     * @param notices how telling goes
     * @param published how it stands with what is published
     */
    static StatusReport of(
            AgentState state,
            Moment now,
            long startedNanos,
            String version,
            Optional<StatusReport.Notices> notices,
            List<Publication> published) {
        StatusReports reports = new StatusReports(state, now);
        List<Uplink> uplinks = new ArrayList<>();
        for (UplinkView view : state.present()) {
            uplinks.add(reports.uplink(view));
        }
        Directions directions = new Directions(state, reports.views);
        List<String> failures = new ArrayList<>(state.failures());
        state.prefixes().failure().ifPresent(failures::add);
        return new StatusReport(
                version,
                now.wallOf(startedNanos),
                uplinks,
                directions.routes(),
                directions.policies(),
                DefaultRoutes.of(state),
                Publishings.of("ddns", published, now),
                Publishings.of("dyndns", published, now),
                remarks(state),
                state.conflicts(),
                failures,
                notices,
                FlowReports.of(state));
    }

    private static List<String> remarks(AgentState state) {
        List<String> remarks = new ArrayList<>();
        for (AddressFamily family : List.of(AddressFamily.INET, AddressFamily.INET6)) {
            boolean present = state.views().stream()
                    .anyMatch(view -> view.facts().family(family).present());
            if (present) {
                Grounds.text(family, state.carrying(family)).ifPresent(remarks::add);
            }
        }
        return remarks;
    }

    private Uplink uplink(UplinkView view) {
        Family four = family(view, AddressFamily.INET);
        Family six = family(view, AddressFamily.INET6);
        boolean ipv6Leads = view.leadingFamily().equals(AddressFamily.INET6);
        Family leading = ipv6Leads ? six : four;
        Family other = ipv6Leads ? four : six;
        Family probed = leading.targets().isEmpty() ? other : leading;
        Family carrier = leading.inUse() ? leading : other;
        return new Uplink(
                view.name(),
                view.config().interfaceName(),
                leading.state(),
                leading.since(),
                leading.reason(),
                four.gateway(),
                six.gateway(),
                joined(four.addresses(), six.addresses()),
                view.weight(),
                view.config().adaptive(),
                view.config().tier(),
                WeightPolicy.standsBy(view, state.carrying(view.leadingFamily()), views),
                carrier.inUse(),
                carrier.share(),
                probed.loss(),
                probed.rttMs(),
                joined(four.targets(), six.targets()),
                new Families(Optional.of(four), wanted(view) ? Optional.of(six) : Optional.empty()));
    }

    private static boolean wanted(UplinkView view) {
        return view.facts().ipv6().wanted();
    }

    private Family family(UplinkView view, AddressFamily family) {
        FamilyFacts facts = view.facts().family(family);
        Health health = view.health(family);
        UplinkState word = view.state(family);
        Carrying carrying = state.carrying(family);
        boolean inUse = carrying.slots().contains(view.slot());
        boolean disabled = word == UplinkState.DISABLED;
        return new Family(
                word.word(),
                disabled ? Optional.empty() : Optional.<Instant>of(now.wallOf(health.since())),
                disabled ? whyDisabled(view) : view.reason(family),
                facts.gateway().map(Gateway::toString),
                facts.gateway().map(Gateway::source),
                addresses(facts),
                inUse,
                inUse ? share(view, carrying) : 0,
                loss(health),
                roundTrip(health),
                targets(health),
                history(view, view.judgedBy(family)));
    }

    private StatusReport.History history(UplinkView view, AddressFamily judge) {
        ProbeConfig probe = view.config().probe();
        boolean standsBy = WeightPolicy.standsBy(view, state.carrying(judge), views);
        return Histories.of(view.health(judge), standsBy ? probe.standingBy() : probe, now);
    }

    private String whyDisabled(UplinkView view) {
        return state.memory().overrides().containsKey(view.name())
                ? "disabled by hand"
                : "disabled in the configuration";
    }

    private static List<String> addresses(FamilyFacts facts) {
        List<String> addresses = new ArrayList<>();
        for (Address address : facts.addresses()) {
            addresses.add(address.local().toString());
        }
        return addresses;
    }

    private double share(UplinkView view, Carrying carrying) {
        int sum = 0;
        for (UplinkView other : views) {
            sum += carrying.slots().contains(other.slot()) ? other.weight() : 0;
        }
        return rounded((double) view.weight() / sum, 10_000);
    }

    private static OptionalDouble loss(Health health) {
        OptionalDouble best = OptionalDouble.empty();
        for (TargetHealth target : health.targets()) {
            double ratio = target.window().ratio();
            if (target.window().size() > 0 && ratio < best.orElse(Double.MAX_VALUE)) {
                best = OptionalDouble.of(rounded(ratio, 10_000));
            }
        }
        return best;
    }

    private static OptionalDouble roundTrip(Health health) {
        OptionalDouble best = OptionalDouble.empty();
        for (TargetHealth target : health.targets()) {
            OptionalDouble millis = millis(target);
            if (millis.orElse(Double.MAX_VALUE) < best.orElse(Double.MAX_VALUE)) {
                best = millis;
            }
        }
        return best;
    }

    private static List<Target> targets(Health health) {
        List<Target> targets = new ArrayList<>();
        for (TargetHealth target : health.targets()) {
            targets.add(new Target(
                    target.address().toString(),
                    target.answeredLast(),
                    millis(target),
                    target.window().lost(),
                    target.window().size()));
        }
        return targets;
    }

    private static OptionalDouble millis(TargetHealth target) {
        return target.smoothedRtt() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(rounded(target.smoothedRtt() / 1e6, 1000));
    }

    private static double rounded(double value, int steps) {
        return (double) Math.round(value * steps) / steps;
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
