package dev.multipath.agent.survival;

import dev.multipath.agent.acceptance.AgentProcess;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.UplinkHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The packaged agent, which notices for itself. */
final class AgentContestant implements Contestant {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Protocol OWN = Protocol.of(77);

    private final String name;
    private final String flows;
    private @Nullable AgentProcess agent;
    private @Nullable Place place;

    /** @param flows the lines of {@code [flows]}; "" for no such section */
    AgentContestant(String name, String flows) {
        this.name = name;
        this.flows = flows;
    }

    @Override
    public String name() {
        return name;
    }

    /** The configuration file: probing as it is by default, a return after a second. */
    static String config(Place place, String flows) {
        StringBuilder text = new StringBuilder("[agent]\nhash-policy = \"keep\"\n\n[probe]\n"
                + "targets = [\"203.0.113.53\", \"198.51.100.10\"]\nhold-up = \"1s\"\nflap-window = \"1s\"\nrise = 1\n");
        for (int i = 0; i < Place.WEIGHTS.size(); i++) {
            UplinkHandle uplink = place.uplink(i);
            text.append("\n[[uplink]]\nname = \"").append(uplink.name());
            text.append("\"\ninterface = \"").append(uplink.device());
            text.append("\"\ngateway = \"").append(uplink.nextHop(AddressFamily.INET));
            text.append("\"\ngateway6 = \"off\"\nweight = ").append(Place.WEIGHTS.get(i)).append('\n');
        }
        return text + (flows.isEmpty() ? "" : "\n[flows]\n" + flows);
    }

    @Override
    public void start(Place where) {
        place = where;
        AgentProcess started = AgentProcess.configured(where.gateway(), config(where, flows));
        agent = started;
        started.start();
        Await.until(PATIENCE, "all uplinks in use", () -> where.usedBy(OWN).equals(where.all()));
    }

    /** The process, for those who do things to it. */
    AgentProcess agent() {
        if (agent == null) {
            throw new IllegalStateException("not started");
        }
        return agent;
    }

    private Place place() {
        if (place == null) {
            throw new IllegalStateException("not started");
        }
        return place;
    }

    @Override
    public long died(int uplink, Fault fault) {
        Await.until(
                PATIENCE,
                "uplink " + uplink + " to be left",
                () -> place().usedBy(OWN),
                used -> !used.isEmpty() && !used.contains(uplink));
        return System.nanoTime();
    }

    @Override
    public long returned(int uplink) {
        Await.until(PATIENCE, "uplink " + uplink + " to be used", () -> place().usedBy(OWN)
                .contains(uplink));
        return System.nanoTime();
    }

    @Override
    public void close() {
        if (agent != null) {
            agent.close();
            agent = null;
        }
    }
}
