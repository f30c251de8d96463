package dev.multipath.agent.cli;

import dev.multipath.agent.status.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code status}: what a running agent says of its uplinks. Kept light: it must answer at once. */
@Command(
        name = "status",
        description =
                "Prints every uplink: state and since when, gateway, addresses, weight and share, loss, round trip; "
                        + "and the default routes in use.")
final class StatusCommand implements Callable<Integer> {
    private static final String TOP_LEFT = "\033[H";
    private static final String CLEAR_BELOW = "\033[J";
    private static final long PERIOD_MILLIS = 1000;

    @Mixin
    private Invocation invocation = new Invocation();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--watch", description = "Print it again every second.")
    private boolean watch;

    @Override
    public Integer call() throws InterruptedException {
        Path socket = ControlSocketPath.of(invocation.config());
        boolean terminal = isTerminal();
        boolean colour = terminal && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
        String request = json ? "status --json" : colour ? "status --color" : "status";
        PrintWriter out = invocation.out();
        if (watch && terminal) {
            out.print(TOP_LEFT + CLEAR_BELOW);
        }
        int exitCode = RunningAgent.ask(invocation, socket, request);
        while (watch && exitCode == ExitCode.DONE) {
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
