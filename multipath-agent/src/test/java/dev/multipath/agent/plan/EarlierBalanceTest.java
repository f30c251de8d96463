package dev.multipath.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.Configs;
import dev.multipath.agent.uplink.Verdict;
import dev.multipath.netlink.model.AddressFamily;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class EarlierBalanceTest {
    private static final List<AddressFamily> FAMILIES = List.of(AddressFamily.INET, AddressFamily.INET6);
    private static final String SECOND_TIER = Sites.PROBE + Sites.HINET + Sites.SEED + "tier = 2\n";

    private final InMemoryKernel kernel = Sites.three();

    @Test
    void an_uplink_taken_out_is_out_from_the_moment_the_default_leaves_it() {
        PlanBench bench = settled(Sites.THREE);

        bench.verdict("eth0", Verdict.DOWN);

        for (KernelOp operation : bench.plan().operations()) {
            kernel.apply(operation);
            for (AddressFamily family : FAMILIES) {
                assertThat(over(Sites.THREE, family))
                        .as("%s after %s", family, operation.command(kernel.names()))
                        .isEqualTo(RouteLookups.defaultDevices(kernel, family));
            }
        }
        assertThat(over(Sites.THREE, AddressFamily.INET6)).containsExactly("eth1");
    }

    @Test
    void in_layout_main_too() {
        String file = "[agent]\nlayout = \"main\"\nmetric = 50\n" + Sites.THREE;
        PlanBench bench = settled(file);

        bench.verdict("eth0", Verdict.DOWN);

        for (KernelOp operation : bench.plan().operations()) {
            kernel.apply(operation);
            assertThat(over(file, AddressFamily.INET))
                    .as(operation.command(kernel.names()))
                    .isEqualTo(RouteLookups.defaultDevices(kernel, AddressFamily.INET));
        }
    }

    @Test
    void a_tier_that_stands_by_is_in_reserve_at_every_step_of_the_first_ones_leaving_and_return() {
        PlanBench bench = settled(SECOND_TIER);
        for (Verdict verdict : List.of(Verdict.DOWN, Verdict.UP)) {
            bench.verdict("eth0", verdict);
            for (KernelOp operation : bench.plan().operations()) {
                kernel.apply(operation);
                for (AddressFamily family : FAMILIES) {
                    String step = family + " after " + operation.command(kernel.names());
                    Set<String> led = RouteLookups.defaultDevices(kernel, family);
                    assertThat(over(SECOND_TIER, family))
                            .as(step)
                            .contains("eth1")
                            .containsAll(led);
                    assertThat(over(SECOND_TIER, family).contains("eth0"))
                            .as(step)
                            .isEqualTo(led.contains("eth0"));
                }
            }
        }
    }

    @Test
    void where_a_device_took_the_default_along_its_stand_bys_tell() {
        settled(Sites.THREE);

        kernel.deleteLink("eth0");

        assertThat(over(Sites.THREE, AddressFamily.INET)).containsExactly("eth1", "ppp0");
        assertThat(over(Sites.THREE, AddressFamily.INET6)).containsExactly("eth1");
    }

    @Test
    void one_that_ipv6_cannot_balance_counts_by_its_stand_by() {
        kernel.address("ppp0", "2001:db8:c::2/64");
        String file = Sites.PROBE + Sites.HINET + Sites.SEED + Sites.DSL.replace("\"off\"", "\"none\"");

        settled(file);

        assertThat(RouteLookups.defaultDevices(kernel, AddressFamily.INET6)).containsExactly("eth0", "eth1");
        assertThat(over(file, AddressFamily.INET6)).containsExactly("eth0", "eth1", "ppp0");
    }

    @Test
    void a_refusal_tells_nothing() {
        String file = "[agent]\nall-dead = \"unreachable\"\n" + Sites.THREE;
        PlanBench bench = settled(file);

        bench.allVerdicts(Verdict.DOWN).settle();

        assertThat(over(file, AddressFamily.INET)).isEmpty();
    }

    private PlanBench settled(String file) {
        PlanBench bench = new PlanBench(kernel, file);
        bench.settle();
        return bench;
    }

    private Set<String> over(String file, AddressFamily family) {
        Set<String> devices = new TreeSet<>();
        for (int index : EarlierBalance.over(Configs.of(file).agent(), kernel.snapshot(), family)) {
            devices.add(kernel.names().nameOf(index));
        }
        return devices;
    }
}
