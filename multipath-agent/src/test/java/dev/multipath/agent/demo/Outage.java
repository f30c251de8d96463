package dev.multipath.agent.demo;

import dev.multipath.agent.bench.Site;
import dev.multipath.agent.bench.Traffic;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.UplinkHandle;
import java.time.Duration;
import java.util.List;

/** An uplink dies under traffic, and returns. */
final class Outage {
    private static final int PER_SECOND = 500;
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final Duration AFTERWARDS = Duration.ofMillis(300);

    private final Site site;
    private final UplinkHandle victim;

    Outage(Site site, UplinkHandle victim) {
        this.site = site;
        this.victim = victim;
    }

    /**
     * What new connections from the LAN went through.
     *
     * @param length from the fault to the last one that failed
     * @param failed of all
     * @param sent from the fault on
     */
    record Felt(Duration length, int failed, int sent) {
        private static Felt of(List<Traffic.Loss> losses) {
            Duration longest = Duration.ZERO;
            int failed = 0;
            int sent = 0;
            for (Traffic.Loss loss : losses) {
                longest = loss.outage().compareTo(longest) > 0 ? loss.outage() : longest;
                failed += loss.failed();
                sent += loss.sent();
            }
            return new Felt(longest, failed, sent);
        }
    }

    /**
     * What the return took.
     *
     * @param time from the repair to the first new connection over the uplink, the slower family's
     * @param felt what new connections went through meanwhile
     */
    record Return(Duration time, Felt felt) {}

    /** Breaks it while connections are opened all the time, until the agent goes round it. */
    Felt suffer(Runnable fault) {
        try (Traffic traffic = Traffic.fromLan(site.topology(), PER_SECOND)) {
            traffic.awaitAnswers();
            Traffic.Mark mark = traffic.mark();
            fault.run();
            Await.until(
                    LONGEST,
                    "the agent to go round " + victim,
                    () -> site.balance().avoids(victim));
            traffic.goOn(AFTERWARDS);
            return Felt.of(traffic.stop(mark));
        }
    }

    /** Repairs it and waits until connections of both families come by it again. */
    Return repair() {
        try (Traffic traffic = Traffic.fromLan(site.topology(), PER_SECOND)) {
            traffic.awaitAnswers();
            Traffic.Mark mark = traffic.mark();
            long before4 = seen(AddressFamily.INET);
            long before6 = seen(AddressFamily.INET6);
            long start = System.nanoTime();
            victim.heal();
            Await.until(
                    LONGEST,
                    "connections over " + victim,
                    () -> seen(AddressFamily.INET) > before4 && seen(AddressFamily.INET6) > before6);
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            traffic.goOn(AFTERWARDS);
            return new Return(time, Felt.of(traffic.stop(mark)));
        }
    }

    /** Datagrams that reached the Internet by this uplink. */
    private long seen(AddressFamily family) {
        return site.server().datagramsFrom(victim.publicAddress(family));
    }
}
