package dev.multipath.agent.bench;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.RuleKey;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.UplinkHandle;
import dev.multipath.testkit.netns.UplinkKind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Random faults of the uplinks, one after the other and together, and what must hold, checked from outside: never without
 * a way out while an uplink lives that is in use; no dead one in use for long; nobody else's routes touched; and after
 * every {@value #ROUNDS_TO_REST} rounds, all healed, everything in use and nothing more to do. Now and then another
 * program deletes what is the agent's, or the agent is killed and started again, or told to reload.
 */
final class Soak implements Measurement {
    static final int ROUNDS_TO_REST = 10;

    private static final Duration LEFT = Duration.ofMillis(3500);
    private static final Duration RETURNED = Duration.ofSeconds(60);
    private static final Duration RESTORED = Duration.ofSeconds(1);
    private static final Duration SETTLED = Duration.ofSeconds(15);

    private final Map<SoakFault, Integer> faults = new EnumMap<>(SoakFault.class);
    private final Distribution left = new Distribution();
    private final Distribution returned = new Distribution();
    private final Distribution restored = new Distribution();
    private final Distribution resident = new Distribution();
    private int rounds;
    private int restarts;
    private long lookups;
    private long refused;

    @Override
    public String name() {
        return "soak";
    }

    @Override
    public void run(Options options, Report report) throws IOException {
        Duration time = options.time(Duration.ofMinutes(30), Duration.ofSeconds(30));
        long seed = options.seed().orElseGet(() -> System.nanoTime());
        report.heading("soak: " + time.toSeconds()
                + " s of random faults, hold-up 1s; repeat the order of faults with --seed=" + seed);
        try (Site site = Site.start("", Site.SOON_BACK)) {
            Strangers strangers = Strangers.in(site.topology().gateway());
            Round round = new Round(site, new SplittableRandom(seed));
            long end = System.nanoTime() + time.toNanos();
            while (System.nanoTime() - end < 0) {
                rounds++;
                round.run();
                strangers.demandUntouched();
                if (rounds % ROUNDS_TO_REST == 0) {
                    round.rest(strangers);
                }
            }
            round.rest(strangers);
        } finally {
            show(report);
        }
    }

    private void show(Report report) {
        report.line("  " + rounds + " rounds, " + restarts + " restarts, faults " + faults);
        report.row("a dead uplink left after", "ms", left, "<= " + LEFT.toMillis());
        report.row("all in use again after all were healed", "ms", returned);
        report.row("what another program deleted was back after", "ms", restored, "<= " + RESTORED.toMillis());
        report.row("lookups while an uplink in use lived", lookups, "");
        report.row("of them without a way out", refused, "0");
        report.row("resident", "MiB", resident, "<= 80");
    }

    /** One round after the other at one site, with what the rounds before left. */
    private final class Round {
        private final Site site;
        private final SplittableRandom random;
        /** In use, as far as is known. */
        private final Set<UplinkHandle> sound;

        Round(Site site, SplittableRandom random) {
            this.site = site;
            this.random = random;
            this.sound = new HashSet<>(site.topology().uplinks());
        }

        void run() {
            List<UplinkHandle> victims = victims();
            Set<UplinkHandle> spared = new HashSet<>(sound);
            victims.forEach(spared::remove);
            if (spared.isEmpty()) {
                strike(victims);
                linger(5000);
            } else {
                try (Lookups asked = Lookups.start(site.topology())) {
                    List<UplinkHandle> dead = strike(victims);
                    awaitLeft(dead);
                    linger(2000);
                    awaitLeft(dead);
                    lookups += asked.asked();
                    refused += asked.refused();
                    demand(
                            asked.refused() == 0,
                            "without a way out for " + asked.longestGapNanos() / 1e6 + " ms while " + spared
                                    + " lived, after " + victims);
                }
            }
            sound.removeAll(victims);
            victims.forEach(this::heal);
            linger(3000);
            for (UplinkHandle uplink : victims) {
                if (site.balance().uses(uplink)) {
                    sound.add(uplink);
                }
            }
        }

        private List<UplinkHandle> victims() {
            List<UplinkHandle> all = new ArrayList<>(site.topology().uplinks());
            int spare = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(all.size() - 1);
            while (all.size() > site.topology().uplinks().size() - spare) {
                all.remove(random.nextInt(all.size()));
            }
            return all;
        }

        /** @return those that are dead now */
        private List<UplinkHandle> strike(List<UplinkHandle> victims) {
            List<UplinkHandle> dead = new ArrayList<>();
            for (UplinkHandle uplink : victims) {
                SoakFault fault = SoakFault.any(random);
                faults.merge(fault, 1, Integer::sum);
                fault.strike(uplink, random);
                if (fault.deadly) {
                    dead.add(uplink);
                }
            }
            return dead;
        }

        private void awaitLeft(List<UplinkHandle> dead) {
            long start = System.nanoTime();
            for (UplinkHandle uplink : dead) {
                Await.until(LEFT, uplink + " to be left", () -> site.balance().avoids(uplink));
                left.addNanosAsMillis(System.nanoTime() - start);
            }
        }

        private void heal(UplinkHandle uplink) {
            if (uplink.kind() == UplinkKind.POINT_TO_POINT && random.nextBoolean()) {
                uplink.dial(IpAddress.parse("198.18.2." + (10 + random.nextInt(200))));
            }
            uplink.heal();
        }

        void rest(Strangers strangers) throws IOException {
            long healed = System.nanoTime();
            for (UplinkHandle uplink : site.topology().uplinks()) {
                Await.until(
                        RETURNED, uplink + " to be used", () -> site.balance().uses(uplink));
                sound.add(uplink);
            }
            returned.addNanosAsMillis(System.nanoTime() - healed);
            meddle(strangers);
            Await.until(
                    SETTLED,
                    "an empty plan",
                    () -> site.agent().command("plan").ok().isBlank());
            strangers.demandUntouched();
            resident.add(new ProcessFigures(site.agent().running().pid()).resident());
        }

        private void meddle(Strangers strangers) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    Set<RuleKey> before = strangers.rules();
                    long start = System.nanoTime();
                    strangers.deleteOne(random);
                    Await.until(RESTORED, "the agent's rules", strangers::rules, before::equals);
                    restored.addNanosAsMillis(System.nanoTime() - start);
                }
                case 1 -> {
                    restarts++;
                    site.agent().kill();
                    site.agent().start();
                }
                case 2 -> site.agent().signal("HUP");
                default -> {}
            }
        }

        private void linger(int mostMillis) {
            Bench.letPass(Duration.ofMillis(random.nextInt(mostMillis)));
        }
    }

    private static void demand(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
