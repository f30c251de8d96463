package dev.multipath.agent.detection;

import java.util.Locale;

/** A drawing, element by element. Small enough to be read, and no library. */
final class Svg {
    private final StringBuilder text = new StringBuilder();

    Svg(int width, int height, String title) {
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"sans-serif\" font-size=\"12\" role=\"img\">",
                width, height, width, height);
        line("<title>%s</title>", escaped(title));
        line("<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>", width, height);
        text(width / 2.0, 20, "middle", "#000", title);
    }

    void text(double x, double y, String anchor, String colour, String words) {
        line(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
                x, y, anchor, colour, escaped(words));
    }

    /** Along the left edge, upwards. */
    void upwards(double x, double y, String words) {
        line(
                "<text transform=\"translate(%.1f %.1f) rotate(-90)\" text-anchor=\"middle\">%s</text>",
                x, y, escaped(words));
    }

    void stroke(double x1, double y1, double x2, double y2, String colour) {
        line("<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"%s\"/>", x1, y1, x2, y2, colour);
    }

    /** @param what is told by a browser that hovers over it */
    void dot(double x, double y, double radius, String colour, String what) {
        line(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\""
                        + " fill-opacity=\"0.8\"><title>%s</title></circle>",
                x, y, radius, colour, escaped(what));
    }

    String finish() {
        return text + "</svg>\n";
    }

    private void line(String pattern, Object... values) {
        text.append(String.format(Locale.ROOT, pattern, values)).append('\n');
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
