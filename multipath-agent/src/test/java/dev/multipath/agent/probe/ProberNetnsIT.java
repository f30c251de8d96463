package dev.multipath.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.Configs;
import dev.multipath.agent.config.ProbeConfig;
import dev.multipath.agent.config.ProbeTarget;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.ProbeId;
import dev.multipath.agent.core.ProbeRequest;
import dev.multipath.agent.probe.echo.NeighbourProbe;
import dev.multipath.agent.probe.echo.NeighbourTable;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkHandle;
import dev.multipath.testkit.netns.UplinkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Probing goes on, whatever happens to one probe. */
@NetnsTest
final class ProberNetnsIT {
    private static final ProbeConfig ECHO = Configs.probe("targets = [\"203.0.113.53\"]");

    @Test
    void a_question_about_a_neighbour_whose_device_is_gone_is_over(Topology.Builder builder) throws Exception {
        Topology topology = builder.uplink(UplinkSpec.fixed("a")).build();
        UplinkHandle uplink = topology.uplink("a");
        uplink.blackhole();
        IpAddress nobody = IpAddress.parse("198.18.0.99");
        ProbeRequest request = new ProbeRequest(
                new ProbeId("a", AddressFamily.INET, 1, 0),
                uplink.device(),
                topology.gateway().index(uplink.device()),
                uplink.address(AddressFamily.INET),
                new ProbeTarget.Host(nobody),
                ECHO,
                true,
                true);
        List<Event> said = new ArrayList<>();
        boolean waits = topology.gateway().call(() -> {
            try (NeighbourTable table = new NeighbourTable()) {
                table.ask(request, nobody);
                assertThat(table.isWaiting()).isTrue();
                topology.gateway().run("ip", "link", "del", uplink.device());
                table.collect(said::add);
                return table.isWaiting();
            }
        });
        assertThat(waits).isFalse();
        assertThat(said).isEmpty();
    }

    @Test
    void a_mistake_in_the_middle_ends_no_probing(Topology.Builder builder) throws Exception {
        try (Lab lab = new Lab(builder, new Mistaken())) {
            assertThat(lab.ask(ECHO, AddressFamily.INET)).isEqualTo("answered");
            assertThat(lab.ask(ECHO, AddressFamily.INET)).isEqualTo("answered");
        }
    }

    /** Fails each time it is to collect what came. */
    private static final class Mistaken implements NeighbourProbe {
        @Override
        public void ask(ProbeRequest request, IpAddress neighbour) {}

        @Override
        public boolean isWaiting() {
            return false;
        }

        @Override
        public void collect(Consumer<Event> inbox) {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public void close() {}
    }
}
