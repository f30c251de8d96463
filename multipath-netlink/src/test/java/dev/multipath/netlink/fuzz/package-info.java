/** What {@code scripts/fuzz} fuzzes, and the corpus it begins with. */
package dev.multipath.netlink.fuzz;
