package dev.multipath.agent.bench;

import dev.multipath.netlink.model.AddressFamily;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * Random faults of the uplinks, one after the other and together, and what must hold, checked from outside: never without
 * a way out while an uplink lives that is in use; no dead one in use for long, in a family that is dead; nobody else's
 * routes and rules touched; and after every {@value #ROUNDS_TO_REST} rounds, all healed, everything in use, nothing more
 * to do, and no more memory, files or sockets held than is right. Some rounds have traffic. Now and then another program
 * deletes what is the agent's, or the agent is killed and started again, or told to reload, also in the middle of a fault.
 */
final class Soak implements Measurement {
    static final int ROUNDS_TO_REST = 10;

    /** The bound of docs/simulation.md at default probing. */
    private static final Duration LEFT = Duration.ofMillis(3800);
    /** Whoever waits for it on a busy machine, and sees it only now and then, waits longer. */
    private static final Duration SEEN_TO_BE_LEFT = LEFT.plusMillis(1200);

    private static final Duration RETURNED = Duration.ofSeconds(60);
    private static final Duration RESTORED = Duration.ofSeconds(1);
    private static final Duration SETTLED = Duration.ofSeconds(15);

    private static final double MOST_MEBIBYTES = 80;
    /** Some 25 once every uplink has been asked for everything; a leak would grow beyond any number. */
    private static final int MOST_DESCRIPTORS = 40;

    private static final int CONNECTIONS_PER_SECOND = 100;
    private static final int LOG_LINES = 60;
    private static final Pattern NOT_UP = Pattern.compile("\"state\":\"(down|proving|suspect|unknown|absent)\"");

    private final Map<SoakFault, Integer> faults = new EnumMap<>(SoakFault.class);
    private final Distribution left = new Distribution();
    private final Distribution returned = new Distribution();
    private final Distribution restored = new Distribution();
    private final Distribution resident = new Distribution();
    private final Distribution descriptors = new Distribution();
    private int rounds;
    private int withTraffic;
    private int reloads;
    private int restarts;
    private long lookups;
    private long refused;
    private long refusedOnce;

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
            try {
                while (System.nanoTime() - end < 0) {
                    rounds++;
                    round.run();
                    strangers.demandUntouched();
                    if (rounds % ROUNDS_TO_REST == 0) {
                        round.rest(strangers);
                    }
                }
                round.rest(strangers);
            } catch (AssertionError wrong) {
                throw new AssertionError(wrong.getMessage() + "\n" + circumstances(site), wrong);
            }
        } finally {
            show(report);
        }
    }

    /** What there is to see when something is not as it should be. */
    private static String circumstances(Site site) throws IOException {
        List<String> log = site.agent().log().lines().toList();
        StringBuilder seen = new StringBuilder(Machine.line()).append('\n');
        for (AddressFamily family : Balance.FAMILIES) {
            seen.append(family).append(": ").append(site.balance().best(family)).append('\n');
        }
        seen.append(site.agent().command("status")).append('\n');
        log.subList(Math.max(0, log.size() - LOG_LINES), log.size())
                .forEach(line -> seen.append(line).append('\n'));
        return seen.toString();
    }

    private void show(Report report) {
        report.line("  " + rounds + " rounds, " + withTraffic + " with traffic, " + restarts + " restarts, " + reloads
                + " reloads, faults " + faults);
        report.row("a dead uplink left after", "ms", left, "<= " + LEFT.toMillis());
        report.row("all in use again after all were healed", "ms", returned, "<= " + RETURNED.toMillis());
        report.row("what another program deleted was back after", "ms", restored, "<= " + RESTORED.toMillis());
        report.row("lookups while an uplink in use lived", lookups, "");
        report.row("of them without a way out", refused, "0");
        report.row("of them refused by the kernel once, and answered at once", refusedOnce, "<= " + mostRefusedOnce());
        report.row("resident", "MiB", resident, "<= " + MOST_MEBIBYTES);
        report.row("open files and sockets at rest", "", descriptors, "<= " + MOST_DESCRIPTORS);
    }

    /** One round after the other at one site, with what the rounds before left. */
    private final class Round {
        private final Site site;
        private final SplittableRandom random;
        /** In use, as far as is known. */
        private final Set<UplinkHandle> sound;

        private Map<UplinkHandle, SoakFault> struckWith = Map.of();

        Round(Site site, SplittableRandom random) {
            this.site = site;
            this.random = random;
            this.sound = new HashSet<>(site.topology().uplinks());
        }

        void run() throws IOException {
            List<UplinkHandle> victims = victims();
            Set<UplinkHandle> spared = new HashSet<>(sound);
            victims.forEach(spared::remove);
            if (spared.isEmpty()) {
                strike(victims);
                linger(5000);
            } else if (random.nextInt(3) == 0) {
                withTraffic++;
                try (Traffic traffic = Traffic.fromEverywhere(site.topology(), CONNECTIONS_PER_SECOND)) {
                    traffic.awaitAnswers();
                    survive(victims, spared);
                }
            } else {
                survive(victims, spared);
            }
            sound.removeAll(victims);
            victims.forEach(this::heal);
            if (spared.isEmpty()) {
                awaitAllUp();
            }
            linger(3000);
            for (UplinkHandle uplink : victims) {
                if (site.balance().uses(uplink)) {
                    sound.add(uplink);
                }
            }
        }

        /** When all were dead they stay in use, and none is surely alive until it has proved itself. */
        private void awaitAllUp() {
            Await.until(
                    RETURNED,
                    "all to be up",
                    () -> site.agent().command("status", "--json").ok(),
                    status -> !NOT_UP.matcher(status).find());
        }

        private void survive(List<UplinkHandle> victims, Set<UplinkHandle> spared) throws IOException {
            try (Lookups asked = Lookups.start(site.topology())) {
                Map<UplinkHandle, List<AddressFamily>> dead = strike(victims);
                long struck = System.nanoTime();
                awaitLeft(dead);
                left.addNanosAsMillis(System.nanoTime() - struck);
                if (random.nextInt(8) == 0) {
                    restart();
                } else if (random.nextInt(8) == 0) {
                    reload();
                }
                linger(2000);
                awaitLeft(dead);
                lookups += asked.asked();
                refused += asked.refused();
                refusedOnce += asked.refusedOnce();
                demand(
                        refusedOnce <= mostRefusedOnce(),
                        refusedOnce + " of " + lookups + " lookups refused, and answered when asked again");
                demand(
                        asked.refused() == 0,
                        "without a way out for " + asked.longestGapNanos() / 1e6 + " ms while " + spared
                                + " lived, after " + struckWith + ": " + asked.lastRefusal());
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

        /** @return those that are dead now, and for whom */
        private Map<UplinkHandle, List<AddressFamily>> strike(List<UplinkHandle> victims) {
            Map<UplinkHandle, List<AddressFamily>> dead = new LinkedHashMap<>();
            struckWith = new LinkedHashMap<>();
            for (UplinkHandle uplink : victims) {
                SoakFault fault = SoakFault.any(random);
                struckWith.put(uplink, fault);
                faults.merge(fault, 1, Integer::sum);
                fault.strike(uplink, random);
                dead.put(uplink, fault.kills());
            }
            return dead;
        }

        private void awaitLeft(Map<UplinkHandle, List<AddressFamily>> dead) {
            dead.forEach((uplink, families) -> families.forEach(family -> Await.until(
                    SEEN_TO_BE_LEFT,
                    uplink + " to be left for " + family,
                    () -> site.balance().avoids(uplink, family))));
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
            demandModest();
        }

        /** Holds no more than at first, and wrote of no mistake in itself. */
        private void demandModest() throws IOException {
            ProcessFigures figures = new ProcessFigures(site.agent().pid());
            double mebibytes = figures.resident();
            resident.add(mebibytes);
            demand(mebibytes <= MOST_MEBIBYTES, mebibytes + " MiB resident");
            int open = figures.descriptors();
            descriptors.add(open);
            demand(open <= MOST_DESCRIPTORS, open + " files and sockets open");
            demand(!site.agent().log().contains("Exception"), "the agent wrote of an exception");
        }

        private void meddle(Strangers strangers) throws IOException {
            switch (random.nextInt(5)) {
                case 0 -> restored(strangers, () -> strangers.deleteOne(random));
                case 1 -> restored(strangers, strangers::deleteAll);
                case 2 -> restart();
                case 3 -> reload();
                default -> {}
            }
        }

        private void restored(Strangers strangers, Runnable deletion) {
            Set<RuleKey> before = strangers.rules();
            long start = System.nanoTime();
            deletion.run();
            Await.until(RESTORED, "the agent's rules", strangers::rules, before::equals);
            restored.addNanosAsMillis(System.nanoTime() - start);
        }

        private void restart() throws IOException {
            demand(site.agent().running().isAlive(), "the agent ended by itself");
            demand(!site.agent().log().contains("Exception"), "the agent wrote of an exception");
            restarts++;
            site.agent().kill();
            site.agent().start();
        }

        private void reload() {
            reloads++;
            site.agent().signal("HUP");
        }

        private void linger(int mostMillis) {
            Bench.letPass(Duration.ofMillis(random.nextInt(mostMillis)));
        }
    }

    /** One in 2,300 is what the kernel refuses where it does nothing but replace a default ({@link InPlace}). */
    private long mostRefusedOnce() {
        return 3 + lookups / 100_000;
    }

    private static void demand(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
