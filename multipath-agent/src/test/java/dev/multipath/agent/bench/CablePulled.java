package dev.multipath.agent.bench;

import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Link;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.UplinkHandle;
import java.time.Duration;

/**
 * A pulled cable: how long new connections fail, and how much of it is the agent's.
 *
 * <p>It can know as soon as a look at the link says so, which is before the kernel's own message.
 */
final class CablePulled implements Measurement {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration PHASE = Duration.ofSeconds(1);

    private final Distribution visible = new Distribution();
    private final Distribution told = new Distribution();
    private final Distribution fromVisible = new Distribution();
    private final Distribution fromTold = new Distribution();

    @Override
    public String name() {
        return "cable";
    }

    @Override
    public void run(Options options, Report report) {
        int trials = options.trials(21, 3);
        try (Site site = Site.start("", Site.SOON_BACK);
                Watch watch = Watch.on(site.topology().gateway());
                RtNetlink looking = RtNetlink.open(site.topology().gateway().netNs())) {
            FaultTrials faults = new FaultTrials(site, PHASE);
            for (int trial = 0; trial < trials; trial++) {
                faults.run(site.uplink(trial), victim -> pull(victim, looking, watch));
            }
            report.heading("cable: carrier lost");
            faults.report(report, "max <= 300");
        }
        report.row("carrier loss visible to a look every millisecond after", "ms", visible);
        report.row("the kernel's RTM_NEWLINK after", "ms", told);
        report.row("last family's default changed after it was visible", "ms", fromVisible);
        report.row("the same after RTM_NEWLINK (below 0: before it)", "ms", fromTold, "<= 50");
    }

    private void pull(UplinkHandle victim, RtNetlink looking, Watch watch) {
        int index = victim.link().orElseThrow().index();
        long pulled = System.nanoTime();
        victim.cutCarrier();
        Await.until(
                SOON,
                "carrier to be lost",
                () -> !looking.links().get(index).map(Link::carrier).orElse(false));
        long seen = System.nanoTime();
        long message = watch.await(SOON, "RTM_NEWLINK", pulled, event -> Watch.tellsLoss(event, victim.device()));
        long changed = pulled;
        for (AddressFamily family : Balance.FAMILIES) {
            long one = watch.await(SOON, "another default", pulled, event -> isWithout(event, family, index));
            changed = Math.max(changed, one);
        }
        visible.addNanosAsMillis(seen - pulled);
        told.addNanosAsMillis(message - pulled);
        fromVisible.addNanosAsMillis(changed - seen);
        fromTold.addNanosAsMillis(changed - message);
    }

    private static boolean isWithout(RtEvent event, AddressFamily family, int index) {
        return event instanceof RtEvent.RouteChanged changed
                && changed.route().family().equals(family)
                && Balance.isBalance(changed.route())
                && !Balance.leadsOver(changed.route(), index);
    }
}
