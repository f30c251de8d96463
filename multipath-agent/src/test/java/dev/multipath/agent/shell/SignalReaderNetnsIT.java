package dev.multipath.agent.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.LinkSignal;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.NetnsTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many devices asked for together are seen as each is by itself, whatever becomes of some. */
@NetnsTest
final class SignalReaderNetnsIT {
    private static final int DEVICES = 12;

    private final Namespace namespace = Namespace.create("gateway");
    private final List<String> devices = new ArrayList<>();

    private RtNetlink netlink;
    private SignalReader reader;

    @BeforeEach
    void open() {
        for (int i = 0; i < DEVICES; i++) {
            namespace.veth("wan" + i, namespace, "far-end" + i);
            devices.add("wan" + i);
        }
        netlink = namespace.netlink();
        reader = new SignalReader(netlink.links(), 2);
        reader.looked(netlink.links().list().size());
        // From now on their indexes are known.
        assertSeen();
    }

    @AfterEach
    void close() {
        namespace.close();
    }

    /** In whatever order and of however many of them. */
    private void assertSeen() {
        assertSeen(devices);
        List<String> reversed = new ArrayList<>(devices);
        Collections.reverse(reversed);
        assertSeen(reversed);
        assertSeen(devices.subList(1, DEVICES - 1));
        assertSeen(devices.subList(2, 5));
        assertSeen(List.of());
    }

    private void assertSeen(List<String> asked) {
        List<Optional<LinkSignal>> together = reader.of(asked);
        assertThat(standing(together)).isEqualTo(standing(netlink.links().signals(asked)));
    }

    private static List<String> standing(List<Optional<LinkSignal>> signals) {
        List<String> standing = new ArrayList<>();
        for (Optional<LinkSignal> signal : signals) {
            standing.add(
                    signal.map(each -> each.index() + (each.up() ? " up" : "") + (each.carrier() ? " carrier" : ""))
                            .orElse("gone"));
        }
        return standing;
    }

    @Test
    void some_lose_carrier_are_down_have_no_ipv6_or_are_gone() {
        assertThat(reader.asksTogether(DEVICES)).isTrue();
        assertSeen();
        namespace.run("ip", "link", "set", "far-end1", "down");
        assertSeen();
        namespace.run("ip", "link", "set", "wan2", "down");
        namespace.run("ip", "link", "set", "wan3", "mtu", "1000");
        assertSeen();
        namespace.run("ip", "link", "del", "wan4");
        assertSeen();
        assertThat(standing(reader.of(devices)))
                .startsWith(namespace.index("wan0") + " up carrier", namespace.index("wan1") + " up")
                .contains("gone");
        namespace.run("ip", "link", "set", "far-end1", "up");
        assertSeen();
        assertThat(reader.asksTogether(DEVICES)).isTrue();
        namespace.veth("wan4", namespace, "another");
        reader.looked(netlink.links().list().size());
        assertSeen();
        assertSeen();
    }

    @Test
    void where_most_have_no_ipv6_they_are_asked_for_one_by_one() {
        for (int i = 0; i < DEVICES; i++) {
            namespace.run("ip", "link", "set", "wan" + i, "mtu", "1000");
        }
        assertSeen();
        assertThat(reader.asksTogether(DEVICES)).isFalse();
        assertSeen();
        reader.looked(netlink.links().list().size());
        assertThat(reader.asksTogether(DEVICES))
                .as("until the next complete look")
                .isTrue();
    }

    @Test
    void few_are_asked_for_one_by_one_and_so_are_all_where_dumps_are_dear() {
        assertThat(reader.asksTogether(7)).isFalse();
        assertThat(reader.asksTogether(8)).as("of 25").isFalse();
        assertThat(reader.asksTogether(9)).isTrue();
        SignalReader elsewhere = new SignalReader(netlink.links(), 64);
        elsewhere.looked(DEVICES);
        assertThat(elsewhere.asksTogether(DEVICES)).isFalse();
    }
}
