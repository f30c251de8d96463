/**
 * Which way a packet takes: the kernel's own walk through rules and tables, done again over what a dump showed, so that
 * every step can be told.
 *
 * <p>Pure. May import {@code agent.plan}, {@code agent.uplink}, {@code agent.config}, {@code netlink.model} and
 * {@code java.*}. What the kernel does is in net/core/fib_rules.c, net/ipv4/{fib_trie,fib_semantics,fib_frontend,route}.c
 * and net/ipv6/{ip6_fib,route,fib6_rules}.c; {@code ExplainNetnsIT} holds this package to it.
 */
@NullMarked
package dev.multipath.agent.explain;

import org.jspecify.annotations.NullMarked;
