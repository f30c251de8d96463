/**
 * The configuration file: TOML text in, records out, every mistake at once and with its place.
 *
 * <p>Pure. May import {@code java.*}, {@code org.tomlj} and {@code dev.multipath.netlink.model}: no file, socket,
 * clock, thread or logger. {@link dev.multipath.agent.config.ConfigFile} is the way in; the reference for operators is
 * {@code docs/config.md}, which a test holds against this package.
 */
@NullMarked
package dev.multipath.agent.config;

import org.jspecify.annotations.NullMarked;
