package dev.multipath.agent.config;

import java.util.Optional;

/** Reads a {@code to-file}: one destination a line, {@code #} and what follows it left aside. */
final class PrefixFileReader {
    /** So many mistakes of one file are shown: the wrong file has one in every line. */
    private static final int MOST_MISTAKES = 20;

    private final Mistakes mistakes;
    private final PrefixCollector collector;

    PrefixFileReader(Mistakes mistakes, PrefixCollector collector) {
        this.mistakes = mistakes;
        this.collector = collector;
    }

    void read(String path, String text) {
        collector.beginFile(path);
        int line = 1;
        int wrong = 0;
        int start = 0;
        while (start < text.length() && collector.size() <= PrefixTable.MAX_SIZE) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            Optional<String> complaint = line(text, start, end, line);
            if (complaint.isPresent()) {
                wrong++;
                if (wrong > MOST_MISTAKES) {
                    mistakes.add(
                            path,
                            line,
                            1,
                            "more than " + MOST_MISTAKES + " lines are wrong; expected " + PrefixText.EXPECTED
                                    + " in each");
                    return;
                }
                mistakes.add(path, line, column(text, start, end), complaint.get());
            }
            line++;
            start = end + 1;
        }
    }

    private Optional<String> line(String text, int start, int end, int number) {
        int hash = text.indexOf('#', start);
        String content =
                text.substring(start, hash >= 0 && hash < end ? hash : end).strip();
        if (content.isEmpty()) {
            return Optional.empty();
        }
        PrefixText parsed = PrefixText.parse(content);
        Optional<String> all = RouteReader.everything(parsed);
        if (parsed.prefix().isEmpty() || all.isPresent()) {
            return Optional.of(Quoted.of(content) + all.orElse(parsed.complaint()));
        }
        collector.addLine(parsed.prefix().get(), number, column(text, start, end));
        return Optional.empty();
    }

    private static int column(String text, int start, int end) {
        int at = start;
        while (at < end && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at - start + 1;
    }
}
