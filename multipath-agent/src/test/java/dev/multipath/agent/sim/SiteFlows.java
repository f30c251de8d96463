package dev.multipath.agent.sim;

import dev.multipath.testkit.sim.SimRandom;
import java.util.List;

/** What a site does about running connections: most pin none, as nobody forwards. */
final class SiteFlows {
    private final String text;

    private SiteFlows(SimRandom random) {
        String down = random.chance(0.8) ? "move" : "keep";
        String drain = random.pick(List.of("off", "off", "30s"));
        String pin = random.chance(0.75) ? "on" : "resilient";
        this.text = "[flows]\npin = \"" + pin + "\"\non-down = \"" + down + "\"\ndrain-backup = \"" + drain + "\"\n";
    }

    /** Of some sites. A reload may let the connections go. */
    static Site draw(Site site, SimRandom random) {
        if (!random.chance(0.5)) {
            return site;
        }
        SiteFlows flows = new SiteFlows(random);
        boolean always = random.chance(0.7);
        return new Site(
                site.text() + flows.text,
                site.others().stream()
                        .map(other -> always ? other + flows.text : other)
                        .toList(),
                site.elsewhere().stream().map(other -> other + flows.text).toList());
    }
}
