package dev.multipath.agent.shell;

import dev.multipath.agent.coexist.NetworkdConf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** systemd-networkd on this machine: whether it runs, and what its files say of others' routes and rules. */
public final class Networkd {
    private static final NetworkdConf ABSENT = new NetworkdConf(false, false);

    /** What the kernel keeps of its name. */
    private static final String COMMAND = "systemd-network";

    /** Those that count more come last; so do drop-ins behind the files themselves. */
    private static final List<String> PLACES = List.of("usr/lib", "usr/local/lib", "run", "etc");

    private Networkd() {}

    /**
     * As of now.
     *
     * @param root where its files are: {@code /}, unless it runs elsewhere
     */
    public static NetworkdConf read(Path root) {
        if (!Files.isDirectory(root.resolve("run/systemd/netif"))) {
            return ABSENT;
        }
        NetworkdConf conf = NetworkdConf.of(files(root));
        return (conf.managesRoutes() || conf.managesRules()) && runs() ? conf : ABSENT;
    }

    /** The first file of that name in the order of places, and drop-ins by name, one of a later place hiding another. */
    private static List<String> files(Path root) {
        String main = "";
        Map<String, String> dropIns = new TreeMap<>();
        for (String place : PLACES) {
            Path directory = root.resolve(place).resolve("systemd");
            Path file = directory.resolve("networkd.conf");
            main = Files.isRegularFile(file) ? text(file) : main;
            try (DirectoryStream<Path> found =
                    Files.newDirectoryStream(directory.resolve("networkd.conf.d"), "*.conf")) {
                for (Path dropIn : found) {
                    dropIns.put(dropIn.getFileName().toString(), text(dropIn));
                }
            } catch (IOException none) {
                continue;
            }
        }
        List<String> texts = new ArrayList<>(List.of(main));
        texts.addAll(dropIns.values());
        return texts;
    }

    private static boolean runs() {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
            for (Path process : processes) {
                if (text(process.resolve("comm")).strip().equals(COMMAND) && isInThisNamespace(process)) {
                    return true;
                }
            }
            return false;
        } catch (IOException hidden) {
            return false;
        }
    }

    /** One that may not be looked at is taken for the one that matters. */
    private static boolean isInThisNamespace(Path process) {
        try {
            Path namespace = Path.of("ns", "net");
            return Files.readSymbolicLink(process.resolve(namespace))
                    .equals(Files.readSymbolicLink(Path.of("/proc/self").resolve(namespace)));
        } catch (IOException hidden) {
            return true;
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
