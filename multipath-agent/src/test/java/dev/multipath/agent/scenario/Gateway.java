package dev.multipath.agent.scenario;

import java.time.Duration;
import java.util.List;

/** A machine with the three uplinks and an agent, simulated or real. */
public interface Gateway extends AutoCloseable {

    /** A change of state of one uplink in one family, as {@code hinet inet}. */
    record Change(String subject, String from, String to, String reason) {}

    /** Does it. Returns when it is in force, as far as that can be known. */
    void perform(Act act);

    /** What its kernel holds now. */
    Picture picture();

    /** Lets the shortest time pass in which something may be seen to change. */
    void tick();

    /** The time, in nanoseconds since whenever. */
    long nanos();

    /** What the agent says it noticed since it was started last. */
    List<Change> history();

    /** How much longer than in theory things may take here. */
    Duration patience();

    @Override
    void close();
}
