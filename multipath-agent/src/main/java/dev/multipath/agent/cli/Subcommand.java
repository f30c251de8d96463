package dev.multipath.agent.cli;

import picocli.CommandLine.Model.CommandSpec;

/**
 * A subcommand: its words, and what it does.
 *
 * <p>The words are built by calls and not read from annotations: that halves what the command line costs at every start.
 */
interface Subcommand {

    /** Its name, description and options, on top of {@link Words#command}. */
    CommandSpec words();

    /**
     * Does it.
     *
     * @return the exit code
     * @throws CommandFailedException to say why not, and end with another code
     */
    int run(Invocation invocation) throws Exception;
}
