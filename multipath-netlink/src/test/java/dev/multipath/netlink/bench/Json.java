package dev.multipath.netlink.bench;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;

/** Every single figure for other programs to read: one object with "machine", "command" and "figures". */
final class Json {
    private Json() {}

    static String of(Results results, String machine, List<String> arguments) {
        StringBuilder out = new StringBuilder("{\n\"machine\": ");
        string(out, machine).append(",\n\"command\": ");
        string(out, ("scripts/bench-netlink " + String.join(" ", arguments)).strip());
        out.append(",\n\"figures\": [");
        String separator = "\n";
        for (Results.Entry entry : results.entries()) {
            out.append(separator).append("{\"round\": ").append(entry.round()).append(", \"program\": ");
            string(out, entry.program()).append(", \"work\": ");
            string(out, entry.figure().task().word()).append(", \"values\": [");
            out.append(entry.figure().values().stream().map(String::valueOf).collect(joining(", ")))
                    .append("]}");
            separator = ",\n";
        }
        return out.append("\n]\n}\n").toString();
    }

    private static StringBuilder string(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"');
    }
}
