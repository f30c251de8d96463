package dev.multipath.agent.notify;

import dev.multipath.agent.config.NoticeKind;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.Grounds;
import dev.multipath.agent.uplink.Carrying.Ground;
import dev.multipath.agent.uplink.FamilyFacts;
import dev.multipath.agent.uplink.Gateway;
import dev.multipath.agent.uplink.Lease;
import dev.multipath.agent.uplink.UplinkState;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Link;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What has been told of each uplink and family, and so what there is to tell of another state of the agent. What passes
 * (suspect, unknown, proving) is not told of: one outage is one {@code down} and one {@code up}. Pure, of one thread.
 */
final class NoticeBook {
    private static final List<AddressFamily> FAMILIES = List.of(AddressFamily.INET, AddressFamily.INET6);
    private static final String UNKNOWN = "unknown";

    /** Of one uplink in one family; without {@code told}, nothing yet; a family that never played a part is left out. */
    private record Page(
            Optional<NoticeKind> told, Instant since, Set<String> addresses, List<String> delegated, boolean played) {}

    private record Key(String uplink, AddressFamily family) {}

    private final Map<Key, Page> pages = new HashMap<>();
    private Optional<Instant> allDown = Optional.empty();

    /** Takes things as they are, and nothing of it for news. */
    void begin(AgentState state, Instant at) {
        look(0, state, at);
    }

    /**
     * What there is to tell, in order: of the uplinks, then of all of them.
     *
     * @param eventId of what led to this state
     */
    List<Notice> look(long eventId, AgentState state, Instant at) {
        List<Notice> notices = new ArrayList<>();
        if (state.isStarting()) {
            return notices;
        }
        List<UplinkView> views = state.views();
        Set<Key> seen = new HashSet<>();
        for (UplinkView view : views) {
            for (AddressFamily family : FAMILIES) {
                Key key = new Key(view.name(), family);
                seen.add(key);
                if (view.facts().family(family).wanted()) {
                    Page page = page(key, view, state, at);
                    look(key, view, page, eventId, at, notices);
                }
            }
        }
        pages.keySet().retainAll(seen);
        if (!views.isEmpty()) {
            lookAtAll(eventId, state, views, at).ifPresent(notices::add);
        }
        return notices;
    }

    /** With the prefixes of now; those of earlier while the device or its lease is gone. */
    private Page page(Key key, UplinkView view, AgentState state, Instant at) {
        Page page = pages.getOrDefault(key, new Page(Optional.empty(), at, Set.of(), List.of(), false));
        List<String> now = delegated(key.family(), view, state);
        return now.isEmpty() ? page : new Page(page.told(), page.since(), page.addresses(), now, page.played());
    }

    private static List<String> delegated(AddressFamily family, UplinkView view, AgentState state) {
        if (family.equals(AddressFamily.INET)
                || view.facts().link().isEmpty()
                || state.snapshot().isEmpty()) {
            return List.of();
        }
        Link link = view.facts().link().get();
        List<Lease> leases = state.snapshot().get().surroundings().leases();
        return leases.isEmpty() ? List.of() : delegated(leases, link);
    }

    private static List<String> delegated(List<Lease> leases, Link link) {
        return leases.stream()
                .filter(lease -> lease.isFor(link))
                .flatMap(lease -> lease.delegated().stream())
                .map(IpPrefix::toString)
                .distinct()
                .toList();
    }

    private void look(Key key, UplinkView view, Page page, long eventId, Instant at, List<Notice> notices) {
        FamilyFacts facts = view.facts().family(key.family());
        boolean played = page.played() || facts.present();
        boolean plays = played || view.leadingFamily().equals(key.family());
        List<String> addresses = addresses(facts);
        Optional<NoticeKind> now = plays ? verdict(view.state(key.family())) : Optional.empty();
        Optional<NoticeKind> told = page.told();
        Instant since = page.since();
        if (now.isPresent() && !now.equals(told)) {
            // That an uplink is up when the agent starts is no news.
            if (told.isPresent() || now.get() != NoticeKind.UP) {
                notices.add(notice(now.get(), key, view, facts, page, eventId, at));
            }
            told = now;
            since = at;
        }
        Set<String> last = page.addresses();
        if (!addresses.isEmpty()) {
            Set<String> current = Set.copyOf(addresses);
            if (!last.isEmpty() && !last.equals(current)) {
                notices.add(notice(NoticeKind.ADDRESS, key, view, facts, page, eventId, at));
            }
            last = current;
        }
        pages.put(key, new Page(told, since, last, page.delegated(), played));
    }

    /** Empty for what does not last. */
    private static Optional<NoticeKind> verdict(UplinkState state) {
        return switch (state) {
            case UP -> Optional.of(NoticeKind.UP);
            case DEGRADED -> Optional.of(NoticeKind.DEGRADED);
            case DOWN, PROVING, DISABLED, ABSENT -> Optional.of(NoticeKind.DOWN);
            case SUSPECT, UNKNOWN -> Optional.empty();
        };
    }

    private static Notice notice(
            NoticeKind kind, Key key, UplinkView view, FamilyFacts facts, Page page, long eventId, Instant at) {
        boolean over = kind != NoticeKind.ADDRESS && page.told().equals(Optional.of(NoticeKind.DOWN));
        return new Notice(
                eventId,
                at,
                kind.toml(),
                key.uplink(),
                view.config().interfaceName(),
                key.family().toString(),
                view.state(key.family()).word(),
                page.told().map(NoticeKind::toml).orElse(UNKNOWN),
                reason(kind, key, view, page),
                addresses(facts),
                page.delegated(),
                facts.gateway().map(Gateway::toString),
                over ? Optional.of(Duration.between(page.since(), at).toSeconds()) : Optional.empty());
    }

    private static String reason(NoticeKind kind, Key key, UplinkView view, Page page) {
        if (kind == NoticeKind.ADDRESS) {
            return "had " + String.join(", ", sorted(page.addresses()));
        }
        return view.enabled() ? view.reason(key.family()) : "disabled";
    }

    private Optional<Notice> lookAtAll(long eventId, AgentState state, List<UplinkView> views, Instant at) {
        List<String> reasons = new ArrayList<>();
        boolean carried = false;
        for (AddressFamily family : FAMILIES) {
            Ground ground = state.carrying(family).ground();
            carried |= ground == Ground.LIVE || ground == Ground.DEGRADED || ground == Ground.PROVING;
            if (views.stream().anyMatch(view -> view.facts().family(family).present())) {
                Grounds.text(family, state.carrying(family)).ifPresent(reasons::add);
            }
        }
        if (carried != allDown.isPresent()) {
            return Optional.empty();
        }
        Optional<Long> outage = allDown.map(since -> Duration.between(since, at).toSeconds());
        allDown = carried ? Optional.empty() : Optional.of(at);
        String reason = reasons.isEmpty() ? "no uplink can be used" : String.join("; ", reasons);
        return Optional.of(new Notice(
                eventId,
                at,
                (carried ? NoticeKind.RECOVERED : NoticeKind.ALL_DOWN).toml(),
                "",
                "",
                "",
                carried ? "up" : "down",
                carried ? "down" : "up",
                carried && reasons.isEmpty() ? "an uplink answers" : reason,
                List.of(),
                List.of(),
                Optional.empty(),
                outage));
    }

    private static List<String> addresses(FamilyFacts facts) {
        return facts.addresses().stream()
                .map(address -> address.local().toString())
                .toList();
    }

    private static List<String> sorted(Set<String> addresses) {
        return addresses.stream().sorted(Comparator.naturalOrder()).toList();
    }
}
