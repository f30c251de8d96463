package dev.multipath.testkit.kernel;

import static dev.multipath.netlink.wire.NetlinkHeader.*;
import static dev.multipath.testkit.kernel.Site.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.codec.RuleCodec;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NumberRange;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.netlink.model.RuleSelector;
import dev.multipath.netlink.transport.Errno;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How rules are added, ordered, told apart and shown: fact 17. */
interface RuleContract extends Contract {
    private static Rule rule(long priority) {
        return Rule.lookup(AddressFamily.INET, T).priority(priority);
    }

    private static Body body(Rule rule) {
        return message -> RuleCodec.encodeRequest(rule, message);
    }

    private static List<Rule> at(Site site, long priority) {
        return site.netlink().rules().list(AddressFamily.INET).stream()
                .filter(rule -> rule.priority().getAsLong() == priority)
                .toList();
    }

    private static int add(Raw raw, int flags, Rule rule) {
        return raw.change(Rtm.RTM_NEWRULE, NLM_F_CREATE | flags, body(rule)).errno();
    }

    @Test
    default void fact_17_an_exact_duplicate_is_refused_with_excl_and_a_second_copy_without() {
        Site site = site();
        try (Raw raw = site.raw()) {
            assertThat(add(raw, NLM_F_EXCL, rule(500))).isZero();
            assertThat(add(raw, NLM_F_EXCL, rule(500))).isEqualTo(Errno.EEXIST.value());
            assertThat(add(raw, 0, rule(500))).isZero();
        }
        assertThat(at(site, 500)).hasSize(2);
    }

    @Test
    default void fact_17_another_protocol_is_another_rule() {
        Site site = site();
        site.netlink().rules().add(rule(500));
        site.netlink().rules().add(rule(500).protocol(Protocol.of(77)));

        assertThat(at(site, 500)).extracting(Rule::protocol).containsExactly(Protocol.UNSPEC, Protocol.of(77));
    }

    @Test
    default void fact_17_excl_takes_a_wider_rule_for_one_that_is_there() {
        Site site = site();
        try (Raw raw = site.raw()) {
            assertThat(add(raw, NLM_F_EXCL, rule(500).from(IpPrefix.parse("10.0.0.0/8"))))
                    .isZero();
            assertThat(add(raw, NLM_F_EXCL, rule(500))).isEqualTo(Errno.EEXIST.value());
            assertThat(add(raw, NLM_F_EXCL, rule(500).from(IpPrefix.parse("11.0.0.0/8"))))
                    .isZero();
        }
    }

    @Test
    default void fact_17_a_mark_of_zero_with_a_mask_survives() {
        Site site = site();
        site.netlink().rules().add(rule(500).mark(new FwMark(0, 0xff00)));

        assertThat(at(site, 500))
                .singleElement()
                .satisfies(rule -> assertThat(rule.selector().mark()).contains(new FwMark(0, 0xff00)));
    }

    @Test
    default void fact_17_a_range_of_users_and_suppression_are_shown() {
        Site site = site();
        RuleSelector users = RuleSelector.all(AddressFamily.INET).toBuilder()
                .uid(new NumberRange(1000, 2000))
                .build();
        site.netlink().rules().add(rule(500).selector(users));
        site.netlink().rules().add(rule(501).suppressPrefixLength(0));

        assertThat(at(site, 500)).singleElement().satisfies(rule -> {
            assertThat(rule.selector().uid()).contains(new NumberRange(1000, 2000));
            assertThat(rule.suppressPrefixLength()).hasValue(-1);
        });
        assertThat(at(site, 501).get(0).suppressPrefixLength()).hasValue(0);
    }

    @Test
    default void fact_17_deletion_takes_the_first_that_agrees_with_all_the_request_has() {
        Site site = site();
        site.netlink().rules().add(rule(500).from(IpPrefix.parse("10.0.0.0/8")));
        site.netlink().rules().add(rule(600));
        try (Raw raw = site.raw()) {
            Rule any = Rule.lookup(AddressFamily.INET, T);
            assertThat(raw.change(Rtm.RTM_DELRULE, 0, body(any)).errno()).isZero();
        }
        assertThat(at(site, 500)).isEmpty();
        assertThat(at(site, 600)).hasSize(1);
    }

    @Test
    default void rules_stand_in_order_of_priority_and_then_of_coming() {
        Site site = site();
        site.netlink().rules().add(rule(600));
        site.netlink().rules().add(rule(500).protocol(Protocol.of(2)));
        site.netlink().rules().add(rule(500).protocol(Protocol.of(1)));

        assertThat(site.netlink().rules().list(AddressFamily.INET))
                .extracting(rule -> rule.priority().getAsLong())
                .containsExactly(0L, 500L, 500L, 600L, 32766L, 32767L);
        assertThat(at(site, 500)).extracting(Rule::protocol).containsExactly(Protocol.of(2), Protocol.of(1));
    }

    @Test
    default void a_rule_without_a_priority_gets_one_before_the_second() {
        Site site = site();
        site.netlink().rules().add(Rule.lookup(AddressFamily.INET, T));

        assertThat(at(site, 32765)).hasSize(1);
        site.netlink().rules().add(Rule.lookup(AddressFamily.INET6, T));
        assertThat(site.netlink().rules().list(AddressFamily.INET6))
                .extracting(rule -> rule.priority().getAsLong())
                .containsExactly(0L, 32765L, 32766L);
    }

    @Test
    default void a_rule_that_is_not_there_cannot_be_deleted() {
        Site site = site();
        try (Raw raw = site.raw()) {
            assertThat(raw.change(Rtm.RTM_DELRULE, 0, body(rule(500))).errno()).isEqualTo(Errno.ENOENT.value());
        }
    }

    @Test
    default void a_goto_only_leads_forward() {
        Site site = site();

        site.netlink().rules().add(rule(500).action(new RuleAction.Goto(600)));
        assertThat(refused(
                                Errno.EINVAL,
                                () -> site.netlink().rules().add(rule(700).action(new RuleAction.Goto(600))))
                        .kernelText())
                .contains("Backward goto not supported");
        assertThat(at(site, 500).get(0).action()).isEqualTo(new RuleAction.Goto(600));
    }

    @Test
    default void rules_are_told_of() {
        Site site = site();

        List<RtEvent> events = site.events(() -> {
            site.netlink().rules().add(rule(500));
            site.netlink().rules().delete(rule(500));
        });

        assertThat(events).hasSize(2);
        assertThat(events.get(0)).isInstanceOf(RtEvent.RuleChanged.class);
        assertThat(events.get(1)).isInstanceOf(RtEvent.RuleRemoved.class);
        assertThat(events)
                .allMatch(event -> event.senderPortId() == site.netlink().portId());
    }

    @Test
    default void a_rule_may_name_a_device_that_is_not_there() {
        Site site = site();
        site.netlink().rules().add(rule(500).outputInterface("later"));

        assertThat(at(site, 500)).singleElement().satisfies(rule -> {
            assertThat(rule.selector().outputInterface()).contains("later");
            assertThat(rule.flags() & 16).as("FIB_RULE_OIF_DETACHED").isEqualTo(16);
        });
    }
}
