/**
 * Turns the shell {@code configs} of the 2004 scripts into a configuration file. Pure: text in, text out, and nothing of
 * it is ever executed.
 *
 * <p>May import {@code netlink.model}.
 */
@NullMarked
package dev.multipath.agent.migrate;

import org.jspecify.annotations.NullMarked;
