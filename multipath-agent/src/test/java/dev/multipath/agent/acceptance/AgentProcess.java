package dev.multipath.agent.acceptance;

import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Namespace;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The packaged agent in a namespace: its files in a directory of its own, one process for {@code run}, and one for each
 * other command.
 */
public final class AgentProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(20);

    private final Namespace namespace;
    private final Path directory;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private @Nullable Process process;
    private int runs;

    /** What a command said. */
    public record Said(int exit, String out, String err) {
        /** Its standard output, or a failure that shows all of it. */
        public String ok() {
            if (exit != 0) {
                throw new AssertionError("exit status " + exit + "\n" + out + err);
            }
            return out;
        }
    }

    private AgentProcess(Namespace namespace, String config) {
        this.namespace = namespace;
        try {
            this.directory = Files.createTempDirectory("multipath-it");
            Files.createDirectory(root());
            write(config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not started yet. State directory and control socket are added to the file's {@code [agent]} section. */
    public static AgentProcess configured(Namespace namespace, String config) {
        return new AgentProcess(namespace, config);
    }

    /** Started, and its first routes stand. */
    public static AgentProcess started(Namespace namespace, String config) {
        AgentProcess agent = configured(namespace, config);
        try {
            agent.start();
            return agent;
        } catch (RuntimeException | AssertionError e) {
            agent.close();
            throw e;
        }
    }

    /**
     * The process of {@code run}.
     *
     * @throws IllegalStateException when it does not run
     */
    public long pid() {
        return running().pid();
    }

    /** Where its files are. */
    public Path directory() {
        return directory;
    }

    /** The state directory lies there instead of in {@link #directory}; before the start. */
    public void keepStateIn(Path other) {
        Path file = directory.resolve("agent.toml");
        try {
            String own = '"' + directory.resolve("state").toString() + '"';
            Files.writeString(file, Files.readString(file).replace(own, '"' + other.toString() + '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A variable of the environment of {@code run}; before the start. */
    public void environment(String name, String value) {
        environment.put(name, value);
    }

    /** Where it looks for other programs' files: leases, and what systemd-networkd is told. */
    public Path root() {
        return directory.resolve("root");
    }

    /** Another configuration file in the place of the first. */
    public void write(String config) throws IOException {
        String own = "state-dir = \"" + directory.resolve("state") + "\"\ncontrol-socket = \""
                + directory.resolve("agent.sock") + "\"\n";
        String whole = config.contains("[agent]\n")
                ? config.replace("[agent]\n", "[agent]\n" + own)
                : "[agent]\n" + own + config;
        Files.writeString(directory.resolve("agent.toml"), whole);
    }

    /** Starts {@code run} and waits until it answers on its control socket. */
    public void start() {
        startUnawaited();
        Await.until(START, "the agent to answer; its log:\n" + log(), () -> {
            if (!running().isAlive()) {
                throw new AssertionError("the agent ended: " + log());
            }
            return Files.exists(directory.resolve("agent.sock"))
                    && command("status").exit() == 0;
        });
    }

    /** Starts {@code run}. */
    public void startUnawaited() {
        runs++;
        ProcessBuilder builder =
                builder(List.of(), List.of("run")).redirectErrorStream(true).redirectOutput(logFile());
        builder.environment().putAll(environment);
        process = namespace.start(builder);
    }

    private File logFile() {
        return directory.resolve("run-" + runs + ".log").toFile();
    }

    /** What the present run wrote. */
    public String log() {
        try {
            return logFile().exists() ? Files.readString(logFile().toPath()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process of {@code run}; signals go to it, since nsenter becomes the program it starts. */
    public Process running() {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process;
    }

    /** Runs a command to its end, with this agent's configuration file. */
    public Said command(String... arguments) {
        return end(builder(List.of(), List.of(arguments)));
    }

    /** Likewise, as root without one capability. */
    public Said without(String capability, String... arguments) {
        List<String> setpriv = List.of("setpriv", "--bounding-set=-" + capability, "--inh-caps=-" + capability);
        return end(builder(setpriv, List.of(arguments)));
    }

    /** A command that is not at its end yet, killed with the namespace; its standard error goes with its output. */
    public Process started(String... arguments) {
        return namespace.start(builder(List.of(), List.of(arguments)).redirectErrorStream(true));
    }

    /** What a command is started by, to be changed; for {@link Namespace#start}. */
    public ProcessBuilder commandBuilder(List<String> prefix, String... arguments) {
        return builder(prefix, List.of(arguments));
    }

    private Said end(ProcessBuilder builder) {
        try {
            Path out = Files.createTempFile(directory, "out", "");
            Path err = Files.createTempFile(directory, "err", "");
            Process command =
                    namespace.start(builder.redirectOutput(out.toFile()).redirectError(err.toFile()));
            command.getOutputStream().close();
            if (!command.waitFor(30, TimeUnit.SECONDS)) {
                command.destroyForcibly();
                throw new AssertionError(builder.command() + " did not end");
            }
            Said said = new Said(command.exitValue(), Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private ProcessBuilder builder(List<String> prefix, List<String> arguments) {
        List<String> argv = new ArrayList<>(prefix);
        // Whoever runs the tests may ignore SIGHUP (nohup does), and a JVM that inherits that cannot handle it.
        argv.addAll(List.of("env", "--default-signal=HUP", "JAVA_OPTS=" + rootOption()));
        argv.addAll(program(rootOption()));
        // Not last: what follows "use UPLINK --" is another program's.
        argv.add(arguments.get(0));
        argv.addAll(List.of("--config", directory.resolve("agent.toml").toString()));
        argv.addAll(arguments.subList(1, arguments.size()));
        return namespace.processBuilder(argv.toArray(String[]::new));
    }

    private String rootOption() {
        return "-Dmultipath.root=" + root();
    }

    /** The launcher, where a system property names it; else what it would start. */
    private static List<String> program(String option) {
        String launcher = System.getProperty("multipath.agent.launcher");
        return launcher != null
                ? List.of(launcher)
                : List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xms8m",
                        "-Xmx32m",
                        "-Xss512k",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        option,
                        "-jar",
                        jar());
    }

    private static String jar() {
        String jar = System.getProperty("multipath.agent.jar");
        if (jar == null || !Files.exists(Path.of(jar))) {
            throw new AssertionError("no packaged jar at " + jar + " (system property multipath.agent.jar)");
        }
        return jar;
    }

    /** SIGTERM, and the exit status. */
    public int terminate() {
        running().destroy();
        return awaitEnd();
    }

    /** SIGKILL. */
    public void kill() {
        running().destroyForcibly();
        awaitEnd();
    }

    /** {@code kill -NAME}. */
    public void signal(String name) {
        namespace.run("kill", "-" + name, Long.toString(running().pid()));
    }

    private int awaitEnd() {
        try {
            if (!running().waitFor(20, TimeUnit.SECONDS)) {
                running().destroyForcibly();
                throw new AssertionError("the agent did not end:\n" + log());
            }
            return running().exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            process.destroyForcibly();
            awaitEnd();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
