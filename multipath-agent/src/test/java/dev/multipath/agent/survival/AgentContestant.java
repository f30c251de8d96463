package dev.multipath.agent.survival;

import dev.multipath.agent.acceptance.AgentProcess;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.UplinkHandle;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The packaged agent, which notices for itself. */
final class AgentContestant implements Contestant {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Protocol OWN = Protocol.of(77);

    private final String name;
    private final String flows;
    private final List<Integer> tiers;
    private @Nullable AgentProcess agent;
    private @Nullable Place place;

    /** @param flows the lines of {@code [flows]}; "" for no such section */
    AgentContestant(String name, String flows) {
        this(name, flows, List.of(1, 1, 1));
    }

    /** With uplinks that stand by. */
    AgentContestant(String name, String flows, List<Integer> tiers) {
        this.name = name;
        this.flows = flows;
        this.tiers = tiers;
    }

    @Override
    public String name() {
        return name;
    }

    /** The configuration file: probing as it is by default, a return after a second. */
    private String config(Place place) {
        StringBuilder text = new StringBuilder(
                "[agent]\nhash-policy = \"keep\"\n\n[probe]\n"
                        + "targets = [\"203.0.113.53\", \"198.51.100.10\"]\nhold-up = \"1s\"\nflap-window = \"1s\"\nrise = 1\n");
        for (int i = 0; i < Place.WEIGHTS.size(); i++) {
            UplinkHandle uplink = place.uplink(i);
            text.append("\n[[uplink]]\nname = \"").append(uplink.name());
            text.append("\"\ninterface = \"").append(uplink.device());
            text.append("\"\ngateway = \"").append(uplink.nextHop(AddressFamily.INET));
            text.append("\"\ngateway6 = \"off\"\nweight = ").append(Place.WEIGHTS.get(i));
            text.append("\ntier = ").append(tiers.get(i)).append('\n');
        }
        return text + (flows.isEmpty() ? "" : "\n[flows]\n" + flows);
    }

    @Override
    public void start(Place where) {
        place = where;
        AgentProcess started = AgentProcess.configured(where.gateway(), config(where));
        agent = started;
        started.start();
        Await.until(PATIENCE, "the first tier in use", () -> where.usedBy(OWN).equals(firstTier()));
        if (flows.contains("\"on\"")) {
            Await.until(
                    PATIENCE,
                    "the table of marks",
                    () -> where.gateway().run("nft", "list", "tables").contains("inet multipath\n"));
        }
    }

    private Set<Integer> firstTier() {
        int lowest = Collections.min(tiers);
        Set<Integer> first = new HashSet<>();
        for (int i = 0; i < tiers.size(); i++) {
            if (tiers.get(i) == lowest) {
                first.add(i);
            }
        }
        return first;
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
        Await.until(
                PATIENCE,
                "uplink " + uplink + " to be used",
                () -> place().usedBy(OWN).contains(uplink));
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
