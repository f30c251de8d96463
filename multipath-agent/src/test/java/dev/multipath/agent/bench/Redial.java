package dev.multipath.agent.bench;

import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.UplinkHandle;
import java.time.Duration;
import java.util.List;

/** A point-to-point uplink is hung up and dialled again with another address, under traffic. */
final class Redial implements Measurement {
    private static final int PER_SECOND = 1000;
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration RETURN = Duration.ofSeconds(30);
    private static final Duration AFTERWARDS = Duration.ofMillis(500);
    private static final RouteTable TABLE = RouteTable.of(7712);

    private final Distribution gap = new Distribution();
    private final Distribution failedHangUp = new Distribution();
    private final Distribution failedReturn = new Distribution();
    private final Distribution rule = new Distribution();
    private final Distribution table = new Distribution();
    private final Distribution traffic = new Distribution();

    @Override
    public String name() {
        return "ppp";
    }

    @Override
    public void run(Options options, Report report) {
        int trials = options.trials(10, 2);
        try (Site site = Site.start("", Site.SOON_BACK);
                Watch watch = Watch.on(site.topology().gateway())) {
            UplinkHandle ppp = site.uplink(2);
            for (int trial = 0; trial < trials; trial++) {
                hangUp(site, ppp);
                dial(site, watch, ppp, IpAddress.parse("198.18.2." + (10 + trial % 200)));
            }
        }
        report.heading("ppp: device deleted and made again with another address; 4 x " + PER_SECOND
                + " new connections a second; hold-up 1s, rise 1");
        report.row("hang-up: last failed connection after", "ms", gap, "<= 20");
        report.row("hang-up: failed connections", "", failedHangUp);
        report.row("dial: rule for the new address after", "ms", rule, "<= 1000");
        report.row("dial: default in its table after", "ms", table, "<= 1000");
        report.row("dial: first new connection over it after", "ms", traffic);
        report.row("dial: failed connections", "", failedReturn, "0");
    }

    private void hangUp(Site site, UplinkHandle ppp) {
        try (Traffic all = Traffic.fromEverywhere(site.topology(), PER_SECOND)) {
            all.awaitAnswers();
            Traffic.Mark mark = all.mark();
            ppp.hangUp();
            site.awaitAvoided(ppp);
            all.goOn(AFTERWARDS);
            List<Traffic.Loss> losses = all.stop(mark);
            gap.add(losses.stream()
                    .mapToDouble(loss -> loss.outage().toNanos() / 1e6)
                    .max()
                    .orElse(0));
            failedHangUp.add(losses.stream().mapToInt(Traffic.Loss::failed).sum());
        }
    }

    private void dial(Site site, Watch watch, UplinkHandle ppp, IpAddress address) {
        try (Traffic all = Traffic.fromEverywhere(site.topology(), PER_SECOND)) {
            all.awaitAnswers();
            Traffic.Mark mark = all.mark();
            long start = System.nanoTime();
            ppp.dial(address);
            rule.addNanosAsMillis(watch.await(SOON, "a rule", start, event -> isRule(event, address)) - start);
            table.addNanosAsMillis(watch.await(SOON, "a default", start, Redial::isDefault) - start);
            Await.until(
                    RETURN, "a connection over " + address, () -> site.server().datagramsFrom(address) > 0);
            traffic.addNanosAsMillis(System.nanoTime() - start);
            site.awaitUse(ppp);
            all.goOn(AFTERWARDS);
            failedReturn.add(
                    all.stop(mark).stream().mapToInt(Traffic.Loss::failed).sum());
        }
    }

    private static boolean isRule(RtEvent event, IpAddress address) {
        return event instanceof RtEvent.RuleChanged changed
                && changed.rule().selector().from().equals(IpPrefix.host(address));
    }

    private static boolean isDefault(RtEvent event) {
        return event instanceof RtEvent.RouteChanged changed
                && changed.route().family().equals(AddressFamily.INET)
                && changed.route().isDefault()
                && changed.route().table().equals(TABLE);
    }
}
