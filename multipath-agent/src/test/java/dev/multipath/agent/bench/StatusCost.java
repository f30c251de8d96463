package dev.multipath.agent.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How long {@code status} takes, and which libraries it loads classes of. */
final class StatusCost implements Measurement {
    private static final List<String> LIBRARIES = List.of("io.netty.", "jnr.", "com.kenai.", "org.tomlj.", "picocli.");

    @Override
    public String name() {
        return "status";
    }

    @Override
    public void run(Options options, Report report) throws Exception {
        int trials = options.trials(20, 3);
        try (Workplace place = new Workplace()) {
            report.heading("status: the whole process, from exec (of nsenter) to its end");
            List<Launch> launches = new ArrayList<>();
            for (Path javaHome : Jdks.all()) {
                launches.add(Launch.bare(javaHome));
                launches.add(Launch.launcher(javaHome, place.directory()));
                launches.add(Archive.trained(place, javaHome));
            }
            Launch first = launches.get(0);
            Process agent = place.run(first);
            Path output = place.directory().resolve("status");
            for (Launch launch : launches) {
                Distribution times = new Distribution();
                for (int trial = 0; trial < trials; trial++) {
                    times.addNanosAsMillis(launch.time(place.gateway(), output, "status", "--config", place.config()));
                }
                report.row(launch.name(), "ms", times, "<= 400");
            }
            classes(place, first, output, report);
            place.end(agent, first);
        }
    }

    private static void classes(Workplace place, Launch launch, Path output, Report report)
            throws IOException, InterruptedException {
        Path list = place.directory().resolve("classes");
        List<String> program = List.of(launch.program().get(0), "-Xlog:class+load:file=" + list, "-jar", Launch.jar());
        Launch logging = new Launch("", launch.javaHome(), program, launch.environment());
        logging.time(place.gateway(), output, "status", "--config", place.config());
        List<String> lines = Files.readAllLines(list);
        report.row("classes loaded", lines.size(), "");
        for (String library : LIBRARIES) {
            String wanted = library.equals("picocli.") ? "" : "0";
            long count =
                    lines.stream().filter(line -> line.contains(" " + library)).count();
            report.row("classes of " + library + "*", count, wanted);
        }
    }
}
