package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.netlink.transport.Errno;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules on the running kernel: ours read by iproute2, iproute2's read by us. */
final class RulesNetnsIT {
    private static final RouteTable T = RouteTable.of(7900);

    private LiveNamespace live;
    private Rules rules;

    @BeforeEach
    void open() {
        live = new LiveNamespace();
        rules = live.netlink().rules();
    }

    @AfterEach
    void close() {
        live.close();
    }

    private static Rule rule(long priority) {
        return Rule.lookup(AddressFamily.INET, T).priority(priority).protocol(Protocol.of(77));
    }

    private List<Rule> added(AddressFamily family) {
        return rules.list(family).stream()
                .filter(rule -> !rule.protocol().equals(Protocol.KERNEL))
                .toList();
    }

    @Test
    void the_kernels_own_rules_are_there_with_their_priorities() {
        assertThat(rules.list(AddressFamily.INET))
                .extracting(rule -> rule.priority().orElseThrow())
                .containsExactly(0L, 32766L, 32767L);
        assertThat(rules.list()).hasSize(5);
    }

    @Test
    void what_we_add_iproute2_reads() {
        Rule rule = rule(1000)
                .from(IpPrefix.parse("10.0.0.0/8"))
                .to(IpPrefix.parse("192.0.2.7"))
                .mark(new FwMark(0x10, 0xff))
                .inputInterface("fifteen-chars-x")
                .outputInterface("eth0")
                .suppressPrefixLength(8);
        rules.add(rule);

        assertThat(live.ip("rule show priority 1000"))
                .isEqualTo("1000:\tfrom 10.0.0.0/8 to 192.0.2.7 fwmark 0x10/0xff iif fifteen-chars-x [detached] "
                        + "oif eth0 [detached] lookup 7900 suppress_prefixlength 8 proto 77");
        assertThat(added(AddressFamily.INET)).extracting(Rule::key).containsExactly(rule.key());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from 10.0.0.0/24 lookup 7900",
                "from 10.0.0.0/24 to 192.0.2.0/24 lookup 200 protocol 77",
                "not from 10.6.0.0/16 fwmark 0x10/0xff lookup main suppress_prefixlength 0",
                "iif v0 oif v2 lookup 100",
                "fwmark 5 lookup 100",
                "fwmark 0/0xff lookup 100",
                "fwmark 0x10/0 lookup 100",
                "uidrange 1000-1999 lookup 100",
                "uidrange 0-0 lookup 4294967295",
                "ipproto tcp sport 1000-2000 dport 443 lookup 100",
                "ipproto udp dport 53-54 lookup 100 protocol static",
                "blackhole from 10.7.0.0/16",
                "unreachable to 10.8.0.0/16",
                "prohibit fwmark 5",
                "goto 32766",
                "nop",
                "tos 0x10 lookup 100",
                "lookup main suppress_ifgroup 5",
                "lookup 100 realms 3/7",
                "tun_id 77 lookup 100",
                "l3mdev",
                "l3mdev protocol 77",
                "lookup main suppress_prefixlength 0 protocol 77"
            })
    void what_iproute2_adds_we_read_delete_and_add_again(String words) {
        for (String ip : List.of("", "-6 ")) {
            String dotless = ip.isEmpty()
                    ? words
                    : words.replaceAll("\\d+\\.\\d+\\.0\\.0", "2001:db8::")
                            .replace("192.0.2.0", "2001:db8:1::")
                            .replace("10.0.0.0", "2001:db8:2::");
            if (!ip.isEmpty() && words.contains("realms")) {
                continue;
            }
            AddressFamily family = ip.isEmpty() ? AddressFamily.INET : AddressFamily.INET6;
            live.ip(ip + "rule add " + dotless + " priority 1000");
            String shown = live.ip(ip + "-d rule show priority 1000");
            List<Rule> listed = rules.list(family).stream()
                    .filter(rule -> rule.priority().getAsLong() == 1000)
                    .toList();
            assertThat(listed).as(shown).hasSize(1);
            assertThat(rules.addIfAbsent(listed.get(0))).isFalse();

            rules.delete(listed.get(0));
            assertThat(live.ip(ip + "rule show priority 1000")).isEmpty();
            assertThat(rules.deleteIfPresent(listed.get(0))).isFalse();

            rules.add(listed.get(0));
            assertThat(live.ip(ip + "-d rule show priority 1000")).isEqualTo(shown);
            rules.delete(listed.get(0));
        }
    }

    /** Fact 17. */
    @Test
    void a_duplicate_is_refused_and_another_protocol_is_another_rule() {
        rules.add(rule(1000));
        assertThat(rules.addIfAbsent(rule(1000))).isFalse();
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> rules.add(rule(1000)))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST));
        assertThat(rules.addIfAbsent(rule(1000).protocol(Protocol.STATIC))).isTrue();

        rules.delete(rule(1000));
        assertThat(added(AddressFamily.INET)).extracting(Rule::protocol).containsExactly(Protocol.STATIC);
    }

    /** Fact 17: without FRA_FWMARK in the request the mask alone would match every mark. */
    @Test
    void a_mark_of_zero_is_a_mark() {
        rules.add(rule(1000).mark(new FwMark(0, 0xff)));
        assertThat(live.ip("rule show priority 1000")).contains("fwmark 0/0xff");
        assertThat(added(AddressFamily.INET).get(0).selector().mark()).contains(new FwMark(0, 0xff));
    }

    /** Fact 17. */
    @Test
    void suppression_is_always_dumped_and_minus_one_is_none() {
        rules.add(rule(1000));
        rules.add(rule(1001).suppressPrefixLength(0));
        assertThat(added(AddressFamily.INET))
                .extracting(Rule::suppressPrefixLength)
                .containsExactly(OptionalInt.of(-1), OptionalInt.of(0));
        assertThat(added(AddressFamily.INET).get(0).key()).isEqualTo(rule(1000).key());
    }

    /** The kernel says EEXIST to the second and third of these, since it looks at less than all. */
    @Test
    void a_wider_or_inverted_rule_beside_another_is_added() {
        Rule narrow = rule(1000).from(IpPrefix.parse("10.0.0.0/8"));
        Rule inverted =
                narrow.selector(narrow.selector().toBuilder().inverted(true).build());
        rules.add(narrow);
        rules.add(rule(1000));
        rules.add(inverted);
        assertThat(added(AddressFamily.INET))
                .extracting(Rule::key)
                .containsExactly(narrow.key(), rule(1000).key(), inverted.key());
    }

    /** The kernel would take "from all lookup 7900" for any rule with table 7900 and delete the first. */
    @Test
    void a_rule_is_never_taken_for_another() {
        Rule narrow = rule(1000).from(IpPrefix.parse("10.0.0.0/8"));
        Rule suppressing = rule(1001).suppressPrefixLength(0);
        Rule foreign = rule(1002).protocol(Protocol.STATIC);
        Rule inverted =
                rule(1003).selector(narrow.selector().toBuilder().inverted(true).build());
        for (Rule rule : List.of(narrow, suppressing, foreign, inverted)) {
            rules.add(rule);
        }

        assertThat(rules.deleteIfPresent(rule(1000))).isFalse();
        assertThat(rules.deleteIfPresent(rule(1001))).isFalse();
        assertThat(rules.deleteIfPresent(rule(1002).protocol(Protocol.UNSPEC))).isFalse();
        assertThat(rules.deleteIfPresent(rule(1003).from(IpPrefix.parse("10.0.0.0/8"))))
                .isFalse();
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> rules.delete(rule(1000)))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
        assertThat(added(AddressFamily.INET)).hasSize(4);

        rules.add(rule(1000));
        assertThatThrownBy(() -> rules.delete(rule(1000)))
                .isInstanceOf(NetlinkException.Ambiguous.class)
                .hasMessageContaining("the kernel would take this for: priority 1000 from 10.0.0.0/8");
        rules.delete(narrow);
        rules.delete(rule(1000));
        assertThat(added(AddressFamily.INET)).hasSize(3);
    }

    @Test
    void a_whole_set_listed_in_any_order_can_be_removed() {
        for (int i = 0; i < 40; i++) {
            rules.add(rule(1000 + i / 4).from(IpPrefix.parse("10." + i + ".0.0/16")));
            rules.add(Rule.lookup(AddressFamily.INET6, T)
                    .priority(1000)
                    .mark(FwMark.exactly(i))
                    .protocol(Protocol.of(77)));
        }
        List<Rule> listed = new ArrayList<>(added(AddressFamily.INET));
        listed.addAll(added(AddressFamily.INET6));
        Collections.shuffle(listed, new java.util.Random(1));
        assertThat(listed).hasSize(80);
        listed.forEach(rules::delete);
        assertThat(rules.list()).hasSize(5);
    }

    @Test
    void the_kernels_local_rule_can_be_moved_and_put_back() {
        Rule local = rules.list(AddressFamily.INET).get(0);
        assertThat(local.action()).isEqualTo(new RuleAction.Lookup(RouteTable.LOCAL));
        rules.add(local.priority(5));
        rules.delete(local);
        assertThat(rules.list(AddressFamily.INET).get(0).priority()).isEqualTo(OptionalLong.of(5));
    }

    @Test
    void without_a_priority_the_kernel_chooses_and_a_delete_takes_the_first_alike() {
        Rule free = Rule.lookup(AddressFamily.INET, T);
        rules.add(free);
        assertThat(added(AddressFamily.INET).get(0).priority()).isEqualTo(OptionalLong.of(32765));
        rules.delete(free);
        assertThat(added(AddressFamily.INET)).isEmpty();
    }

    @Test
    void a_refusal_says_why() {
        Rule backwards = rule(1000).action(new RuleAction.Goto(900));
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> rules.add(backwards))
                .satisfies(e -> assertThat(e.kernelText()).contains("Backward goto not supported"))
                .withMessageStartingWith("ip rule add priority 1000 from all goto 900 protocol 77: EINVAL");
    }
}
