package dev.multipath.netlink.coverage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** What stays raw and why: {@code set/attribute} lines, under the reason in brackets. */
record RawList(Map<String, String> reasons) {

    /** The list in a file of the test resources. */
    static RawList of(String resource) {
        Map<String, String> reasons = new TreeMap<>();
        String reason = "";
        for (String line : lines(resource)) {
            if (line.startsWith("[")) {
                reason = line.substring(1, line.length() - 1);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                reasons.put(line, reason);
            }
        }
        return new RawList(reasons);
    }

    /** Everything listed. */
    TreeSet<String> names() {
        return new TreeSet<>(reasons.keySet());
    }

    private static List<String> lines(String resource) {
        try (InputStream in = Objects.requireNonNull(RawList.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
