/** The agent's entry and its composition: the only place that puts the parts together. */
@NullMarked
package dev.multipath.agent;

import org.jspecify.annotations.NullMarked;
