package dev.multipath.agent.cli;

import dev.multipath.agent.core.HealthReport;
import dev.multipath.agent.core.HealthReportText;
import dev.multipath.agent.status.Answer;
import dev.multipath.agent.status.ControlClient;
import dev.multipath.agent.status.ExitCode;
import dev.multipath.agent.status.NoAgentException;
import dev.multipath.agent.status.SocketLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/** The agent that runs on a control socket, if one does. */
final class RunningAgent {
    private RunningAgent() {}

    /**
     * Asks it, and prints what it says as that command's output.
     *
     * @return what the command is to exit with
     */
    static int ask(Invocation invocation, Path socket, String request) {
        try {
            Answer answer = ControlClient.ask(socket, request);
            PrintWriter to = answer.exitCode() == ExitCode.DONE ? invocation.out() : invocation.err();
            to.print(answer.body());
            to.flush();
            return answer.exitCode();
        } catch (NoAgentException none) {
            throw new CommandFailedException(ExitCode.NO_AGENT, "multipath-agent: " + none.getMessage());
        } catch (IOException failed) {
            throw new CommandFailedException(ExitCode.FAILED, "multipath-agent: " + failed.getMessage());
        }
    }

    /** Asks it for something to be made sense of here; what it says against that ends the command. */
    static String body(Path socket, String request) {
        try {
            Answer answer = ControlClient.ask(socket, request);
            if (answer.exitCode() == ExitCode.DONE) {
                return answer.body();
            }
            throw new CommandFailedException(
                    answer.exitCode(), "multipath-agent: " + answer.body().strip());
        } catch (NoAgentException none) {
            throw new CommandFailedException(ExitCode.NO_AGENT, "multipath-agent: " + none.getMessage());
        } catch (IOException failed) {
            throw new CommandFailedException(ExitCode.FAILED, "multipath-agent: " + failed.getMessage());
        }
    }

    /** What it holds of its uplinks; empty, and said, if one is there that cannot be asked. */
    static Optional<HealthReport> health(Invocation invocation, Path socket) {
        try {
            Answer answer = ControlClient.ask(socket, "health");
            if (answer.exitCode() == ExitCode.DONE) {
                return Optional.of(HealthReportText.decode(answer.body()));
            }
            invocation
                    .err()
                    .println("multipath-agent: the running agent's health is not used: "
                            + answer.body().strip());
        } catch (NoAgentException none) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException failed) {
            invocation.err().println("multipath-agent: a running agent's health is not used: " + failed.getMessage());
        }
        return Optional.empty();
    }

    /**
     * Keeps one from starting while a command writes into the kernel.
     *
     * @return empty if one runs, though it may not answer yet or any more
     */
    static Optional<SocketLock> keepAway(Path socket) throws IOException {
        return SocketLock.take(socket);
    }
}
