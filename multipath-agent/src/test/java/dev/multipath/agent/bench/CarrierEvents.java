package dev.multipath.agent.bench;

import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.Link;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Namespace;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How late the kernel tells a carrier loss, without any agent: its link watch runs at most once a second, so that the
 * message waits when another link has changed just before. A look is never late.
 */
final class CarrierEvents implements Measurement {
    private static final Duration SOON = Duration.ofSeconds(5);
    /** Longer than the link watch's interval. */
    private static final Duration QUIET = Duration.ofMillis(1500);

    private static final long BUSY_NANOS = 900_000_000;

    @Override
    public String name() {
        return "carrier";
    }

    @Override
    public void run(Options options, Report report) {
        int trials = options.trials(20, 3);
        report.heading("carrier: how late the kernel tells a carrier loss on veth");
        measure("quiet for 1.5 s before", trials, false, report);
        measure("another link changed less than 0.9 s before", trials, true, report);
    }

    private static void measure(String when, int trials, boolean busy, Report report) {
        Distribution look = new Distribution();
        Distribution message = new Distribution();
        try (Namespace here = Namespace.create("here");
                Namespace there = Namespace.create("there");
                RtNetlink looking = RtNetlink.open(here.netNs());
                Watch watch = Watch.on(here)) {
            here.veth("wan0", there, "peer0");
            here.veth("wan1", there, "peer1");
            for (int trial = 0; trial < trials; trial++) {
                Bench.letPass(QUIET);
                if (busy) {
                    there.down("peer1");
                    Bench.letPass(Duration.ofNanos(ThreadLocalRandom.current().nextLong(BUSY_NANOS)));
                }
                int index = here.index("wan0");
                long pulled = System.nanoTime();
                there.down("peer0");
                Await.until(
                        SOON,
                        "carrier to be lost",
                        () -> !looking.links().get(index).map(Link::carrier).orElse(false));
                look.addNanosAsMillis(System.nanoTime() - pulled);
                long told = watch.await(SOON, "RTM_NEWLINK", pulled, event -> Watch.tellsLoss(event, "wan0"));
                message.addNanosAsMillis(told - pulled);
                there.up("peer0");
                there.up("peer1");
            }
        }
        report.row("look, " + when, "ms", look);
        report.row("RTM_NEWLINK, " + when, "ms", message);
    }
}
