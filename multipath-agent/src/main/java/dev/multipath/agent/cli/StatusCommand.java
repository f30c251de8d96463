package dev.multipath.agent.cli;

import dev.multipath.agent.status.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** {@code status}: what a running agent says of its uplinks. Kept light: it must answer at once. */
final class StatusCommand implements Subcommand {
    private static final String TOP_LEFT = "\033[H";
    private static final String CLEAR_BELOW = "\033[J";
    private static final long PERIOD_MILLIS = 1000;
    private static final String WATCH = "--watch";

    @Override
    public CommandSpec words() {
        return Words.command(
                        this,
                        "status",
                        "Prints every uplink: state and since when, gateway, addresses, weight and share, loss, round "
                                + "trip; and the default routes in use.")
                .addOption(Words.json())
                .addOption(Words.flag(WATCH, "Print it again every second."));
    }

    @Override
    public int run(Invocation invocation) throws InterruptedException {
        Path socket = ControlSocketPath.of(invocation.config());
        boolean terminal = isTerminal();
        boolean colour = terminal && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
        boolean watch = invocation.has(WATCH);
        String request = invocation.has(Words.JSON) ? "status --json" : colour ? "status --color" : "status";
        PrintWriter out = invocation.out();
        if (watch && terminal) {
            out.print(TOP_LEFT + CLEAR_BELOW);
        }
        int exitCode = RunningAgent.ask(invocation, socket, request);
        while (watch && exitCode == ExitCode.DONE && !out.checkError()) {
            Thread.sleep(PERIOD_MILLIS);
            out.print(terminal ? TOP_LEFT + CLEAR_BELOW : "\n");
            exitCode = RunningAgent.ask(invocation, socket, request);
        }
        return exitCode;
    }

    private static boolean isTerminal() {
        try {
            String output = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return output.startsWith("/dev/pts/") || output.startsWith("/dev/tty") || output.equals("/dev/console");
        } catch (IOException noProc) {
            return false;
        }
    }
}
