package dev.multipath.agent.plan;

/**
 * Something the kernel should hold, and why.
 *
 * @param what a route, a rule or a sysctl value
 * @param reason for the operator, without a full stop
 */
public record Desired<T>(T what, String reason) {}
