/** The program behind {@code scripts/demo}: the packaged agent at work, for somebody who has never seen it. */
@NullMarked
package dev.multipath.agent.demo;

import org.jspecify.annotations.NullMarked;
