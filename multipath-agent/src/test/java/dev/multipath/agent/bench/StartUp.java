package dev.multipath.agent.bench;

import dev.multipath.testkit.netns.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** From exec to routes installed, in all ways to start; and what starting anything at all costs. */
final class StartUp implements Measurement {
    @Override
    public String name() {
        return "start";
    }

    @Override
    public void run(Options options, Report report) throws Exception {
        int trials = options.trials(10, 2);
        try (Workplace place = new Workplace()) {
            report.heading("start: from exec (of nsenter) to both families' defaults installed");
            baselines(place, trials, report);
            for (Path javaHome : Jdks.all()) {
                boolean promised = Launch.feature(javaHome).equals("17");
                measure(place, Launch.bare(javaHome), trials, report, "");
                measure(place, Launch.launcher(javaHome, place.directory()), trials, report, promised ? "<= 800" : "");
                Launch archived = Archive.trained(place, javaHome);
                measure(place, archived, trials, report, promised ? "<= 500" : "");
            }
        }
    }

    private static void measure(Workplace place, Launch launch, int trials, Report report, String wanted)
            throws IOException, InterruptedException {
        Distribution times = new Distribution();
        for (int trial = 0; trial < trials; trial++) {
            try (Watch watch = Watch.on(place.gateway())) {
                long start = System.nanoTime();
                Process agent = launch.start(place.gateway(), place.output(), "run", "--config", place.config());
                times.addNanosAsMillis(place.awaitDefaults(agent, watch, start) - start);
                place.end(agent, launch);
            }
        }
        report.row(launch.name(), "ms", times, wanted);
    }

    /** The whole process, from exec to its end. */
    private static void baselines(Workplace place, int trials, Report report) throws IOException, InterruptedException {
        baseline("ip route show", List.of("ip", "route", "show"), place, trials, report);
        for (Path javaHome : Jdks.all()) {
            List<String> hello =
                    new ArrayList<>(List.of(javaHome.resolve("bin/java").toString()));
            hello.addAll(List.of("-cp", System.getProperty("java.class.path"), Hello.class.getName()));
            baseline("empty Java program, JDK " + Launch.feature(javaHome), hello, place, trials, report);
        }
    }

    private static void baseline(String name, List<String> argv, Workplace place, int trials, Report report)
            throws IOException, InterruptedException {
        Namespace gateway = place.gateway();
        Distribution times = new Distribution();
        for (int trial = 0; trial < trials; trial++) {
            long start = System.nanoTime();
            Process process = gateway.start(gateway.processBuilder(argv.toArray(String[]::new))
                    .redirectErrorStream(true)
                    .redirectOutput(place.output().toFile()));
            Launch.awaitGoodEnd(process, place.output());
            times.addNanosAsMillis(System.nanoTime() - start);
        }
        report.row(name + ", to its end", "ms", times);
        Files.deleteIfExists(place.output());
    }
}
