package dev.multipath.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.plan.InMemoryKernel;
import dev.multipath.agent.plan.KernelOp;
import dev.multipath.agent.plan.RouteLookups;
import dev.multipath.agent.plan.Sites;
import dev.multipath.agent.plan.SysctlKey;
import dev.multipath.agent.uplink.UplinkState;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.InterfaceNames;
import dev.multipath.netlink.model.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A kernel that refuses, forgets or storms, and other programs that interfere: nothing is blocked, nothing runs hot. */
final class ReconciliationTest {
    private static final int MINUTE = 60_000;

    private final World world = new World(Sites.three(), Sites.THREE, 1);
    private final InMemoryKernel kernel = world.kernel;

    @Test
    void an_uplink_whose_route_is_refused_does_not_hold_up_the_others() {
        world.refusing(operation -> refuse(operation, " table 7711 ", "EINVAL: no"))
                .run(3_000);

        assertThat(devices(AddressFamily.INET)).containsExactly("eth0", "ppp0");
        assertThat(devices(AddressFamily.INET6)).containsExactly("eth0");
        assertThat(world.is("seed")).isEqualTo(UplinkState.DOWN);
        assertThat(world.view("seed").ipv4().reason()).isEqualTo("the kernel refuses its route: EINVAL: no");
        assertThat(world.log.stream().filter(line -> line.contains("refused: ip route add")))
                .hasSize(1);

        world.afresh().run(10 * MINUTE);
        assertThat(world.operations()).as("tried again now and then").isBetween(20, 130);
        assertThat(world.log).as("without a word").noneMatch(line -> line.contains("refused:"));

        world.refusing(operation -> Optional.empty()).run(25_000);
        assertThat(devices(AddressFamily.INET)).containsExactly("eth0", "eth1", "ppp0");
    }

    @Test
    void what_is_refused_only_once_is_done_a_moment_later() {
        AtomicInteger times = new AtomicInteger();
        world.refusing(operation ->
                        refuse(operation, " table 7711 ", "ENETDOWN: no").filter(why -> times.getAndIncrement() == 0))
                .run(20);

        assertThat(devices(AddressFamily.INET)).containsExactly("eth0", "eth1", "ppp0");
        assertThat(world.is("seed")).isEqualTo(UplinkState.UP);
    }

    @Test
    void where_the_balance_is_refused_the_stand_bys_carry() {
        world.refusing(operation -> refuse(operation, "nexthop", "EINVAL: no")).run(3_000);
        assertThat(devices(AddressFamily.INET)).hasSize(1);
        assertThat(devices(AddressFamily.INET6)).hasSize(1);

        world.afresh().run(10 * MINUTE);
        assertThat(world.log.stream().filter(line -> line.contains("REFUSED"))).hasSizeBetween(100, 300);
        assertThat(world.log).noneMatch(line -> line.contains("refused:"));
    }

    @Test
    void a_refusal_in_other_words_each_time_is_no_reason_to_hurry() {
        AtomicInteger times = new AtomicInteger();
        world.refusing(operation -> refuse(operation, "nexthop", "EINVAL: " + times.incrementAndGet()))
                .run(MINUTE);
        assertThat(times.get()).isLessThan(100);
    }

    @Test
    void a_kernel_that_forgets_is_asked_again_ever_more_rarely() {
        world.ignoring(operation -> operation instanceof KernelOp.AddRule).run(10 * MINUTE);

        assertThat(world.commands().stream().filter(line -> line.startsWith("ip rule add priority 7900")))
                .hasSizeBetween(50, 200);
    }

    @Test
    void after_a_refusal_is_over_what_was_left_undeleted_goes() {
        world.run(5_000);
        world.refusing(operation -> refuse(operation, " table 7900 ", "ENOMEM: no"))
                .run(1);
        world.line("ppp0").alive = false;
        world.run(4_000);
        assertThat(devices(AddressFamily.INET)).contains("ppp0");
        world.refusing(operation -> Optional.empty()).run(5_100);
        assertThat(devices(AddressFamily.INET)).containsExactly("eth0", "eth1");
        assertThat(kernel.owned(World.OWN)).noneMatch(line -> line.contains("ppp0 table 7900"));
    }

