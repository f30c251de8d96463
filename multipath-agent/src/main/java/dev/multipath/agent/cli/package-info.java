/** The command, one file a subcommand. Puts parts together, and may import everything. */
@NullMarked
package dev.multipath.agent.cli;

import org.jspecify.annotations.NullMarked;
