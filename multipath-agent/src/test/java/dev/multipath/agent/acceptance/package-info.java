/** The packaged jar on a real kernel, used as its users use it: a configuration file, commands, and faults outside. */
@NullMarked
package dev.multipath.agent.acceptance;

import org.jspecify.annotations.NullMarked;
