/**
 * Requests for pages, and whether the answer is the page itself.
 *
 * <p>May import {@code agent.core} and below, {@code netlink}, {@code agent.probe.exchange} and {@code agent.probe.dns}.
 */
@NullMarked
package dev.multipath.agent.probe.http;

import org.jspecify.annotations.NullMarked;
