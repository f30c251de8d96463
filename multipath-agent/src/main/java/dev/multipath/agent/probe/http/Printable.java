package dev.multipath.agent.probe.http;

/** Strangers' text in a log: on one line, in ASCII, and not too long. */
final class Printable {
    private static final int MAX = 80;

    private Printable() {}

    static String of(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), MAX); i++) {
            char c = text.charAt(i);
            out.append(c >= ' ' && c < 0x7f ? c : '?');
        }
        return out.append(text.length() > MAX ? "…" : "").toString();
    }
}
