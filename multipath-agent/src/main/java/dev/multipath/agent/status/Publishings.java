package dev.multipath.agent.status;

import dev.multipath.agent.core.Publication;
import dev.multipath.agent.status.StatusReport.Publishing;
import dev.multipath.netlink.model.IpAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes how it stands with published addresses. Pure. */
final class Publishings {
    private Publishings() {}

    /** That of one section; empty where it is not configured. */
    static Optional<Publishing> of(String section, List<Publication> all, Moment now) {
        for (Publication each : all) {
            if (each.section().equals(section)) {
                return Optional.of(of(each, now));
            }
        }
        return Optional.empty();
    }

    private static Publishing of(Publication each, Moment now) {
        Optional<Instant> next = each.next().isPresent()
                ? Optional.<Instant>of(now.wallOf(each.next().getAsLong()))
                : Optional.empty();
        return new Publishing(
                each.name(),
                texts(each.wanted()),
                each.published().map(Publishings::texts),
                each.last().map(Publication.Attempt::text),
                each.last().map(Publication.Attempt::ok),
                each.last().map(attempt -> now.wallOf(attempt.at())),
                each.last().map(Publication.Attempt::eventId),
                next,
                each.updates(),
                each.failures(),
                each.remarks());
    }

    private static List<String> texts(List<IpAddress> addresses) {
        List<String> texts = new ArrayList<>(addresses.size());
        for (IpAddress address : addresses) {
            texts.add(address.toString());
        }
        return texts;
    }
}
