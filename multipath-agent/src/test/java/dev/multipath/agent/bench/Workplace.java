package dev.multipath.agent.bench;

import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A {@link Site} without an agent of its own, and a directory: for starting the agent in all kinds of ways. */
final class Workplace implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(20);

    private final Site site = Site.build();
    private final Path directory;

    Workplace() throws IOException {
        directory = Files.createTempDirectory("multipath-bench");
        String own = "state-dir = \"" + directory.resolve("state") + "\"\ncontrol-socket = \""
                + directory.resolve("agent.sock") + "\"\n";
        Files.writeString(
                directory.resolve("agent.toml"), Site.config(own, "hold-up = \"1s\"\nflap-window = \"1s\"\n"));
    }

    Site site() {
        return site;
    }

    Namespace gateway() {
        return site.topology().gateway();
    }

    Path directory() {
        return directory;
    }

    String config() {
        return directory.resolve("agent.toml").toString();
    }

    Path output() {
        return directory.resolve("output");
    }

    /** Starts {@code run} and waits until both families have their default. */
    Process run(Launch launch) throws IOException {
        long start = System.nanoTime();
        try (Watch watch = Watch.on(gateway())) {
            Process agent = launch.start(gateway(), output(), "run", "--config", config());
            awaitDefaults(agent, watch, start);
            return agent;
        }
    }

    /** When the later of the two defaults came; {@link System#nanoTime}. */
    long awaitDefaults(Process agent, Watch watch, long since) throws IOException {
        long last = since;
        for (AddressFamily family : Balance.FAMILIES) {
            Await.until(START, "the default of " + family, () -> {
                if (!agent.isAlive()) {
                    throw new IllegalStateException("the agent ended: " + Files.readString(output()));
                }
                return watch.first(since, event -> isDefault(event, family)).isPresent();
            });
            last = Math.max(
                    last, watch.first(since, event -> isDefault(event, family)).orElseThrow());
        }
        return last;
    }

    private static boolean isDefault(RtEvent event, AddressFamily family) {
        return event instanceof RtEvent.RouteChanged changed
                && changed.route().family().equals(family)
                && Balance.isBalance(changed.route());
    }

    /** SIGTERM, then {@code remove}, then without what it remembers. */
    void end(Process agent, Launch launch) throws IOException, InterruptedException {
        agent.destroy();
        Launch.awaitGoodEnd(agent, output());
        launch.time(gateway(), output(), "remove", "--config", config());
        delete(directory.resolve("state"));
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(tree)) {
            files.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public void close() throws IOException {
        site.close();
        delete(directory);
    }
}
