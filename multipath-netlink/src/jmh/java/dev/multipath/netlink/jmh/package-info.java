/** Micro benchmarks; {@code scripts/bench-jmh} runs them. What they say holds for the machine and the day. */
package dev.multipath.netlink.jmh;
