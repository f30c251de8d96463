package dev.multipath.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.plan.InMemoryKernel;
import dev.multipath.agent.plan.Sites;
import dev.multipath.agent.uplink.UplinkState;
import dev.multipath.agent.uplink.UplinkView;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Uplinks nobody listed, through the whole core. */
final class DiscoveryTest {
    private static final String FILE = Sites.PROBE + "[discover]\ninterfaces = [\"ppp*\", \"tun*\"]\n" + Sites.HINET;

    private final InMemoryKernel kernel = Sites.three();
    private final World world = new World(kernel, FILE, 1).run(5_000);

    private List<String> shown() {
        return world.state().present().stream().map(UplinkView::name).toList();
    }

    private List<String> rules(String word) {
        return world.kernel.rules().stream()
                .map(Object::toString)
                .filter(rule -> rule.contains(word))
                .toList();
    }

    private void look() {
        world.post(new Event.KernelChanged()).run(200);
    }

    private void dialled(String device) {
        kernel.pointToPoint(device).address(device, "10.0.0.9 peer 10.0.0.1/32");
        look();
    }

    @Test
    void one_goes_with_its_interface_and_comes_back_by_its_number() {
        List<String> before = rules("oif ppp0");
        assertThat(before).isNotEmpty();
        kernel.deleteLink("ppp0");
        look();
        assertThat(shown()).containsExactly("hinet");
        assertThat(rules("oif ppp0")).isEmpty();
        kernel.pointToPoint("tun1");
        look();
        assertThat(shown()).as("a new one has a new number").containsExactly("hinet", "tun1");
        dialled("ppp0");
        assertThat(shown()).containsExactly("hinet", "ppp0", "tun1");
        assertThat(rules("oif ppp0")).isEqualTo(before);
    }

    @Test
    void a_listed_one_stays() {
        kernel.deleteLink("eth0");
        look();
        assertThat(shown()).containsExactly("hinet", "ppp0");
        assertThat(world.is("hinet")).isEqualTo(UplinkState.ABSENT);
    }

    @Test
    void numbers_of_those_that_are_gone_are_given_to_others_when_no_new_ones_are_left() {
        for (int i = 0; i < 100; i++) {
            kernel.pointToPoint("tun" + i);
            look();
            kernel.deleteLink("tun" + i);
            look();
        }
        kernel.pointToPoint("tun100");
        look();
        assertThat(shown()).containsExactlyInAnyOrder("hinet", "ppp0", "tun100");
        assertThat(world.state().views()).hasSize(39);
        assertThat(world.is("ppp0")).isEqualTo(UplinkState.UP);
    }
}
