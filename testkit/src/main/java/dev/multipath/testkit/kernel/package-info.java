/**
 * A kernel in memory that answers rtnetlink bytes as Linux 6.18 does: for tests and simulations without root or namespaces,
 * in a time of their own.
 *
 * <p>Start with {@link dev.multipath.testkit.kernel.FakeKernel}. The state ({@code Fake…}, {@code Ipv4…},
 * {@code Ipv6…}) knows nothing of sockets, threads or the time of day; it imports the library's codecs, models and transport
 * interface, never the agent. What it does is held against a real kernel by one contract suite that runs on both.
 */
@NullMarked
package dev.multipath.testkit.kernel;

import org.jspecify.annotations.NullMarked;
