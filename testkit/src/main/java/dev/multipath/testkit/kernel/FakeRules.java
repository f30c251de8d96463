package dev.multipath.testkit.kernel;

import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_EXCL;

import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.codec.Rtnlgrp;
import dev.multipath.netlink.codec.RuleCodec;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import dev.multipath.netlink.wire.NativeOrder;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules of one family, in order of priority: {@code fib_rules.c}. */
final class FakeRules {
    private static final int FLAGS_OFFSET = 8;
    private static final long UNRESOLVED = 4;
    private static final long INPUT_DETACHED = 8;
    private static final long OUTPUT_DETACHED = 16;
    /** Rules visited in one lookup: gotos only go forward, so no rule comes twice. */
    private static final int MAX_STEPS = 100_000;

    /**
     * What a table answered.
     *
     * @param prefixLength of the route found, for {@code suppress_prefixlength}
     * @param device it leads out by, for {@code suppress_ifgroup}
     */
    record Result<T>(T value, int prefixLength, int device) {}

    /** Looks into one table; empty = go on with the next rule. */
    interface Table<T> {
        Optional<Result<T>> lookup(long table) throws Refusal;
    }

    private final AddressFamily family;
    private final Notices notices;
    private final FakeLinks links;
    private final List<Rule> rules = new ArrayList<>();
    private boolean customised;

    FakeRules(AddressFamily family, Notices notices, FakeLinks links) {
        this.family = family;
        this.notices = notices;
        this.links = links;
        rules.add(initial(0, RouteTable.LOCAL));
        rules.add(initial(32766, RouteTable.MAIN));
        if (family.equals(AddressFamily.INET)) {
            rules.add(initial(32767, RouteTable.DEFAULT));
        }
    }

    void copyFrom(FakeRules other) {
        rules.clear();
        rules.addAll(other.rules);
        customised = other.customised;
    }

    private Rule initial(long priority, RouteTable table) {
        return Rule.lookup(family, table)
                .priority(priority)
                .protocol(Protocol.KERNEL)
                .suppressPrefixLength(-1);
    }

    /** Whether the rules were ever changed: until then IPv4 looks into local and main as into one table, main. */
    boolean areCustom() {
        return customised;
    }

    List<Rule> all() {
        return List.copyOf(rules);
    }

    /** {@code RTM_NEWRULE}. */
    Rule add(int flags, MessageReader request) throws Refusal, DecodeException {
        Rule wish = RuleCodec.decode(request);
        Rule rule = wish.priority().isPresent() ? wish : wish.priority(defaultPriority());
        if (rule.suppressPrefixLength().isEmpty()) {
            rule = rule.suppressPrefixLength(-1);
        }
        check(rule);
        if ((flags & NLM_F_EXCL) != 0) {
            for (Rule each : rules) {
                if (RuleMatch.exists(rule, each)) {
                    throw new Refusal(Errno.EEXIST);
                }
            }
        }
        int at = 0;
        while (at < rules.size() && priority(rules.get(at)) <= priority(rule)) {
            at++;
        }
        rules.add(at, rule);
        customised = true;
        tell(Rtm.RTM_NEWRULE, rule);
        return rule;
    }

    /** {@code RTM_DELRULE}: the first that agrees with all the request has. */
    void delete(MessageReader request) throws Refusal, DecodeException {
        Rule wish = RuleCodec.decode(request);
        for (Rule rule : rules) {
            if (RuleMatch.fits(wish, rule)) {
                rules.remove(rule);
                customised = true;
                tell(Rtm.RTM_DELRULE, rule);
                return;
            }
        }
        throw new Refusal(Errno.ENOENT);
    }

    /** Asks the tables of the rules that match, in order, until one has an answer that no rule suppresses. */
    <T> Optional<T> walk(Flow flow, Table<T> tables) throws Refusal {
        int at = 0;
        for (int step = 0; step < MAX_STEPS && at < rules.size(); step++) {
            Rule rule = rules.get(at++);
            if (!RuleMatch.matches(rule, flow, links)) {
                continue;
            }
            RuleAction action = rule.action();
            if (action instanceof RuleAction.Goto jump) {
                at = target(jump.priority(), at);
            } else if (action instanceof RuleAction.Lookup lookup) {
                Optional<Result<T>> found = tables.lookup(lookup.table().value());
                if (found.isPresent() && !suppressed(rule, found.get())) {
                    return Optional.of(found.get().value());
                }
            } else {
                refuse(action);
            }
        }
        return Optional.empty();
    }

    /** As {@code RTM_NEWRULE} and {@code RTM_DELRULE} show it. */
    void write(Rule rule, MessageWriter message) {
        ByteBuf out = message.attributes().out();
        int start = out.writerIndex();
        RuleCodec.encode(rule, message);
        long flags = NativeOrder.u32(out, start + FLAGS_OFFSET);
        if (detached(rule.selector().inputInterface())) {
            flags |= INPUT_DETACHED;
        }
        if (detached(rule.selector().outputInterface())) {
            flags |= OUTPUT_DETACHED;
        }
        if (rule.action() instanceof RuleAction.Goto jump && index(jump.priority()) < 0) {
            flags |= UNRESOLVED;
        }
        NativeOrder.set32(out, start + FLAGS_OFFSET, (int) flags);
    }

    private boolean detached(Optional<String> device) {
        return device.isPresent() && links.find(device.get()) == null;
    }

    private static void refuse(RuleAction action) throws Refusal {
        if (action instanceof RuleAction.Blackhole) {
            throw new Refusal(Errno.EINVAL);
        }
        if (action instanceof RuleAction.Unreachable) {
            throw new Refusal(Errno.ENETUNREACH);
        }
        if (action instanceof RuleAction.Prohibit) {
            throw new Refusal(Errno.EACCES);
        }
    }

    private boolean suppressed(Rule rule, Result<?> result) {
        if (rule.suppressPrefixLength().orElse(-1) >= result.prefixLength()) {
            return true;
        }
        FakeLink device = links.find(result.device());
        return device != null
                && rule.suppressInterfaceGroup().isPresent()
                && rule.suppressInterfaceGroup().getAsLong() == device.group;
    }

    private void check(Rule rule) throws Refusal {
        if (rule.action() instanceof RuleAction.Goto jump && jump.priority() <= priority(rule)) {
            throw new Refusal(Errno.EINVAL, "Backward goto not supported");
        }
        boolean noTable = rule.action() instanceof RuleAction.Lookup lookup
                && lookup.table().value() == 0
                && !rule.selector().l3mdev();
        if (noTable && family.equals(AddressFamily.INET6)) {
            throw new Refusal(Errno.EINVAL, "Invalid table");
        }
    }

    /** One less than the second rule's: before main, behind local. */
    private long defaultPriority() {
        long second = rules.size() > 1 ? priority(rules.get(1)) : 0;
        return second > 0 ? second - 1 : 0;
    }

    private int target(long priority, int from) {
        int at = index(priority);
        return at < 0 ? from : at;
    }

    private int index(long priority) {
        for (int i = 0; i < rules.size(); i++) {
            if (priority(rules.get(i)) == priority) {
                return i;
            }
        }
        return -1;
    }

    private static long priority(Rule rule) {
        return rule.priority().orElse(0);
    }

    private void tell(int type, Rule rule) {
        int group = family.equals(AddressFamily.INET) ? Rtnlgrp.RTNLGRP_IPV4_RULE : Rtnlgrp.RTNLGRP_IPV6_RULE;
        notices.add(group, true, type, 0, message -> write(rule, message));
    }
}
