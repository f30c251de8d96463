/**
 * Questions to resolvers: as probes, and for the names in URLs.
 *
 * <p>May import {@code agent.core} and below, {@code netlink} and {@code agent.probe.exchange}.
 */
@NullMarked
package dev.multipath.agent.probe.dns;

import org.jspecify.annotations.NullMarked;
