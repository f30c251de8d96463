/** The lookup against hand-made tables, and against the kernel's own. */
@NullMarked
package dev.multipath.agent.explain;

import org.jspecify.annotations.NullMarked;
