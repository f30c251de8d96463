package dev.multipath.agent.cli;

import picocli.CommandLine.Model.CommandSpec;

/** {@code run}: the agent, in the foreground. */
final class RunCommand implements Subcommand {
    private final AgentRun agent;

    RunCommand(AgentRun agent) {
        this.agent = agent;
    }

    @Override
    public CommandSpec words() {
        return Words.command(
                this,
                "run",
                "Runs the agent in the foreground.",
                "SIGTERM and SIGINT end it, SIGHUP makes it read its configuration again.");
    }

    @Override
    public int run(Invocation invocation) throws InterruptedException {
        return Foreground.run(agent, invocation.config());
    }
}
