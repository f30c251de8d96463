package dev.multipath.agent.sim;

import dev.multipath.agent.config.Pin;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.Effect;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.testkit.sim.Invariant;
import dev.multipath.testkit.sim.Simulation;
import java.util.Optional;

/**
 * What the agent may spend: writes and notices for each disturbance, looks at the kernel, and room in its queues; counted
 * minute by minute of virtual time.
 */
final class Budget implements Invariant {
    /** Everything the agent has is some 25 routes and rules; a disturbance may move all of it, twice. */
    static final int WRITES = 50;

    /** And what ordered routes and a policy have besides. */
    private static final int WRITES_OF_ROUTING = 20;

    /** And the rules of pinned connections, for five families of uplinks. */
    private static final int WRITES_OF_PINNING = 10;

    /** Two families of three uplinks, taken out and put in. */
    static final int NOTICES = 12;

    private static final int LOOKS = 30;
    /** What {@code HealthPolicy} remembers, and the one just sent. */
    private static final int ROUNDS = 257;

    private static final long MINUTE = 60_000 * Line.MILLI;

    private final Simulation simulation;
    private final VirtualAgent agent;
    private long minuteEnds;
    private int disturbances;
    private int before;
    private int writesBefore;
    private int looksBefore;
    private int notices;
    private int failing;

    Budget(Simulation simulation, VirtualAgent agent) {
        this.simulation = simulation;
        this.agent = agent;
        this.minuteEnds = simulation.clock().nanos() + MINUTE;
        agent.onAnnounce(this::announced);
    }

    /** A fault begins, moves or ends. */
    void disturbed() {
        disturbances++;
    }

    private void announced(Effect.Announce announce) {
        if (Notices.isIn(announce.from()) != Notices.isIn(announce.to())) {
            notices++;
        }
    }

    @Override
    public Optional<String> violation() {
        if (agent.waiting() >= VirtualAgent.INBOX) {
            return Optional.of("the inbox is full");
        }
        boolean troubled = agent.troubles.failing + agent.troubles.disturbed > 0;
        failing += troubled ? 1 : 0;
        if (simulation.clock().nanos() < minuteEnds) {
            return Optional.empty();
        }
        Optional<String> wrong = judge();
        minuteEnds = simulation.clock().nanos() + MINUTE;
        before = disturbances;
        disturbances = 0;
        writesBefore = agent.writes();
        looksBefore = agent.looks();
        notices = 0;
        failing = 0;
        return wrong;
    }

    private Optional<String> judge() {
        int moved = 1 + disturbances + before;
        int writes = agent.writes() - writesBefore;
        int looks = agent.looks() - looksBefore;
        int allowed = WRITES + WRITES_OF_ROUTING * routing() + (isPinned() ? WRITES_OF_PINNING : 0);
        if (failing == 0 && writes > allowed * moved) {
            return Optional.of(writes + " writes in a minute with " + moved + " disturbances");
        }
        if (notices > NOTICES * moved) {
            return Optional.of(notices + " notices in a minute with " + moved + " disturbances");
        }
        if (failing == 0 && looks > LOOKS * moved) {
            return Optional.of(looks + " looks in a minute with " + moved + " disturbances");
        }
        return agent.state().flatMap(Budget::queues);
    }

    private boolean isPinned() {
        Pin pin = agent.config().flows().pin();
        return pin != Pin.AUTO && pin != Pin.OFF;
    }

    private int routing() {
        return agent.config().routing().isEmpty()
                ? 0
                : 1 + agent.config().routing().policies().size();
    }

    private static Optional<String> queues(AgentState state) {
        for (UplinkView view : state.views()) {
            if (view.ipv4().rounds().size() > ROUNDS || view.ipv6().rounds().size() > ROUNDS) {
                return Optional.of("more than " + ROUNDS + " rounds are remembered of " + view.name());
            }
        }
        return Optional.empty();
    }
}
