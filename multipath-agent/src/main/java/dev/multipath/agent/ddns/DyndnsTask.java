package dev.multipath.agent.ddns;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.config.DyndnsSection;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.ddns.decision.Addresses;
import dev.multipath.agent.ddns.decision.DyndnsAnswer;
import dev.multipath.agent.ddns.decision.Pacing;
import dev.multipath.agent.ddns.decision.Wish;
import dev.multipath.agent.ddns.link.WebClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells the provider of {@code [dyndns]} the live uplinks' addresses, each change once. Of one thread. */
final class DyndnsTask implements Worker.Task {
    /** Providers forget a name that nobody confirms for a month. */
    private static final Duration AGAIN = Duration.ofDays(25);

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LATER = Duration.ofMinutes(30);

    private final Supplier<AgentState> state;
    private final WishWatch watch;
    private final Teller teller;
    private final Status status;
    private final WebClient web;

    private Pacing<Addresses> pacing = Pacing.fresh(AGAIN, LONGEST);
    private @Nullable AgentConfig config;
    private DyndnsMemory memory = DyndnsMemory.NONE;
    private long notBefore;

    DyndnsTask(Supplier<AgentState> state, EchoTask echo, Causes causes, Teller teller, Status status, WebClient web) {
        this.state = state;
        this.watch = new WishWatch(echo, causes);
        this.teller = teller;
        this.status = status;
        this.web = web;
    }

    @Override
    // Every reload brings another object, also one that says the same.
    @SuppressWarnings("ReferenceEquality")
    public long turn(long now) {
        AgentState current = state.get();
        Optional<DyndnsSection> section = current.config().dns().dyndns();
        if (current.config() != config) {
            configured(current.config(), section, now);
        }
        if (section.isEmpty()) {
            watch.none();
            return now + Duration.ofSeconds(1).toNanos();
        }
        Wish wish = watch.of(current, section.get().publish());
        if (!watch.isSettled(wish, now)) {
            return show(section.get(), wish, OptionalLong.empty(), now, "");
        }
        return act(current, section.get(), wish, now);
    }

    /** A word that was final holds over a restart, but not over a reload. */
    private void configured(AgentConfig next, Optional<DyndnsSection> section, long now) {
        boolean reloaded = config != null;
        config = next;
        pacing = Pacing.fresh(AGAIN, LONGEST);
        notBefore = now;
        if (section.isEmpty()) {
            status.none();
            return;
        }
        String digest = new DyndnsRequest(section.get(), web).digest();
        memory = DyndnsMemory.read(next.agent().stateDir());
        if (!memory.of().equals(digest)) {
            memory = new DyndnsMemory(digest, Addresses.NONE, 0, "");
        } else if (reloaded && !memory.stopped().isEmpty()) {
            memory = new DyndnsMemory(digest, memory.addresses(), memory.at(), "");
        }
        long age = Duration.ofMillis(System.currentTimeMillis()).toSeconds() - memory.at();
        if (!memory.addresses().isEmpty() && age >= 0 && age < AGAIN.toSeconds()) {
            pacing = pacing.confirmed(
                    memory.addresses(), false, now - Duration.ofSeconds(age).toNanos());
            status.stands(memory.addresses(), false, now, "told before", 0);
        }
    }

    private long act(AgentState current, DyndnsSection section, Wish wish, long now) {
        if (!memory.stopped().isEmpty()) {
            String why = "stopped until the configuration is changed or reloaded: " + memory.stopped();
            return show(section, wish, OptionalLong.empty(), now, why);
        }
        if (wish.addresses().isEmpty() || wish.ways().isEmpty()) {
            return show(section, wish, OptionalLong.empty(), now, "no uplink has an address to publish");
        }
        long due = pacing.due(wish.addresses(), now);
        due = notBefore - due > 0 ? notBefore : due;
        if (due - now > 0) {
            return show(section, wish, OptionalLong.of(due), now, "");
        }
        DyndnsAnswer answer = new DyndnsRequest(section, web).run(wish.ways(), wish.addresses());
        long end = System.nanoTime();
        String host = section.url().host();
        if (answer.meaning() == DyndnsAnswer.Meaning.DONE) {
            long wall = Duration.ofMillis(System.currentTimeMillis()).toSeconds();
            memory = new DyndnsMemory(memory.of(), wish.addresses(), wall, "");
            memory.write(current.config().agent().stateDir());
            pacing = pacing.confirmed(wish.addresses(), true, end);
            status.stands(wish.addresses(), true, end, "answers " + answer.text(), watch.cause());
            teller.done(
                    watch.cause(), host + ": told " + wish.addresses() + "; it answers " + answer.text(), List.of());
        } else {
            failed(current, host, answer, wish.addresses(), end);
        }
        return show(section, wish, OptionalLong.of(pacing.due(wish.addresses(), end)), end, "");
    }

    private void failed(AgentState current, String host, DyndnsAnswer answer, Addresses wanted, long end) {
        pacing = pacing.failed(wanted, end);
        status.failed(end, answer.text(), watch.cause());
        String text = host + " not told " + wanted + ": " + answer.text();
        if (answer.meaning() == DyndnsAnswer.Meaning.NEVER) {
            memory = new DyndnsMemory(memory.of(), memory.addresses(), memory.at(), answer.text());
            memory.write(current.config().agent().stateDir());
            text += "; stopped until the configuration is changed or reloaded";
        } else if (answer.meaning() == DyndnsAnswer.Meaning.LATER) {
            notBefore = end + LATER.toNanos();
        }
        teller.failed(watch.cause(), text);
    }

    private long show(DyndnsSection section, Wish wish, OptionalLong next, long now, String remark) {
        status.show(section.url().host(), wish, next, remark);
        return next.orElse(now + Duration.ofSeconds(1).toNanos());
    }
}
