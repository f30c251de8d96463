package dev.multipath.agent.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads all {@code [[route]]} sections and the files they name. */
final class RouteReader {
    private static final Otherwise[] OTHERWISE = {Otherwise.BALANCE, Otherwise.UNREACHABLE};

    private final Mistakes mistakes;
    private final ViaReader via;
    private final PrefixFiles files;
    private final PrefixCollector collector;

    RouteReader(Mistakes mistakes, ViaReader via, PrefixFiles files, PrefixCollector collector) {
        this.mistakes = mistakes;
        this.via = via;
        this.files = files;
        this.collector = collector;
    }

    /** In the order of the file; their destinations go to the collector. */
    List<RouteConfig> read(List<TomlSection> sections) {
        List<RouteConfig> routes = new ArrayList<>();
        NameList names = new NameList("route");
        for (TomlSection section : sections) {
            section.checkKeys(KnownKeys.ROUTE_KEYS);
            String name = names.read(section);
            collector.begin(name);
            destinations(section);
            List<String> uplinks = via.read(section, false);
            routes.add(new RouteConfig(name, uplinks, Values.word(section, "otherwise", OTHERWISE, Otherwise.BALANCE)));
        }
        return routes;
    }

    /** What is wrong with a destination that is everything. */
    static Optional<String> everything(PrefixText parsed) {
        boolean all = parsed.prefix().isPresent() && parsed.prefix().get().isAll();
        return all
                ? Optional.of(" is every destination; expected parts of it, or a [[policy]] with it in to")
                : Optional.empty();
    }

    private void destinations(TomlSection section) {
        if (section.lacks("to") && section.lacks("to-file")) {
            String message = "[[route]] has neither to nor to-file; expected one such as to = [\"198.51.100.0/24\"]";
            section.wrongUnlessBroken("to", message);
        }
        List<Values.Text> texts = section.has("to") ? Values.strings(section, "to") : List.of();
        for (Values.Text text : texts) {
            PrefixText parsed = PrefixText.parse(text.text());
            Optional<String> all = everything(parsed);
            if (parsed.prefix().isEmpty() || all.isPresent()) {
                section.wrong("to", text.at(), "to " + Quoted.of(text.text()) + all.orElse(parsed.complaint()));
            } else {
                collector.add(parsed.prefix().get(), text.at());
            }
        }
        if (section.has("to") && texts.isEmpty() && section.isSound("to") && section.lacks("to-file")) {
            section.wrong("to", "to is empty; expected " + PrefixText.EXPECTED + ", or a to-file");
        }
        Values.string(section, "to-file", "an absolute path").ifPresent(path -> file(section, path));
        if (collector.size() > PrefixTable.MAX_SIZE) {
            String much = "more than " + PrefixTable.MAX_SIZE + " destinations in all";
            section.wrong("to-file", much + "; expected at most " + PrefixTable.MAX_SIZE);
        }
    }

    private void file(TomlSection section, String path) {
        if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
            String message = "to-file " + Quoted.of(path) + " is no absolute path; expected one that begins with \"/\"";
            section.wrong("to-file", message);
            return;
        }
        PrefixFiles.Content content = files.read(path);
        if (content.text().isEmpty()) {
            String message = "to-file " + Quoted.of(path) + " cannot be read: " + content.why();
            section.wrong("to-file", message + "; expected a file with one prefix a line");
        } else {
            new PrefixFileReader(mistakes, collector).read(path, content.text().get());
        }
    }
}
