package dev.multipath.agent.bench;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.testkit.netns.TcpBurst;
import dev.multipath.testkit.netns.UplinkHandle;
import java.time.Duration;
import java.util.List;

/** TCP connections from the LAN to one address and port, weights 4:1:1. */
final class Split implements Measurement {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final List<Double> WANTED = List.of(66.67, 16.67, 16.67);

    @Override
    public String name() {
        return "split";
    }

    @Override
    public void run(Options options, Report report) {
        int connections = options.trials(20_000, 3_000);
        try (Site site = Site.start("", "")) {
            report.heading("split: " + connections + " connections to one destination, weights 4:1:1");
            for (AddressFamily family : Balance.FAMILIES) {
                TcpBurst burst = TcpBurst.open(
                        site.topology().client(), site.topology().target(family), Site.PORT, connections, PATIENCE);
                List<UplinkHandle> uplinks = site.topology().uplinks();
                for (int i = 0; i < uplinks.size(); i++) {
                    report.row(
                            family + ": " + uplinks.get(i).name(),
                            "%",
                            100 * burst.share(uplinks.get(i).publicAddress(family)),
                            WANTED.get(i) + " +- 2");
                }
                report.row(family + ": failed connections", burst.failed(), "0");
            }
        }
    }
}
