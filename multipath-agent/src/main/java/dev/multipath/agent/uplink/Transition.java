package dev.multipath.agent.uplink;

/**
 * A row of the transition table of {@link HealthPolicy}: what moves the verdict on one family of an uplink, from where,
 * and to where.
 */
public enum Transition {
    UNKNOWN_ANSWERED("UNKNOWN", "UP"),
    UNKNOWN_DEAD("UNKNOWN", "DOWN"),
    UNKNOWN_UNPROBED("UNKNOWN", "UP"),
    UP_ROUND_LOST("UP", "SUSPECT"),
    UP_SILENT("UP", "SUSPECT"),
    SUSPECT_ANSWERED("SUSPECT", "UP"),
    SUSPECT_DEAD("SUSPECT", "DOWN"),
    SUSPECT_UNPROBED("SUSPECT", "UP"),
    DOWN_RETRACTED("DOWN", "UP"),
    DOWN_ACQUITTED("DOWN", "UP"),
    DOWN_ANSWERED("DOWN", "PROVING"),
    DOWN_FACTS_BACK("DOWN", "DOWN"),
    DOWN_DEAD("DOWN", "DOWN"),
    DOWN_UNPROBED("DOWN", "PROVING"),
    PROVING_RETRACTED("PROVING", "UP"),
    PROVING_ROUND_LOST("PROVING", "PROVING"),
    PROVING_ANSWERED("PROVING", "PROVING"),
    PROVING_DEAD("PROVING", "DOWN"),
    PROVING_ACCEPTED("PROVING", "UP"),
    PROVING_REPEATED("PROVING", "PROVING"),
    FACT_LOST("any", "DOWN"),
    RETARGETED("any", "the same"),
    QUALITY_LOST("UP, SUSPECT, PROVING", "the same"),
    QUALITY_REGAINED("UP, SUSPECT, PROVING", "the same");

    private final String from;
    private final String to;

    Transition(String from, String to) {
        this.from = from;
        this.to = to;
    }

    /** The verdict before, as the table has it. */
    public String from() {
        return from;
    }

    /** The verdict after, as the table has it. */
    public String to() {
        return to;
    }
}
