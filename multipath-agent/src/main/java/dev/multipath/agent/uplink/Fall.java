package dev.multipath.agent.uplink;

/**
 * The last time a family of an uplink went down.
 *
 * @param at monotonic nanoseconds
 * @param reason in an operator's words
 */
public record Fall(long at, String reason) {}
