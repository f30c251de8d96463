package dev.multipath.agent.ddns.decision;

import dev.multipath.agent.config.DnsSettings;
import dev.multipath.agent.config.PublicAddress;
import dev.multipath.agent.config.PublishSettings;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.uplink.FamilyFacts;
import dev.multipath.agent.uplink.Gateway;
import dev.multipath.agent.uplink.Health;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.agent.uplink.Verdict;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what is to be published: an address for each family of each uplink that lives.
 *
 * <p>An uplink lives that is used without reserve, or that is degraded, or whose targets may be at fault; one that is
 * down, has to prove itself again or is disabled does not. Which tier carries makes no difference: what stands by answers
 * too.
 */
public final class Wishes {
    private static final List<AddressFamily> FAMILIES = List.of(AddressFamily.INET, AddressFamily.INET6);

    private final DnsSettings dns;
    private final PublishSettings settings;
    private final Map<Question, Seen> seen;
    private final List<IpAddress> addresses = new ArrayList<>();
    private final List<Question> questions = new ArrayList<>();
    private final Map<String, Addresses> byUplink = new HashMap<>();
    private final Set<AddressFamily> incomplete = new HashSet<>();
    private final List<String> remarks = new ArrayList<>();
    private boolean settled = true;

    private Wishes(DnsSettings dns, PublishSettings settings, Map<Question, Seen> seen) {
        this.dns = dns;
        this.settings = settings;
        this.seen = seen;
    }

    /**
     * Decides.
     *
     * @param settings of {@code [ddns]} or of {@code [dyndns]}
     * @param seen what pages told so far
     */
    public static Wish of(AgentState state, PublishSettings settings, Map<Question, Seen> seen) {
        Wishes wishes = new Wishes(state.config().dns(), settings, seen);
        List<UplinkView> views = state.views();
        for (UplinkView view : views) {
            for (AddressFamily family : FAMILIES) {
                wishes.consider(view, family);
            }
        }
        return new Wish(
                Addresses.of(wishes.addresses),
                wishes.incomplete,
                wishes.settled && !state.isStarting(),
                ways(state, views),
                wishes.questions,
                wishes.byUplink,
                wishes.remarks);
    }

    private void consider(UplinkView view, AddressFamily family) {
        PublicAddress from = dns.of(view.name(), settings);
        if (!settings.covers(family) || from == PublicAddress.NONE || !lives(view, family)) {
            return;
        }
        settled &= view.health(family).verdict() != Verdict.UNKNOWN;
        FamilyFacts facts = view.facts().family(family);
        Optional<IpAddress> address =
                from == PublicAddress.INTERFACE ? InterfaceAddress.of(facts) : asked(view, family);
        if (address.isPresent() && InterfaceAddress.isPassing(facts, address.get())) {
            remarks.add(view.name() + ": " + address.get() + " is temporary or deprecated and not published");
        } else {
            address.ifPresent(found -> publish(view, found));
        }
    }

    private void publish(UplinkView view, IpAddress address) {
        Optional<String> kind = PublicRange.notPublic(address);
        if (kind.isPresent() && !settings.allowPrivate()) {
            remarks.add(view.name() + ": " + address + " is " + kind.get() + " and not published");
            return;
        }
        addresses.add(address);
        byUplink.merge(view.name(), new Addresses(List.of(address)), (one, other) -> one.and(other.all()));
    }

    /** The address a page told; empty, and noted, while none is known. */
    private Optional<IpAddress> asked(UplinkView view, AddressFamily family) {
        Question question = new Question(
                way(view, family),
                view.facts().family(family).gateway().flatMap(Gateway::address),
                settings.httpUrl().orElseThrow(),
                settings.httpClient());
        if (question.url().literal().isPresent()
                && !question.url().literal().get().family().equals(family)) {
            return Optional.empty();
        }
        questions.add(question);
        Seen answer = seen.get(question);
        if (answer == null) {
            settled = false;
            incomplete.add(family);
            return Optional.empty();
        }
        if (!answer.failure().isEmpty() && !answer.never()) {
            remarks.add(view.name() + ": " + answer.failure());
        }
        if (answer.address().isEmpty() && !answer.never()) {
            incomplete.add(family);
        }
        return answer.address();
    }

    private static boolean lives(UplinkView view, AddressFamily family) {
        Health health = view.health(family);
        return view.enabled()
                && (health.carries() || health.excused())
                && view.facts().missing(family).isEmpty();
    }

    /** Live ones that carry, other live ones, and if there are none, those that carry though they seem dead. */
    private static List<Way> ways(AgentState state, List<UplinkView> views) {
        List<Way> carrying = new ArrayList<>();
        List<Way> others = new ArrayList<>();
        List<Way> last = new ArrayList<>();
        for (AddressFamily family : FAMILIES) {
            for (UplinkView view : views) {
                boolean carries = state.carrying(family).slots().contains(view.slot());
                if (lives(view, family)) {
                    (carries ? carrying : others).add(way(view, family));
                } else if (carries && view.facts().missing(family).isEmpty()) {
                    last.add(way(view, family));
                }
            }
        }
        carrying.addAll(others);
        return carrying.isEmpty() ? last : carrying;
    }

    private static Way way(UplinkView view, AddressFamily family) {
        return new Way(
                view.name(),
                view.config().interfaceName(),
                view.facts().interfaceIndex(),
                view.facts().family(family).source().orElseThrow(),
                view.config().probe().question().resolvers());
    }
}
