package dev.multipath.netlink.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs that are there; the script says where, by system properties. */
final class Contenders {
    /** What the others are compared with. */
    static final String FLOOR = "C floor";

    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final String LIBRARY = "multipath-netlink, JDK ";
    /** As a short-lived program is best started. */
    private static final List<String> SMALL = List.of("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    /** Room for a whole list in the young generation. */
    private static final List<String> ROOMY = List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx256m", "-Xmn160m");

    private static final int FIRST_WITH_NATIVE_ACCESS = 24;
    private static final int FIRST_WITH_AOT_CACHE = 25;

    private final BenchOptions options;
    private final Path directory;
    private final List<Contender> all = new ArrayList<>();

    private Contenders(BenchOptions options, Path directory) {
        this.options = options;
        this.directory = directory;
    }

    /** The programs of a part, as they are to be started. */
    static List<Contender> of(Part part, BenchOptions options, Path directory) throws IOException {
        Contenders contenders = new Contenders(options, directory);
        String routes = Integer.toString(options.routes());
        switch (part) {
            case WORK ->
                contenders.working(
                        List.of(routes, Integer.toString(options.replaces()), Integer.toString(options.events())));
            case FIRST -> contenders.first(List.of(Integer.toString(Task.FIRST_ROUTES)));
            case STORM -> contenders.storm(List.of(routes));
            case LIST -> contenders.listing();
            case FULL -> contenders.reading();
        }
        return contenders.all;
    }

    /** What gives a namespace its routes before it is read. */
    static List<String> filling(BenchOptions options) {
        return List.of(System.getProperty("bench.floor"), "fill", Integer.toString(options.routes()));
    }

    private void working(List<String> numbers) throws IOException {
        ip(List.of(), command(List.of("work"), numbers));
        others(List.of(), command(List.of("work"), numbers));
        for (Path jdk : jdks()) {
            String name = LIBRARY + feature(jdk);
            add(new Contender(name, java(jdk, List.of(), LibraryWork.class, numbers)));
            add(new Contender(name + ", 160 MiB young", java(jdk, ROOMY, LibraryWork.class, numbers)));
        }
    }

    private void first(List<String> numbers) throws IOException {
        others(List.of(), command(List.of("first"), numbers));
        for (Path jdk : jdks()) {
            String name = LIBRARY + feature(jdk);
            add(new Contender(name, java(jdk, List.of(), FirstAdds.class, numbers)));
            add(new Contender(name + ", small", java(jdk, SMALL, FirstAdds.class, numbers)));
            archived(List.of(), jdk, FirstAdds.class, numbers);
        }
    }

    private void storm(List<String> numbers) throws IOException {
        others(List.of(), command(List.of("storm"), numbers));
        for (Path jdk : jdks()) {
            add(new Contender(LIBRARY + feature(jdk), java(jdk, List.of(), EventStorm.class, numbers)));
        }
    }

    private void listing() throws IOException {
        List<String> measure = List.of(System.getProperty("bench.measure"), "list", "3");
        ip(measure, List.of("list"));
        others(measure, List.of("list"));
        for (Path jdk : jdks()) {
            String name = LIBRARY + feature(jdk);
            add(new Contender(
                    "empty program, JDK " + feature(jdk) + ", small",
                    command(measure, java(jdk, SMALL, Hello.class, List.of()))));
            add(new Contender(name, command(measure, java(jdk, List.of(), ListNamespace.class, List.of()))));
            add(new Contender(name + ", small", command(measure, java(jdk, SMALL, ListNamespace.class, List.of()))));
            archived(measure, jdk, ListNamespace.class, List.of());
        }
    }

    private void reading() throws IOException {
        List<String> measure = List.of(System.getProperty("bench.measure"), "full-list", "3");
        ip(measure, List.of("list"));
        others(measure, List.of("list"));
        for (Path jdk : jdks()) {
            String name = LIBRARY + feature(jdk) + ", small, ";
            add(new Contender(name + "a walk", command(measure, java(jdk, SMALL, WalkNamespace.class, List.of()))));
            add(new Contender(name + "a list", command(measure, java(jdk, SMALL, ListNamespace.class, List.of()))));
        }
    }

    private void ip(List<String> prefix, List<String> arguments) {
        add(new Contender("iproute2", command(prefix, List.of(System.getProperty("bench.iproute2")), arguments)));
    }

    private void others(List<String> prefix, List<String> arguments) {
        add(new Contender(FLOOR, command(prefix, List.of(System.getProperty("bench.floor")), arguments)));
        String go = System.getProperty("bench.vishvananda", "");
        if (!go.isEmpty()) {
            add(new Contender("vishvananda/netlink", command(prefix, List.of(go), arguments)));
        }
        String python = System.getProperty("bench.pyroute2", "");
        if (!python.isEmpty()) {
            add(new Contender("pyroute2", command(prefix, List.of("/usr/bin/python3", python), arguments)));
        }
    }

    private void archived(List<String> prefix, Path jdk, Class<?> main, List<String> arguments) throws IOException {
        int feature = feature(jdk);
        boolean aot = feature >= FIRST_WITH_AOT_CACHE;
        Path archive = directory.resolve(main.getSimpleName() + "-" + feature);
        String make = (aot ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive;
        String use = (aot ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive;
        add(new Contender(
                LIBRARY + feature + (aot ? ", small, AOT cache" : ", small, class archive"),
                java(jdk, with(SMALL, make), main, arguments),
                command(prefix, java(jdk, with(SMALL, use), main, arguments))));
    }

    private void add(Contender contender) {
        if (options.wants(contender.name())) {
            all.add(contender);
        }
    }

    private static List<String> java(Path jdk, List<String> flags, Class<?> main, List<String> arguments)
            throws IOException {
        List<String> command =
                new ArrayList<>(List.of(jdk.resolve("bin/java").toString(), "-Dslf4j.internal.verbosity=ERROR"));
        if (feature(jdk) >= FIRST_WITH_NATIVE_ACCESS) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(flags);
        command.addAll(List.of("-cp", CLASS_PATH, main.getName()));
        command.addAll(arguments);
        return command;
    }

    private static List<String> with(List<String> flags, String flag) {
        return command(flags, List.of(flag));
    }

    @SafeVarargs
    private static List<String> command(List<String>... parts) {
        List<String> whole = new ArrayList<>();
        for (List<String> part : parts) {
            whole.addAll(part);
        }
        return whole;
    }

    /** This one, and the one the script found beside it. */
    private static List<Path> jdks() {
        List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        String other = System.getProperty("bench.jdk", "");
        if (!other.isEmpty()) {
            homes.add(Path.of(other));
        }
        return homes;
    }

    private static int feature(Path jdk) throws IOException {
        for (String line : Files.readAllLines(jdk.resolve("release"))) {
            if (line.startsWith("JAVA_VERSION=\"")) {
                return Runtime.Version.parse(line.substring(14, line.length() - 1))
                        .feature();
            }
        }
        throw new IOException("no JAVA_VERSION in " + jdk.resolve("release"));
    }
}
