/**
 * Questions over one uplink: its device and its address, whatever the routes say. Each waits for its answer, for a bounded
 * time, on the thread that asks.
 */
@NullMarked
package dev.multipath.agent.ddns.link;

import org.jspecify.annotations.NullMarked;
