/**
 * The imperative shell around the core: the event loop and its threads, the kernel through netlink, files.
 *
 * <p>May import {@code agent.core} and below, and {@code netlink}.
 */
@NullMarked
package dev.multipath.agent.shell;

import org.jspecify.annotations.NullMarked;
