/**
 * The study of how fast, and how wrongly, ways of watching an uplink tell that it is dead: {@code scripts/bench-detection}.
 * Pure, in virtual time, with fixed seeds: no network and no clock; only the program itself writes files.
 *
 * <p>The traces and the seeds ({@link dev.multipath.agent.detection.Trace}, {@link dev.multipath.agent.detection.Seeds})
 * were fixed before any policy was run on them. If a result is unwelcome the policy is changed, never the study.
 */
@NullMarked
package dev.multipath.agent.detection;

import org.jspecify.annotations.NullMarked;
