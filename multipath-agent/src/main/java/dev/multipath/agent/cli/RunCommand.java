package dev.multipath.agent.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code run}: the agent, in the foreground. */
@Command(
        name = "run",
        description = {
            "Runs the agent in the foreground.",
            "SIGTERM and SIGINT end it, SIGHUP makes it read its configuration again."
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private Invocation invocation = new Invocation();

    @Override
    public Integer call() throws InterruptedException {
        return Foreground.run(invocation.root().agent(), invocation.config());
    }
}
