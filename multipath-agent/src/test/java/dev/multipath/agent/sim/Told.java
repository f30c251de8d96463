package dev.multipath.agent.sim;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.config.NoticeKind;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.notify.Notice;
import dev.multipath.agent.notify.TestBook;
import dev.multipath.agent.uplink.UplinkState;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.testkit.sim.Invariant;
import dev.multipath.testkit.sim.Simulation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What hooks and mail would be told: the real notice book, asked as the notifier asks it, at whatever the agent says or
 * does. The last word on each uplink and family is what it is, "down" is said of what is out and of nothing else, nothing
 * is said twice, none is "up" to begin with, and "all-down" and "recovered" take turns.
 */
final class Told implements Invariant {
    private static final String UP = NoticeKind.UP.toml();
    private static final String DOWN = NoticeKind.DOWN.toml();
    private static final String ALL = "all";
    private static final Set<UplinkState> PASSING = Set.of(UplinkState.SUSPECT, UplinkState.UNKNOWN);

    private final Simulation simulation;
    private TestBook book = new TestBook();
    private @Nullable AgentConfig config;
    private final Map<String, String> last = new HashMap<>();
    private final Set<String> wasIn = new HashSet<>();
    private final List<String> outage = new ArrayList<>();
    private Optional<String> wrong = Optional.empty();

    Told(Simulation simulation, VirtualAgent agent) {
        this.simulation = simulation;
        agent.onHappening(this::look);
        agent.onCrash(state -> begin());
    }

    @Override
    public Optional<String> violation() {
        return wrong;
    }

    private void begin() {
        book = new TestBook();
        last.clear();
        wasIn.clear();
        outage.clear();
    }

    // What did not change is the same object.
    @SuppressWarnings("ReferenceEquality")
    private void look(AgentState state, long eventId) {
        if (!state.isStarting() && state.config() != config) {
            config = state.config();
            Set<String> known = known(state);
            last.keySet().retainAll(known);
            wasIn.retainAll(known);
        }
        Instant now = Instant.ofEpochSecond(0, simulation.clock().nanos());
        for (Notice notice : book.look(eventId, state, now)) {
            if (!notice.event().equals(NoticeKind.ADDRESS.toml())) {
                told(notice);
            }
        }
        if (!state.isStarting()) {
            compare(state);
        }
    }

    /** The last word on each uplink is what it is. One that is on its way somewhere is as it was before. */
    private void compare(AgentState state) {
        for (UplinkView view : state.views()) {
            for (AddressFamily family : Truth.FAMILIES) {
                String key = view.name() + " " + family;
                String word = last.get(key);
                boolean in = Notices.isIn(view.state(family));
                if (in && DOWN.equals(word) && !PASSING.contains(view.state(family))) {
                    wrong = Optional.of(key + " is " + view.state(family) + " and was told to be down");
                } else if (!in && !DOWN.equals(word) && wasIn.contains(key)) {
                    wrong = Optional.of(key + " is " + view.state(family) + " and nobody was told");
                }
                if (in) {
                    wasIn.add(key);
                }
            }
        }
    }

    /** Of an uplink that a configuration leaves out nothing more is told, and it begins anew when it is back. */
    private static Set<String> known(AgentState state) {
        Set<String> known = new HashSet<>(Set.of(ALL));
        for (UplinkView view : state.views()) {
            for (AddressFamily family : Truth.FAMILIES) {
                known.add(view.name() + " " + family);
            }
        }
        return known;
    }

    private void told(Notice notice) {
        boolean ofAll = notice.uplink().isEmpty();
        String key = ofAll ? ALL : notice.uplink() + " " + notice.family();
        simulation.log("#" + notice.eventId() + " NOTICE " + key + " " + notice.event());
        String before = last.put(key, notice.event());
        Set<String> usual = Set.of(UP, NoticeKind.RECOVERED.toml());
        if (notice.event().equals(DOWN) && isIn(notice)) {
            wrong = Optional.of(key + " is told to be down while it is " + notice.state());
        } else if (notice.event().equals(before) || (before == null && usual.contains(notice.event()))) {
            wrong = Optional.of(
                    key + " is told to be " + notice.event() + " after " + (before == null ? "nothing" : before));
        }
        outage.add(key + " " + notice.event());
    }

    private static boolean isIn(Notice notice) {
        return Notices.isIn(UplinkState.valueOf(notice.state().toUpperCase(Locale.ROOT)));
    }

    /** What comes from now on is of another outage. */
    void outageBegins() {
        outage.clear();
    }

    /** Since then. */
    List<String> outage() {
        return outage;
    }

    /** Of whom the last word is not that it is up, though everything is. */
    Set<String> leftOpen() {
        Set<String> open = new TreeSet<>();
        last.forEach((key, event) -> {
            if (!event.equals(UP) && !event.equals(NoticeKind.RECOVERED.toml())) {
                open.add(key + " " + event);
            }
        });
        return open;
    }
}
