/**
 * ICMP echo requests, and the neighbour table for gateways that do not answer them.
 *
 * <p>May import {@code agent.core} and below, and {@code netlink}; nothing else of {@code agent.probe}.
 */
@NullMarked
package dev.multipath.agent.probe.echo;

import org.jspecify.annotations.NullMarked;
