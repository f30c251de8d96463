package dev.multipath.agent.config;

import dev.multipath.netlink.model.AddressFamily;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks for probe settings that each are fine but do not go together.
 *
 * <p>A mistake is shown where the operator would mend it: in {@code [uplink.probe]} if that sets one of the two keys,
 * in {@code [probe]} otherwise, and there only once for all uplinks.
 */
final class ProbeChecks {
    private final TomlSection own;
    private final TomlSection shared;
    private final ProbeDraft draft;
    private final ProbeDraft inherited;

    /**
     * @param own {@code [uplink.probe]}; or {@code [probe]} itself, for uplinks nobody listed
     * @param shared {@code [probe]}
     * @param draft what holds by both together
     * @param inherited what holds by {@code [probe]} alone
     */
    ProbeChecks(TomlSection own, TomlSection shared, ProbeDraft draft, ProbeDraft inherited) {
        this.own = own;
        this.shared = shared;
        this.draft = draft;
        this.inherited = inherited;
    }

    /** @param ipv4Only whether the uplink does without IPv6 */
    void run(boolean ipv4Only) {
        checkOrder("fast-interval", draft.fastInterval(), "interval", draft.interval());
        checkOrder("hold-up", draft.holdUp(), "hold-up-max", draft.holdUpMax());
        checkRtt();
        if (sound("type", "targets") && sound("quorum", "quorum")) {
            checkTargets(ipv4Only);
        }
        warnOfPages();
        if (sound("resolvers", "resolve")) {
            checkResolvers(ipv4Only, AddressFamily.INET, "IPv4");
            checkResolvers(ipv4Only, AddressFamily.INET6, "IPv6");
        }
    }

    /** Over IPv6 only a resolver of IPv6 can be asked, and likewise. */
    private void checkResolvers(boolean ipv4Only, AddressFamily family, String called) {
        Question question = draft.question();
        boolean asked = question.resolve().covers(family) && !(ipv4Only && family.equals(AddressFamily.INET6));
        boolean named = draft.usedTargets(ipv4Only).stream()
                .anyMatch(target -> target.literal().isEmpty());
        boolean known = question.resolvers().isEmpty()
                || question.resolvers().stream().anyMatch(each -> each.family().equals(family));
        if (asked && named && !known) {
            String wrong = "resolvers has no " + called + " address, but resolve is \""
                    + question.resolve().toml() + '"';
            report("resolvers", "resolve", wrong + "; expected one of each family, or none at all");
        }
    }

    /** Of pages on which a captive portal's page would pass for theirs. */
    private void warnOfPages() {
        for (ProbeTarget target : draft.usedTargets(false)) {
            if (target instanceof ProbeTarget.Url url
                    && draft.question().isOpen()
                    && !draft.question().expectsNoContent(url)) {
                String wrong = "any page in the place of " + Quoted.of(url.toString()) + " counts as the right one";
                mending("targets", "type").warn("targets", wrong + ", a captive portal's too; better expect-body");
            }
        }
    }

    private void checkOrder(String shortKey, Duration shorter, String longKey, Duration longer) {
        if (shorter.compareTo(longer) > 0 && sound(shortKey, longKey)) {
            String wrong = said(shortKey, shorter) + " is longer than " + said(longKey, longer);
            report(shortKey, longKey, wrong + "; expected it no longer than that");
        }
    }

    private void checkRtt() {
        String key = "rtt-degraded";
        Optional<Duration> rtt = draft.rttDegraded();
        if (rtt.isPresent() && rtt.get().compareTo(draft.timeout()) >= 0 && sound(key, "timeout")) {
            TomlSection section = mending(key, "timeout");
            String deadline = "no answer is waited for longer than " + said("timeout", draft.timeout());
            section.warn(section.has(key) ? key : "timeout", said(key, rtt.get()) + " never comes about: " + deadline);
        }
    }

    private void checkTargets(boolean ipv4Only) {
        int used = draft.usedTargets(ipv4Only).size();
        if (own != shared
                && own.has("targets")
                && used < draft.usedTargets(false).size()) {
            String wrong = "targets has IPv6 addresses, but gateway6 = \"off\" keeps the uplink IPv4-only";
            own.wrong("targets", wrong + "; expected IPv4 addresses");
            return;
        }
        ProbeConfig config = draft.toConfig(ipv4Only);
        if (used == 0) {
            checkQuorumOfGateway();
        } else {
            checkQuorum(config.targets4().size(), "IPv4");
            checkQuorum(config.targets6().size(), "IPv6");
        }
    }

    /** A quorum meant for the targets of {@code [probe]} is no mistake of an uplink that does without them. */
    private void checkQuorumOfGateway() {
        boolean meant = own.has("quorum") || inherited.usedTargets(false).isEmpty();
        if (draft.quorum() > 1 && meant) {
            String reason = " is more than can answer: without targets, only the gateway is probed";
            report("quorum", "targets", "quorum " + draft.quorum() + reason + "; expected 1, or targets");
        }
    }

    private void checkQuorum(int targets, String family) {
        if (targets > 0 && draft.quorum() > targets) {
            String plural = targets == 1 ? " target" : " targets";
            String wrong = "quorum " + draft.quorum() + " is more than the " + targets + ' ' + family + plural;
            report("quorum", "targets", wrong + "; expected at most " + targets);
        }
    }

    private void report(String key, String other, String message) {
        TomlSection section = mending(key, other);
        section.wrongUnlessBroken(section.has(key) ? key : other, message);
    }

    private TomlSection mending(String key, String other) {
        return own.has(key) || own.has(other) ? own : shared;
    }

    private boolean sound(String key, String other) {
        return own.isSound(key) && own.isSound(other) && shared.isSound(key) && shared.isSound(other);
    }

    private static String said(String key, Duration duration) {
        return key + " \"" + DurationText.of(duration) + '"';
    }
}
