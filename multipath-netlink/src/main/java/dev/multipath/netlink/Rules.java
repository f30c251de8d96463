package dev.multipath.netlink;

import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_CREATE;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_EXCL;

import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.codec.RuleCodec;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rules of the routing policy database: {@code ip rule}.
 *
 * <p>Every method throws a {@link NetlinkException} when the kernel refuses or cannot be asked.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-rule.8.html">ip-rule(8)</a>
 */
public final class Rules {
    private final Conversation conversation;
    private final Duration timeout;

    Rules(Conversation conversation, Duration timeout) {
        this.conversation = conversation;
        this.timeout = timeout;
    }

    /** Every IPv4 rule, then every IPv6 rule, each in order of priority, which is always there. */
    public List<Rule> list() {
        List<Rule> rules = list(AddressFamily.INET);
        rules.addAll(list(AddressFamily.INET6));
        return rules;
    }

    /** The rules of one family in order of priority. */
    public List<Rule> list(AddressFamily family) {
        List<Rule> rules = new ArrayList<>();
        conversation.dump(new RuleRequest.Dump(requireIp(family)), timeout, new Gathering<>(rules, Rules::decode), 0);
        return rules;
    }

    /**
     * Shows every rule to a visitor one by one, IPv4 first, each family in order of priority; none is kept.
     *
     * @throws NetlinkException.DumpInterrupted at the end, when the kernel dropped a part and the visitor does not start
     *     over
     */
    public void walk(Visitor<? super Rule> visitor) {
        walk(List.of(AddressFamily.INET, AddressFamily.INET6), visitor);
    }

    /**
     * Shows the rules of one family to a visitor one by one, in order of priority; none is kept.
     *
     * @throws NetlinkException.DumpInterrupted at the end, when the kernel dropped a part and the visitor does not start
     *     over
     */
    public void walk(AddressFamily family, Visitor<? super Rule> visitor) {
        walk(List.of(family), visitor);
    }

    private void walk(List<AddressFamily> families, Visitor<? super Rule> visitor) {
        List<Request> requests = new ArrayList<>(2);
        for (AddressFamily family : families) {
            requests.add(new RuleRequest.Dump(requireIp(family)));
        }
        conversation.dump(requests, timeout, new Walk<>(Rules::decode, visitor), 0, 0);
    }

    /** Adds a rule: refused with EEXIST where the same one exists, its protocol included. */
    public void add(Rule rule) {
        if (!addIfAbsent(rule)) {
            Optional<String> text = Optional.of("the rule exists");
            throw new NetlinkException.Rejected(
                    addition(NLM_F_EXCL, rule).words(), Rejection.of(Errno.EEXIST.value(), text));
        }
    }

    /**
     * Like {@link #add}, but false where the same rule exists.
     *
     * <p>The kernel also says EEXIST for a rule that is like another but for being wider ({@code from all} beside
     * {@code from 10.0.0.0/8}) or inverted; such a rule is added all the same.
     */
    public boolean addIfAbsent(Rule rule) {
        if (conversation.execute(addition(NLM_F_EXCL, rule), timeout, Errno.EEXIST.value(), 0)) {
            return true;
        }
        for (Rule listed : list(rule.family())) {
            if (RuleIdentity.same(rule, listed)) {
                return false;
            }
        }
        conversation.execute(addition(0, rule), timeout);
        return true;
    }

    /**
     * Deletes a rule as {@link #list()} shows it; one without a priority stands for the first otherwise the same. ENOENT
     * where there is none.
     *
     * <p>The kernel would take what the rule leaves open for "any" and delete the first that fits. So the rules are
     * listed first, and nothing is deleted where that would be another one.
     *
     * @throws NetlinkException.Ambiguous when another rule stands before this one that the kernel would delete instead
     */
    public void delete(Rule rule) {
        if (!deleteIfPresent(rule)) {
            throw new NetlinkException.Rejected(
                    deletion(rule).words(), Rejection.of(Errno.ENOENT.value(), Optional.of("no such rule")));
        }
    }

    /** Like {@link #delete}, but false where there is no such rule. */
    public boolean deleteIfPresent(Rule rule) {
        Optional<Rule> before = Optional.empty();
        for (Rule listed : list(rule.family())) {
            if (RuleIdentity.same(rule, listed)) {
                if (before.isPresent()) {
                    throw new NetlinkException.Ambiguous(
                            deletion(rule).words(), before.get().toString());
                }
                return conversation.execute(deletion(rule), timeout, Errno.ENOENT.value(), 0);
            }
            if (before.isEmpty() && RuleIdentity.kernelMatches(rule, listed)) {
                before = Optional.of(listed);
            }
        }
        return false;
    }

    private static AddressFamily requireIp(AddressFamily family) {
        if (!family.isIp()) {
            throw new IllegalArgumentException("not an IP address family: " + family);
        }
        return family;
    }

    static Request addition(int flags, Rule rule) {
        return new RuleRequest.Change(Rtm.RTM_NEWRULE, NLM_F_CREATE | flags, rule, "add");
    }

    static Request deletion(Rule rule) {
        return new RuleRequest.Change(Rtm.RTM_DELRULE, 0, rule, "delete");
    }

    /** What the kernel leaves out is priority 0. */
    private static @Nullable Rule decode(MessageReader message) throws DecodeException {
        if (message.type() != Rtm.RTM_NEWRULE || !RuleCodec.isTyped(message)) {
            return null;
        }
        Rule rule = RuleCodec.decode(message);
        return rule.priority().isPresent() ? rule : rule.priority(0);
    }
}
