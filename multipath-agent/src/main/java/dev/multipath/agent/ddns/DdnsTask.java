package dev.multipath.agent.ddns;

import dev.multipath.agent.config.DdnsSection;
import dev.multipath.agent.config.WhenNone;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.ddns.decision.Addresses;
import dev.multipath.agent.ddns.decision.Pacing;
import dev.multipath.agent.ddns.decision.Wish;
import dev.multipath.agent.ddns.link.Names;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/** Keeps the records of {@code [ddns]} equal to the live uplinks' addresses. Of one thread. */
final class DdnsTask implements Worker.Task {
    private static final Duration AGAIN = Duration.ofMinutes(10);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int MAX_KNOWN = 1000;

    /**
     * What is to stand at the server, all told.
     *
     * @param incomplete families of which not all is known
     */
    private record Want(DdnsSection section, Addresses addresses, Set<AddressFamily> incomplete) {}

    private final Supplier<AgentState> state;
    private final WishWatch watch;
    private final Teller teller;
    private final Status status;
    private final Names names;
    /** Every address the agent has known an uplink by. */
    private final Set<IpAddress> known = new LinkedHashSet<>();

    private Pacing<Want> pacing = Pacing.fresh(AGAIN, LONGEST);
    private Optional<DdnsSection> section = Optional.empty();

    DdnsTask(Supplier<AgentState> state, EchoTask echo, Causes causes, Teller teller, Status status, Names names) {
        this.state = state;
        this.watch = new WishWatch(echo, causes);
        this.teller = teller;
        this.status = status;
        this.names = names;
    }

    @Override
    public long turn(long now) {
        AgentState current = state.get();
        if (!current.config().dns().ddns().equals(section)) {
            section = current.config().dns().ddns();
            pacing = Pacing.fresh(AGAIN, LONGEST);
            status.none();
        }
        if (section.isEmpty()) {
            watch.none();
            return now + Duration.ofSeconds(1).toNanos();
        }
        Wish wish = watch.of(current, section.get().publish());
        if (!watch.isSettled(wish, now)) {
            return show(section.get(), wish, OptionalLong.empty(), now, "");
        }
        remember(wish.addresses());
        return act(section.get(), wish, now);
    }

    private long act(DdnsSection of, Wish wish, long now) {
        if (wish.addresses().isEmpty() && of.whenNone() == WhenNone.KEEP) {
            return show(of, wish, OptionalLong.empty(), now, "no uplink has an address to publish: the records stay");
        }
        if (wish.ways().isEmpty()) {
            return show(of, wish, OptionalLong.empty(), now, "no uplink to send over");
        }
        Want want = new Want(of, wish.addresses(), wish.incomplete());
        long due = pacing.due(want, now);
        if (due - now > 0) {
            return show(of, wish, OptionalLong.of(due), now, "");
        }
        DdnsUpdate.Outcome outcome =
                new DdnsUpdate(of, names, Clock.systemUTC()).run(wish.ways(), found -> target(want, found));
        long end = System.nanoTime();
        if (outcome.ok()) {
            pacing = pacing.confirmed(want, outcome.changed(), end);
            status.stands(outcome.published(), outcome.changed(), end, outcome.text(), watch.cause());
            if (outcome.changed()) {
                teller.done(watch.cause(), of.record() + ": " + outcome.text(), outcome.changes());
            } else {
                teller.stands(watch.cause(), of.record() + ": " + outcome.text());
            }
        } else {
            pacing = pacing.failed(want, end);
            status.failed(end, outcome.text(), watch.cause());
            teller.failed(watch.cause(), of.record() + " not updated: " + outcome.text());
        }
        return show(of, wish, OptionalLong.of(pacing.due(want, end)), end, "");
    }

    /** What is wanted, and of families not wholly known what nobody knows. */
    private Addresses target(Want want, Addresses found) {
        Addresses target = want.addresses();
        for (AddressFamily family : want.incomplete()) {
            List<IpAddress> strange = found.family(family).stream()
                    .filter(address -> !known.contains(address))
                    .toList();
            target = target.and(strange);
        }
        return target;
    }

    private void remember(Addresses addresses) {
        known.addAll(addresses.all());
        while (known.size() > MAX_KNOWN) {
            known.remove(known.iterator().next());
        }
    }

    private long show(DdnsSection of, Wish wish, OptionalLong next, long now, String remark) {
        status.show(of.record(), wish, next, remark);
        return next.orElse(now + Duration.ofSeconds(1).toNanos());
    }
}
