/**
 * Network namespaces of a test's own, small internets made of them, faults, and traffic that notices.
 *
 * <p>May import {@code dev.multipath.netlink} and the JUnit API. The only programs started are {@code nft} and
 * {@code nsenter}, and what a test itself starts.
 */
@NullMarked
package dev.multipath.testkit.netns;

import org.jspecify.annotations.NullMarked;
