package dev.multipath.agent.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the launcher's class archive by a real, short run. */
final class Archive {
    private Archive() {}

    /** Trains one until the routes stand, and returns the launcher with it. */
    static Launch trained(Workplace place, Path javaHome) throws IOException, InterruptedException {
        Path archive = place.directory().resolve("archive-" + Launch.feature(javaHome));
        Launch launch = Launch.archived(javaHome, archive);
        long start = System.nanoTime();
        try (Watch watch = Watch.on(place.gateway())) {
            Process training =
                    launch.start(place.gateway(), place.output(), "--make-archive", "run", "--config", place.config());
            place.awaitDefaults(training, watch, start);
            place.end(training, launch);
        }
        if (!Files.exists(archive)) {
            throw new IOException("no archive at " + archive);
        }
        return launch;
    }
}
