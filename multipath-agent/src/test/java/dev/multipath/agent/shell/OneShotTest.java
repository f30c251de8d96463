package dev.multipath.agent.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.core.Effect;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.Preview;
import dev.multipath.agent.plan.KernelOp;
import dev.multipath.agent.plan.KernelSnapshot;
import dev.multipath.agent.status.TwoUplinks;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OneShotTest {
    @TempDir
    private Path directory;

    private final TwoUplinks machine = new TwoUplinks();
    private final AgentConfig config = TwoUplinks.config(TwoUplinks.FILE);
    private String refusedWord = "nothing is refused";

    /** A kernel that takes everything but what holds a certain word. */
    private final KernelPort kernel = new KernelPort() {
        @Override
        public KernelSnapshot observe(AgentConfig config, List<String> devices) {
            return machine.snapshot();
        }

        @Override
        public List<Event.DeviceLook> look(List<String> devices) {
            throw new AssertionError("not asked for");
        }

        @Override
        public Optional<Route> first(Route like) {
            return Optional.empty();
        }

        @Override
        public void apply(KernelOp operation) {
            if (operation.command(machine.snapshot().names()).contains(refusedWord)) {
                throw refusal();
            }
            machine.apply(List.of(operation));
        }

        @Override
        public void close() {}
    };

    private static NetlinkException refusal() {
        RtNetlink netlink = RtNetlink.open();
        netlink.close();
        try {
            netlink.rules().list();
            throw new AssertionError("a closed handle answers");
        } catch (NetlinkException refused) {
            return refused;
        }
    }

    private Preview preview(String... dead) {
        return new OneShot(config, kernel).preview(Effect.Memory.EMPTY, Optional.empty(), Set.of(dead));
    }

    private OneShot.Result apply(String... dead) throws IOException {
        try (RtNetlink netlink = RtNetlink.open()) {
            return new OneShot(config, kernel).apply(preview(dead), Keeper.open(directory, netlink));
        }
    }

    @Test
    void what_is_applied_once_is_not_planned_again() throws IOException {
        OneShot.Result result = apply();
        assertThat(result.isComplete()).isTrue();
        assertThat(result.outcomes()).isNotEmpty();
        assertThat(preview().operations()).isEmpty();
        assertThat(apply().outcomes()).isEmpty();
    }

    @Test
    void an_uplink_whose_route_is_refused_does_not_take_the_others_along() throws IOException {
        refusedWord = "198.51.100.1 dev eth1";
        OneShot.Result result = apply();
        assertThat(result.isComplete()).isFalse();
        assertThat(result.state().carrying4().slots()).containsExactly(0);
        assertThat(machine.snapshot().routes())
                .anyMatch(route -> route.toString().startsWith("default via 192.0.2.1 dev if7 table 7900"));
    }

    @Test
    void one_left_out_stays_out() throws IOException {
        OneShot.Result result = apply("eth0");
        assertThat(result.isComplete()).isTrue();
        assertThat(result.state().carrying4().slots()).containsExactly(1);
        assertThat(preview("eth0").operations()).isEmpty();
    }
}
