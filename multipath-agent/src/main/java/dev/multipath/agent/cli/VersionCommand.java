package dev.multipath.agent.cli;

import dev.multipath.agent.status.ExitCode;
import dev.multipath.agent.status.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;

/** {@code version}, and {@code --version}. */
@Command(name = "version", description = "Prints the version, and what it runs on.")
final class VersionCommand implements Callable<Integer> {
    @Mixin
    private Invocation invocation = new Invocation();

    @Override
    public Integer call() {
        invocation.out().println(text());
        return ExitCode.DONE;
    }

    private static String text() {
        return "multipath-agent " + Version.text() + " (Java " + System.getProperty("java.version") + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch") + ")";
    }

    /** For {@code --version}. */
    static final class Provider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {text()};
        }
    }
}
