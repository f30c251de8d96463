package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One monitor for several namespaces. */
@Timeout(60)
final class MonitorNamespacesNetnsIT {
    private static final RouteTable T = RouteTable.of(7900);

    private LiveNamespace here;
    private LiveNamespace there;
    private LiveNamespace unknown;
    private final BlockingQueue<RtEvent> events = new LinkedBlockingQueue<>();

    @BeforeEach
    void open() {
        here = new LiveNamespace();
        there = new LiveNamespace();
        unknown = new LiveNamespace();
    }

    @AfterEach
    void close() {
        unknown.close();
        there.close();
        here.close();
    }

    private static Rule rule(int priority) {
        return Rule.lookup(AddressFamily.INET, T).priority(priority);
    }

    private RtEvent next() throws InterruptedException {
        RtEvent event = events.poll(5, TimeUnit.SECONDS);
        assertThat(event).isNotNull();
        return event;
    }

    /** A veth pair across two namespaces gives each an id in the other: {@code IFLA_LINK_NETNSID}. */
    private void join() {
        String far = "/proc/" + ProcessHandle.current().pid() + "/fd/"
                + there.namespace().descriptor();
        here.ip("link add v0 type veth peer name v1 netns " + far);
    }

    @Test
    void what_happens_elsewhere_arrives_with_the_id_of_that_namespace() throws InterruptedException {
        join();
        int id = here.json("link show v0")
                .get(0)
                .getAsJsonObject()
                .get("link_netnsid")
                .getAsInt();
        try (Monitor monitor =
                here.netlink().monitor().links().rules().allNamespaces().start(events::add)) {
            assertThat(monitor).isNotNull();
            unknown.netlink().rules().add(rule(3));
            there.netlink().rules().add(rule(4));
            here.netlink().rules().add(rule(5));

            assertThat(next()).isInstanceOfSatisfying(RtEvent.Elsewhere.class, elsewhere -> {
                assertThat(elsewhere.namespaceId()).isEqualTo(id);
                assertThat(elsewhere.senderPortId()).isEqualTo(there.netlink().portId());
                assertThat(elsewhere.event())
                        .isInstanceOfSatisfying(
                                RtEvent.RuleChanged.class,
                                changed -> assertThat(changed.rule().key()).isEqualTo(rule(4).key()));
            });
            assertThat(next())
                    .as("its own comes as it is")
                    .isInstanceOfSatisfying(
                            RtEvent.RuleChanged.class,
                            changed -> assertThat(changed.rule().key()).isEqualTo(rule(5).key()));

            there.netlink().links().change(1, LinkChange.setUp());
            assertThat(next())
                    .isInstanceOfSatisfying(
                            RtEvent.Elsewhere.class,
                            elsewhere -> assertThat(elsewhere.event()).isInstanceOf(RtEvent.LinkChanged.class));
        }
    }

    @Test
    void a_namespace_that_gets_a_number_and_goes_is_told() throws InterruptedException {
        LiveNamespace brief = new LiveNamespace();
        try (Monitor monitor = here.netlink().monitor().namespaceIds().start(events::add)) {
            assertThat(monitor).isNotNull();
            try (brief) {
                here.netlink().namespaceIds().set(brief.namespace().descriptor(), 17);
                assertThat(next()).isInstanceOfSatisfying(RtEvent.NamespaceIdAdded.class, added -> {
                    assertThat(added.id().id()).isEqualTo(17);
                    assertThat(added.senderPortId()).isEqualTo(here.netlink().portId());
                });
            }
            assertThat(next())
                    .isInstanceOfSatisfying(
                            RtEvent.NamespaceIdRemoved.class,
                            removed -> assertThat(removed.id().id()).isEqualTo(17));
        }
    }

    @Test
    void without_asking_nothing_is_heard_of_elsewhere() throws InterruptedException {
        join();
        try (Monitor monitor = here.netlink().monitor().rules().start(events::add)) {
            assertThat(monitor).isNotNull();
            there.netlink().rules().add(rule(4));
            here.netlink().rules().add(rule(5));
            assertThat(next())
                    .isInstanceOfSatisfying(
                            RtEvent.RuleChanged.class,
                            changed -> assertThat(changed.rule().key()).isEqualTo(rule(5).key()));
        }
    }
}
