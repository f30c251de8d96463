package dev.multipath.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import org.junit.jupiter.api.Test;

final class HeldRoutesTest {
    private static final String TWO = Sites.PROBE + Sites.HINET + Sites.SEED;

    @Test
    void the_last_way_stays_while_the_kernel_refuses_its_uplinks_own_route() {
        PlanBench bench = new PlanBench(Sites.three(), TWO);
        bench.settle();
        bench.kernel.carrier("eth1", false);

        bench.refuse("eth0").settle();

        assertThat(bench.owned())
                .contains(
                        "default via 192.0.2.1 dev eth0 table 7900 proto 77 metric 1001",
                        "default via fe80::1 dev eth0 table 7900 proto 77 metric 2025")
                .noneMatch(line -> line.contains("dev eth1 table 7900"));
        assertThat(bench.devices(AddressFamily.INET)).containsExactly("eth0");
        assertThat(bench.devices(AddressFamily.INET6)).containsExactly("eth0");
    }

    @Test
    void while_another_carries_nothing_leans_on_a_refused_uplink() {
        PlanBench bench = new PlanBench(Sites.three(), TWO);
        bench.settle();

        bench.refuse("eth0").settle();

        assertThat(bench.owned()).noneMatch(line -> line.contains("dev eth0 table 7900"));
        assertThat(bench.devices(AddressFamily.INET)).containsExactly("eth1");
    }

    @Test
    void where_nothing_is_to_stay_a_refused_uplink_keeps_nothing_either() {
        PlanBench bench = new PlanBench(Sites.three(), "[agent]\nall-dead = \"unreachable\"\n", TWO);
        bench.settle();
        bench.kernel.carrier("eth1", false);

        bench.refuse("eth0").settle();

        assertThat(bench.owned()).noneMatch(line -> line.contains("dev eth0 table 7900"));
    }
}
