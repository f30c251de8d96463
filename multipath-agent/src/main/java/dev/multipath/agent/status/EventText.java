package dev.multipath.agent.status;

import dev.multipath.agent.core.Happening;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Renders the journal for a person: a line each, and what was changed indented below. Pure. */
final class EventText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private EventText() {}

    /** @param zone whose clock to show */
    static String render(List<Journal.Entry> entries, ZoneId zone) {
        StringBuilder out = new StringBuilder();
        for (Journal.Entry entry : entries) {
            Happening happening = entry.happening();
            out.append(TIME.format(entry.time().atZone(zone)));
            out.append(" event=").append(happening.eventId()).append(' ');
            if (happening.kind() == Happening.Kind.STATE) {
                out.append(happening.uplink())
                        .append(' ')
                        .append(happening.family())
                        .append(' ');
                out.append(happening.from())
                        .append(" -> ")
                        .append(happening.to())
                        .append(": ");
            } else if (happening.kind() == Happening.Kind.WARNING) {
                out.append("warning: ");
            }
            out.append(happening.text()).append('\n');
            for (String change : happening.changes()) {
                out.append("    ").append(change).append('\n');
            }
        }
        return out.toString();
    }
}
