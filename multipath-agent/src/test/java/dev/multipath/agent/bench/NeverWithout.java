package dev.multipath.agent.bench;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.UplinkHandle;
import java.util.List;

/**
 * Through faults and repairs of all kinds, one uplink always alive and no other default anywhere: whether there is ever
 * an instant without a way out.
 */
final class NeverWithout implements Measurement {
    private static final int PER_SECOND = 1000;

    @Override
    public String name() {
        return "never-without";
    }

    @Override
    public void run(Options options, Report report) {
        report.heading(
                "never-without: 4 x " + PER_SECOND + " new connections a second; 10 times 1 or 2 of 3 uplinks fail");
        for (String layout : new String[] {"isolated", "main"}) {
            Tally tally = new Tally();
            for (int trial = 0; trial < options.trials(3, 1); trial++) {
                measure(layout, tally);
            }
            tally.report(layout, report);
        }
    }

    private static void measure(String layout, Tally tally) {
        try (Site site = Site.start("layout = \"" + layout + "\"\n", Site.SOON_BACK)) {
            Namespace gateway = site.topology().gateway();
            PacketCounters counters = PacketCounters.of(gateway);
            try (Watch watch = Watch.on(gateway);
                    Lookups asked = Lookups.start(site.topology());
                    Traffic traffic = Traffic.fromEverywhere(site.topology(), PER_SECOND)) {
                traffic.awaitAnswers();
                DefaultsTold told = DefaultsTold.seen(gateway);
                long start = System.nanoTime();
                Traffic.Mark mark = traffic.mark();
                faults(site);
                tally.add(traffic.stop(mark));
                tally.lanRefused.add((double) counters.unrouted());
                tally.lookups.add((double) asked.asked());
                tally.lookupsRefused.add((double) asked.refused());
                tally.lookupsRefusedOnce.add((double) asked.refusedOnce());
                tally.gap.addNanosAsMillis(asked.longestGapNanos());
                tally.gapTold.addNanosAsMillis(told.longestWithout(watch.since(start)));
            }
        }
    }

    /** A value of each kind from each trial. */
    private static final class Tally {
        private final Distribution connections = new Distribution();
        private final Distribution ownRefused = new Distribution();
        private final Distribution lanRefused = new Distribution();
        private final Distribution lookups = new Distribution();
        private final Distribution lookupsRefused = new Distribution();
        private final Distribution lookupsRefusedOnce = new Distribution();
        private final Distribution gap = new Distribution();
        private final Distribution gapTold = new Distribution();

        private void add(List<Traffic.Loss> losses) {
            connections.add(losses.stream().mapToInt(Traffic.Loss::sent).sum());
            ownRefused.add(losses.stream().mapToInt(Traffic.Loss::noRoute).sum());
        }

        private void report(String layout, Report report) {
            report.row(layout + ": connections", "", connections);
            report.row(layout + ": the gateway's own without a route", "", ownRefused, "0");
            report.row(layout + ": the LAN's without a route", "", lanRefused, "0");
            report.row(layout + ": kernel lookups, about every millisecond", "", lookups);
            report.row(layout + ": lookups refused", "", lookupsRefused, "0");
            report.row(layout + ": lookups refused once, and answered at once", "", lookupsRefusedOnce, "<= 3");
            report.row(layout + ": longest without a way, by lookups", "ms", gap, "0");
            report.row(layout + ": longest without a default, by ip monitor", "ms", gapTold, "0");
        }
    }

    private static void faults(Site site) {
        UplinkHandle fibre = site.uplink(0);
        UplinkHandle lte = site.uplink(1);
        UplinkHandle dsl = site.uplink(2);
        through(site, List.of(fibre), fibre::cutCarrier);
        through(site, List.of(lte), lte::blackhole);
        through(site, List.of(dsl), dsl::gatewayDead);
        through(site, List.of(fibre), fibre::adminDown);
        through(site, List.of(lte), lte::removeAddresses);
        through(site, List.of(dsl), dsl::hangUp);
        dsl.dial(IpAddress.parse("198.18.2.99"));
        site.awaitUse(dsl);
        through(site, List.of(fibre, lte), () -> {
            fibre.cutCarrier();
            lte.blackhole();
        });
        through(site, List.of(fibre, dsl), () -> {
            dsl.hangUp();
            fibre.gatewayDead();
        });
        fibre.recreate();
        site.awaitUse(fibre);
        through(site, List.of(lte, dsl), () -> {
            lte.cutCarrier();
            dsl.adminDown();
        });
    }

    private static void through(Site site, List<UplinkHandle> victims, Runnable fault) {
        fault.run();
        victims.forEach(site::awaitAvoided);
        victims.forEach(UplinkHandle::heal);
        victims.forEach(site::awaitUse);
    }
}
