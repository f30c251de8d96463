/** Programs that measure; {@code scripts/bench-netlink} starts them. Nothing here is asserted, and no test. */
package dev.multipath.netlink.bench;
