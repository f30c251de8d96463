package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Dscp;
import dev.multipath.netlink.model.FlowLabel;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NumberRange;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.netlink.model.RuleSelector;
import dev.multipath.netlink.transport.Errno;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Selectors no iproute2 before 6.15 writes: what is added is read back from the kernel's dump, deleted exactly, and
 * decides lookups. Needs kernel 6.15 or later, where masks came.
 */
final class RuleSelectorsNetnsIT {
    private static final RouteTable T = RouteTable.of(7900);
    private static final IpAddress FAR = IpAddress.parse("203.0.113.9");
    private static final IpAddress FAR6 = IpAddress.parse("2001:db8:ffff::9");

    private LiveNamespace live;
    private Rules rules;

    @BeforeEach
    void open() {
        live = new LiveNamespace();
        int a = live.uplink("up-a", "192.0.2.2", "2001:db8:1::1");
        int b = live.uplink("up-b", "198.51.100.2", "2001:db8:2::1");
        rules = live.netlink().rules();
        Routes routes = live.netlink().routes();
        routes.add(Route.defaultRoute(AddressFamily.INET).via(IpAddress.parse("192.0.2.1"), a));
        routes.add(Route.defaultRoute(AddressFamily.INET6).via(IpAddress.parse("2001:db8:1::fe"), a));
        routes.add(Route.defaultRoute(AddressFamily.INET).table(T).via(IpAddress.parse("198.51.100.1"), b));
        routes.add(Route.defaultRoute(AddressFamily.INET6).table(T).via(IpAddress.parse("2001:db8:2::fe"), b));
    }

    @AfterEach
    void close() {
        live.close();
    }

    private record Selector(String words, boolean ipv6Only, UnaryOperator<RuleSelector.Builder> change) {
        @Override
        public String toString() {
            return words;
        }

        Rule rule(AddressFamily family) {
            Rule all = Rule.lookup(family, T).priority(1000).protocol(Protocol.of(77));
            return all.selector(change.apply(all.selector().toBuilder()).build());
        }
    }

    static Stream<Selector> selectors() {
        return Stream.of(
                new Selector("dscp 0x2e", false, it -> it.dscp(Dscp.exactly(46))),
                new Selector("dscp 0x0", false, it -> it.dscp(Dscp.exactly(0))),
                new Selector("dscp 0x8/0x38", false, it -> it.dscp(new Dscp(8, 0x38))),
                new Selector("flowlabel 0x12345", true, it -> it.flowLabel(FlowLabel.exactly(0x12345))),
                new Selector("flowlabel 0x0", true, it -> it.flowLabel(FlowLabel.exactly(0))),
                new Selector("flowlabel 0x100/0xff00", true, it -> it.flowLabel(new FlowLabel(0x100, 0xff00))),
                new Selector(
                        "sport 0x400/0xfc00",
                        false,
                        it -> it.sourcePort(NumberRange.of(1024)).sourcePortMask(0xfc00)),
                new Selector(
                        "dport 0x1b0/0xfff0",
                        false,
                        it -> it.destinationPort(NumberRange.of(432)).destinationPortMask(0xfff0)),
                new Selector(
                        "ipproto 17 sport 0x8000/0x8000 dport 53 dscp 0x1/0x1",
                        false,
                        it -> it.ipProtocol(17)
                                .sourcePort(NumberRange.of(0x8000))
                                .sourcePortMask(0x8000)
                                .destinationPort(NumberRange.of(53))
                                .dscp(new Dscp(1, 1))),
                new Selector(
                        "sport 5000",
                        false,
                        it -> it.sourcePort(NumberRange.of(5000)).sourcePortMask(0xffff)),
                new Selector("dport 5000-5010", false, it -> it.destinationPort(new NumberRange(5000, 5010))));
    }

    @ParameterizedTest
    @MethodSource("selectors")
    void what_we_add_is_dumped_as_it_is_and_deleted_exactly(Selector selector) {
        for (AddressFamily family : List.of(AddressFamily.INET, AddressFamily.INET6)) {
            Rule rule = selector.rule(family);
            if (selector.ipv6Only() && family.equals(AddressFamily.INET)) {
                assertThatExceptionOfType(NetlinkException.Rejected.class)
                        .isThrownBy(() -> rules.add(rule))
                        .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL));
                continue;
            }
            rules.add(rule);
            Rule plain = Rule.lookup(family, T).priority(1000).protocol(Protocol.of(77));
            rules.add(plain);
            List<Rule> listed = added(family);
            assertThat(listed).extracting(Rule::key).containsExactly(rule.key(), plain.key());
            assertThat(listed.get(0).unknown().attributes()).isEmpty();
            assertThat(listed.get(0))
                    .asString()
                    .startsWith("priority 1000 from all " + selector.words() + " lookup 7900");
            assertThat(rules.addIfAbsent(listed.get(0))).isFalse();

