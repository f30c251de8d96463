package dev.multipath.agent.uplink;

/** What the health machine holds of one family of an uplink; {@link HealthPolicy} moves it. */
public enum Verdict {
    UNKNOWN,
    UP,
    SUSPECT,
    DOWN,
    PROVING
}
