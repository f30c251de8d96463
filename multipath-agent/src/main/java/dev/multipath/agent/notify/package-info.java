/**
 * Tells people and programs what happens to the uplinks: hooks, mail, and the service manager. Threads of its own, fed
 * through a bounded queue, so that nothing here can hold up the deciding thread.
 *
 * <p>May import {@code agent.core} and below; never another shell package.
 */
@NullMarked
package dev.multipath.agent.notify;

import org.jspecify.annotations.NullMarked;
