/** Recorded messages and what they mean: from {@code shared/golden} where it is there, a selection in the resources. */
package dev.multipath.netlink.golden;
