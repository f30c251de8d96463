package dev.multipath.agent.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ActTest {
    @Test
    void every_order_begins_and_ends_with_all_alive_and_one_uplink_always_is() {
        for (List<Act> order : Act.allOrders()) {
            Set<Integer> dead = new HashSet<>();
            for (Act act : order) {
                assertThat(act.dies() ? dead.add(act.uplink()) : dead.remove(act.uplink()))
                        .isTrue();
                assertThat(dead).hasSizeLessThan(3);
            }
            assertThat(dead).isEmpty();
        }
    }

    @Test
    void all_single_and_double_failures_are_there_with_both_orders_of_return() {
        assertThat(new HashSet<>(Act.allOrders())).hasSize(3 + 3 * 2 * 2);
    }
}