            rules.delete(listed.get(0));
            assertThat(added(family)).extracting(Rule::key).containsExactly(plain.key());
            assertThat(rules.deleteIfPresent(rule)).isFalse();
            rules.delete(plain);
            rules.add(listed.get(0));
            assertThat(added(family)).containsExactly(listed.get(0));
            rules.delete(listed.get(0));
        }
    }

    /** Alike but for the selector under test: each is deleted as it was listed, in any order. */
    @Test
    void rules_that_differ_in_a_mask_only_are_told_apart() {
        List<Rule> all = new ArrayList<>();
        for (Selector selector : selectors().toList()) {
            all.add(selector.rule(AddressFamily.INET6).priority(1000 + all.size()));
        }
        all.forEach(rules::add);
        assertThat(added(AddressFamily.INET6))
                .extracting(Rule::key)
                .isEqualTo(all.stream().map(Rule::key).toList());
        for (int i = all.size() - 1; i >= 0; i -= 2) {
            rules.delete(all.remove(i));
        }
        assertThat(added(AddressFamily.INET6))
                .extracting(Rule::key)
                .isEqualTo(all.stream().map(Rule::key).toList());
    }

    @Test
    void they_decide_which_table_a_packet_is_looked_up_in() {
        RouteLookup to = RouteLookup.to(FAR);
        RouteLookup to6 = RouteLookup.to(FAR6);
        Selector dscp = new Selector("", false, it -> it.dscp(new Dscp(8, 0x38)));
        assertDecides(
                dscp,
                to.toBuilder().tos(9 << 2).build(),
                to.toBuilder().tos(16 << 2).build());
        assertDecides(
                dscp,
                to6.toBuilder().tos(9 << 2).build(),
                to6.toBuilder().tos(16 << 2).build());
        Selector port = new Selector(
                "", false, it -> it.destinationPort(NumberRange.of(432)).destinationPortMask(0xfff0));
        RouteLookup udp = to.toBuilder().ipProtocol(17).sourcePort(9).build();
        assertDecides(
                port,
                udp.toBuilder().destinationPort(443).build(),
                udp.toBuilder().destinationPort(448).build());
        Selector label = new Selector("", true, it -> it.flowLabel(new FlowLabel(0x100, 0xff00)));
        assertDecides(
                label,
                to6.toBuilder().flowLabel(0x5_0177).build(),
                to6.toBuilder().flowLabel(0x5_0277).build());
        Selector uid = new Selector("", false, it -> it.uid(new NumberRange(1000, 1999)));
        assertDecides(
                uid, to.toBuilder().uid(1999).build(), to.toBuilder().uid(2000).build());
        assertDecides(
                uid, to6.toBuilder().uid(1000).build(), to6.toBuilder().uid(999).build());
    }

    private void assertDecides(Selector selector, RouteLookup matching, RouteLookup other) {
        Rule rule = selector.rule(matching.destination().family());
        rules.add(rule);
        assertThat(live.netlink().routes().lookup(matching).table())
                .as("%s", rule)
                .isEqualTo(T);
        assertThat(live.netlink().routes().lookup(other).table()).as("%s", rule).isEqualTo(RouteTable.MAIN);
        rules.delete(rule);
        assertThat(live.netlink().routes().lookup(matching).table()).isEqualTo(RouteTable.MAIN);
    }

    @Test
    void a_goto_without_its_target_is_unresolved_until_that_comes() {
        Rule jump = Rule.lookup(AddressFamily.INET, T).priority(1000).action(new RuleAction.Goto(2000));
        rules.add(jump);
        assertThat(added(AddressFamily.INET).get(0).isUnresolved()).isTrue();
        assertThat(live.ip("rule show priority 1000")).contains("goto 2000 [unresolved]");
        assertThat(added(AddressFamily.INET).get(0)).hasToString("priority 1000 from all goto 2000 [unresolved]");

        rules.add(Rule.lookup(AddressFamily.INET, T).priority(2000));
        assertThat(added(AddressFamily.INET).get(0).isUnresolved()).isFalse();
        rules.delete(added(AddressFamily.INET).get(0));
        assertThat(added(AddressFamily.INET)).hasSize(1);
    }

    @Test
    void a_rule_that_names_a_missing_device_is_detached() {
        rules.add(Rule.lookup(AddressFamily.INET, T).priority(1000).inputInterface("no-such-device1"));
        rules.add(Rule.lookup(AddressFamily.INET, T).priority(1001).inputInterface("up-a"));
        assertThat(added(AddressFamily.INET)).extracting(Rule::isDetached).containsExactly(true, false);
    }

    private List<Rule> added(AddressFamily family) {
        return rules.list(family).stream()
                .filter(rule -> !rule.protocol().equals(Protocol.KERNEL))
                .toList();
    }
}
