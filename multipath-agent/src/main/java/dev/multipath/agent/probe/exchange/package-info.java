/**
 * Questions over connected sockets: how many at once, for how long, and what an error on one says of its path. A TCP handshake is the simplest of them.
 *
 * <p>May import {@code agent.core} and below, and {@code netlink}; nothing else of {@code agent.probe}.
 */
@NullMarked
package dev.multipath.agent.probe.exchange;

import org.jspecify.annotations.NullMarked;
