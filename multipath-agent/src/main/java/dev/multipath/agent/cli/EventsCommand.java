package dev.multipath.agent.cli;

import dev.multipath.agent.status.EventsAnswer;
import dev.multipath.agent.status.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** {@code events}: what a running agent noticed, said and did of late. Kept light: it must answer at once. */
final class EventsCommand implements Subcommand {
    private static final String FOLLOW = "--follow";
    private static final long PERIOD_MILLIS = 500;

    @Override
    public CommandSpec words() {
        return Words.command(
                        this,
                        "events",
                        "Prints the last events with their reasons: changes of state, remarks, and routes and rules "
                                + "changed. Lines with the same event= follow from one cause, as in the log.")
                .addOption(Words.flag("--json", "Print JSON: an object a line."))
                .addOption(Words.flag(FOLLOW, "Go on with each new one."));
    }

    @Override
    public int run(Invocation invocation) throws InterruptedException {
        Path socket = ControlSocketPath.of(invocation.config());
        String request = invocation.has(Words.JSON) ? "events --json" : "events";
        PrintWriter out = invocation.out();
        EventsAnswer answer = ask(socket, request);
        out.print(answer.text());
        out.flush();
        while (invocation.has(FOLLOW) && !out.checkError()) {
            Thread.sleep(PERIOD_MILLIS);
            answer = ask(socket, request + " " + answer.run() + " " + answer.last());
            out.print(answer.text());
            out.flush();
        }
        return ExitCode.DONE;
    }

    private static EventsAnswer ask(Path socket, String request) {
        return EventsAnswer.decode(RunningAgent.body(socket, request));
    }
}