    @Test
    void a_program_that_deletes_a_rule_whenever_it_sees_it_is_outlasted_without_haste() {
        world.run(5_000).afresh();
        world.rival(() -> world.schedule(World.MILLI, this::deleteBalanceRule));
        deleteBalanceRule();
        world.run(MINUTE);

        assertThat(world.commands()).hasSizeBetween(60, 200);
        assertThat(world.looks()).isLessThan(400);

        long pulled = world.millis();
        kernel.carrier("eth0", false);
        while (world.is("hinet") != UplinkState.DOWN) {
            world.run(1);
        }
        assertThat(world.millis() - pulled)
                .as("what matters is seen at once all the same")
                .isLessThan(110);

        world.rival(() -> {}).run(600);
        assertThat(kernel.rules()).anyMatch(ReconciliationTest::isBalanceRule);
    }

    @Test
    void true_changes_in_quick_succession_are_no_fight_and_each_is_followed_at_once() {
        world.run(5_000);
        for (int host = 10; host < 30; host++) {
            String address = "192.0.2." + host;
            kernel.address("eth0", address + "/24");
            world.notified(0).run(10);
            assertThat(kernel.rules()).anyMatch(rule -> rule.toString().contains("from " + address + " "));
            world.run(190);
        }
    }

    @Test
    void an_address_that_comes_and_goes_without_end_costs_ten_looks_a_second() {
        world.run(5_000).afresh();
        for (int i = 0; i < 1_000; i++) {
            boolean there = i % 2 == 0;
            world.schedule(i * 10L * World.MILLI, () -> {
                if (there) {
                    kernel.address("eth0", "192.0.2.10/24");
                } else {
                    kernel.removeAddress("eth0", "192.0.2.10");
                }
                world.notified(0);
            });
        }
        world.run(10_000);
        assertThat(world.looks()).isBetween(100, 300);
        world.run(200);
        assertThat(kernel.rules()).noneMatch(rule -> rule.toString().contains("192.0.2.10"));
    }

    @Test
    void a_storm_of_notifications_costs_a_look_each_40_milliseconds() {
        world.run(5_000).afresh();
        for (int i = 0; i < 20_000; i++) {
            world.schedule(i * World.MILLI / 2, () -> world.notified(0));
        }
        world.run(5_000);
        kernel.deleteRule(kernel.rules().stream()
                .filter(ReconciliationTest::isBalanceRule)
                .findFirst()
                .orElseThrow());
        world.run(50);
        assertThat(kernel.rules()).as("seen within 50 ms").anyMatch(ReconciliationTest::isBalanceRule);
        world.run(5_000);
        assertThat(world.looks()).isLessThan(290);
    }

    @Test
    void looks_that_fail_are_said_once_and_tried_again() {
        world.run(5_000).afresh();
        world.blind(true).notified().run(20_000);
        assertThat(world.looks()).isLessThan(250);
        assertThat(world.log.stream().filter(line -> line.contains("cannot look at the kernel: blind")))
                .hasSize(1);

        kernel.carrier("eth0", false);
        world.blind(false).run(200);
        assertThat(devices(AddressFamily.INET)).doesNotContain("eth0");
    }

    @Test
    void a_first_look_that_fails_is_tried_again() {
        world.blind(true).run(1_000);
        assertThat(world.operations()).isZero();
        world.blind(false).run(200);
        assertThat(devices(AddressFamily.INET)).hasSize(3);
    }

    @Test
    void a_setting_that_does_not_stick_is_written_again_once_a_second_at_most() {
        AtomicInteger writes = new AtomicInteger();
        world.check(() -> {
            if (kernel.sysctl(SysctlKey.HASH_POLICY_IPV4).equals(Optional.of("1"))) {
                writes.incrementAndGet();
                kernel.sysctl(SysctlKey.HASH_POLICY_IPV4, "0");
            }
        });
        world.run(MINUTE);
        assertThat(writes.get()).isBetween(5, 65);
    }

    private void deleteBalanceRule() {
        List<Rule> rules = kernel.rules().stream()
                .filter(ReconciliationTest::isBalanceRule)
                .toList();
        if (!rules.isEmpty()) {
            rules.forEach(kernel::deleteRule);
            world.notified(World.MILLI / 2);
        }
    }

    private static boolean isBalanceRule(Rule rule) {
        return rule.priority().orElse(0) == 7900 && rule.family().equals(AddressFamily.INET);
    }

    private Set<String> devices(AddressFamily family) {
        return RouteLookups.defaultDevices(kernel, family);
    }

    private static Optional<String> refuse(KernelOp operation, String part, String why) {
        boolean installs = operation instanceof KernelOp.AddRoute || operation instanceof KernelOp.ReplaceRoute;
        boolean meant = operation.command(InterfaceNames.NUMBERS).contains(part);
        return installs && meant ? Optional.of(why) : Optional.empty();
    }
}
