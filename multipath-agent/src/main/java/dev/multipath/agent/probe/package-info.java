/**
 * Sends probes and hears answers, on a thread of its own; each kind of probe has a package below.
 *
 * <p>May import {@code agent.core} and below, and {@code netlink}; never another shell package.
 */
@NullMarked
package dev.multipath.agent.probe;

import org.jspecify.annotations.NullMarked;
