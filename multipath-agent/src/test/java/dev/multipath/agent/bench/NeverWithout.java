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
        report.heading("never-without: 4 x " + PER_SECOND + " new connections a second, no other default in main");
        for (String layout : new String[] {"isolated", "main"}) {
            for (int trial = 0; trial < options.trials(3, 1); trial++) {
                measure(layout, report);
            }
        }
    }

    private static void measure(String layout, Report report) {
        try (Site site = Site.start("layout = \"" + layout + "\"\n", Site.SOON_BACK)) {
            Namespace gateway = site.topology().gateway();
            PacketCounters counters = PacketCounters.of(gateway);
            try (Lookups lookups = Lookups.start(site.topology());
                    Traffic traffic = Traffic.fromEverywhere(site.topology(), PER_SECOND)) {
                traffic.awaitAnswers();
                Traffic.Mark mark = traffic.mark();
                faults(site);
                List<Traffic.Loss> losses = traffic.stop(mark);
                report.row(
                        layout + ": connections",
                        losses.stream().mapToInt(Traffic.Loss::sent).sum(),
                        "");
                report.row(
                        layout + ": the gateway's own without a route",
                        losses.stream().mapToInt(Traffic.Loss::noRoute).sum(),
                        "0");
                report.row(layout + ": the LAN's without a route", counters.unrouted(), "0");
                report.row(layout + ": lookups", lookups.asked(), "");
                report.row(layout + ": lookups refused", lookups.refused(), "0");
                report.row(layout + ": longest time without a way out", "ms", lookups.longestGapNanos() / 1e6, "0");
            }
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
