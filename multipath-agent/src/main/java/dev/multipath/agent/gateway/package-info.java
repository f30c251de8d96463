/**
 * What DHCP clients say they hold: their lease files, read and watched.
 *
 * <p>May import {@code agent.core} and what lies left of it. The readers of the formats are pure.
 */
@NullMarked
package dev.multipath.agent.gateway;

import org.jspecify.annotations.NullMarked;
