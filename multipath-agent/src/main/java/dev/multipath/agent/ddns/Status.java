package dev.multipath.agent.ddns;

import dev.multipath.agent.core.Publication;
import dev.multipath.agent.ddns.decision.Addresses;
import dev.multipath.agent.ddns.decision.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How it stands, counted along; one thread writes, any reads. */
final class Status {
    private final String section;
    private volatile Optional<Publication> now = Optional.empty();
    private Optional<Publication.Attempt> last = Optional.empty();
    private Optional<Addresses> published = Optional.empty();
    private long updates;
    private long failures;

    Status(String section) {
        this.section = section;
    }

    Optional<Publication> now() {
        return now;
    }

    /** The section is not there (any more). */
    void none() {
        now = Optional.empty();
        last = Optional.empty();
        published = Optional.empty();
    }

    /** What is published is known again, by asking or by having changed it. */
    void stands(Addresses found, boolean changed, long at, String text, long eventId) {
        published = Optional.of(found);
        updates += changed ? 1 : 0;
        last = Optional.of(new Publication.Attempt(at, true, text, eventId));
    }

    void failed(long at, String text, long eventId) {
        failures++;
        last = Optional.of(new Publication.Attempt(at, false, text, eventId));
    }

    /**
     * Shows it beside what is wanted.
     *
     * @param next when something will be asked or sent
     * @param remark besides those of the wish, unless it is empty
     */
    void show(String name, Wish wish, OptionalLong next, String remark) {
        List<String> remarks = new ArrayList<>(wish.remarks());
        if (!remark.isEmpty()) {
            remarks.add(remark);
        }
        now = Optional.of(new Publication(
                section,
                name,
                wish.addresses().all(),
                published.map(Addresses::all),
                last,
                next,
                updates,
                failures,
                remarks));
    }
}
