package dev.multipath.agent.bench;

import dev.multipath.testkit.netns.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A way to start the agent.
 *
 * @param name for the report
 * @param javaHome which JDK
 * @param program and its first arguments
 * @param environment beside the present one
 */
record Launch(String name, Path javaHome, List<String> program, Map<String, String> environment) {
    private static final long PATIENCE_SECONDS = 30;

    /** {@code java -jar}, no options. */
    static Launch bare(Path javaHome) throws IOException {
        return new Launch(
                "java -jar, JDK " + feature(javaHome),
                javaHome,
                List.of(javaHome.resolve("bin/java").toString(), "-jar", jar()),
                Map.of());
    }

    /** The launcher without a class archive. */
    static Launch launcher(Path javaHome, Path directory) throws IOException {
        return launcher("launcher, JDK " + feature(javaHome), javaHome, directory.resolve("no-archive"));
    }

    /** The launcher with a class archive, which {@link Archive} has made. */
    static Launch archived(Path javaHome, Path archive) throws IOException {
        return launcher("launcher and archive, JDK " + feature(javaHome), javaHome, archive);
    }

    private static Launch launcher(String name, Path javaHome, Path archive) {
        return new Launch(
                name,
                javaHome,
                List.of(System.getProperty("multipath.agent.launcher")),
                Map.of("JAVA_HOME", javaHome.toString(), "MULTIPATH_AGENT_ARCHIVE", archive.toString()));
    }

    static String jar() {
        return System.getProperty("multipath.agent.jar");
    }

    /** 17, 25, … by the JDK's own file. */
    static String feature(Path javaHome) throws IOException {
        for (String line : Files.readAllLines(javaHome.resolve("release"))) {
            if (line.startsWith("JAVA_VERSION=\"")) {
                return line.substring(14, line.length() - 1).split("\\.", 2)[0];
            }
        }
        throw new IOException("no JAVA_VERSION in " + javaHome.resolve("release"));
    }

    /** Starts it in a namespace; what it says goes to a file. */
    Process start(Namespace namespace, Path output, String... arguments) {
        List<String> argv = new ArrayList<>(program);
        argv.addAll(List.of(arguments));
        ProcessBuilder builder = namespace.processBuilder(argv.toArray(String[]::new));
        builder.environment().putAll(environment);
        return namespace.start(builder.redirectErrorStream(true).redirectOutput(output.toFile()));
    }

    /** Runs it to its end, which must be a good one, and returns how long that took, in nanoseconds. */
    long time(Namespace namespace, Path output, String... arguments) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = start(namespace, output, arguments);
        awaitGoodEnd(process, output);
        return System.nanoTime() - start;
    }

    /** Waits for the end of a process started here. */
    static void awaitGoodEnd(Process process, Path output) throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("does not end: " + Files.readString(output));
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException("exit status " + process.exitValue() + ": " + Files.readString(output));
        }
    }
}
