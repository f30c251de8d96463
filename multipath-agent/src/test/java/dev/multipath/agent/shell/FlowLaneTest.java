package dev.multipath.agent.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.config.FlowsSection;
import dev.multipath.agent.core.Effect;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.FlowWork.TableSeen;
import dev.multipath.agent.flows.FlowMove;
import dev.multipath.agent.flows.FlowTable;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.NfNetlink;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who keeps the table and moves connections: told once, asked again and again, and quiet about what stays the same. */
final class FlowLaneTest {
    private static final long PATIENCE = Duration.ofSeconds(10).toNanos();
    private static final Optional<FlowTable> TABLE = Optional.of(new FlowTable(
            "multipath", "owner", FlowsSection.DEFAULT_MASK, true, List.of(), false, List.of(), List.of()));
    private static final FlowMove MOVE = new FlowMove(
            "a",
            AddressFamily.INET,
            7,
            Optional.empty(),
            Set.of(IpAddress.parse("192.0.2.2")),
            List.of(),
            0,
            true,
            "it cannot be used");

    /** A kernel that does as it is told, or refuses. */
    private static final class Port implements FlowPort {
        private final AtomicInteger looks = new AtomicInteger();
        private final AtomicLong lookedAt = new AtomicLong();
        private final AtomicLong shortest = new AtomicLong(Long.MAX_VALUE);
        private volatile boolean refuses;
        private volatile boolean held;
        private volatile boolean closed;

        @Override
        public TableSeen keep(String owner, Optional<FlowTable> wish) {
            long now = System.nanoTime();
            long before = lookedAt.getAndSet(now);
            if (looks.incrementAndGet() > 1) {
                shortest.accumulateAndGet(now - before, Math::min);
            }
            if (refuses) {
                throw refusal();
            }
            return new TableSeen(wish.isPresent(), Optional.empty(), 0);
        }

        @Override
        public boolean isHeld() {
            return held;
        }

        @Override
        public FlowMove.Outcome move(FlowMove move) {
            if (refuses) {
                throw refusal();
            }
            return new FlowMove.Outcome(move, 2, 1, Optional.empty());
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static NetlinkException refusal() {
        NfNetlink closed = NfNetlink.open();
        closed.close();
        try {
            closed.tables().list();
        } catch (NetlinkException refused) {
            return refused;
        }
        throw new AssertionError("a closed handle answers");
    }

    private final Inbox inbox = new Inbox();
    private final Port port = new Port();
    private final AtomicInteger opened = new AtomicInteger();

    private FlowLane lane() {
        return new FlowLane(
                () -> {
                    opened.incrementAndGet();
                    return port;
                },
                inbox);
    }

    private static Effect.KeepFlowTable keep(Optional<FlowTable> table) {
        return new Effect.KeepFlowTable(1, "owner", table);
    }

    @Test
    void nothing_is_opened_before_there_is_something_to_do() {
        lane().close();

        assertThat(opened).hasValue(0);
        assertThat(port.closed).isFalse();
    }

    @Test
    void the_table_is_looked_after_and_said_once() throws InterruptedException {
        try (FlowLane lane = lane()) {
            lane.keep(keep(TABLE));
            assertThat(inbox.take(PATIENCE))
                    .isEqualTo(new Event.FlowTableSeen(new TableSeen(true, Optional.empty(), 0)));
            int looks = port.looks.get();
            long end = System.nanoTime() + PATIENCE;
            while (port.looks.get() < looks + 2 && System.nanoTime() < end) {
                assertThat(inbox.take(1_000_000)).as("no news").isNull();
            }
            assertThat(port.looks).hasValueGreaterThan(looks);
            lane.keep(keep(Optional.empty()));
            assertThat(inbox.take(PATIENCE))
                    .isEqualTo(new Event.FlowTableSeen(new TableSeen(false, Optional.empty(), 0)));
        }
        assertThat(opened).hasValue(1);
        assertThat(port.closed).isTrue();
    }

    @Test
    void a_table_that_nobody_else_can_change_is_looked_at_seldom() throws InterruptedException {
        port.held = true;
        try (FlowLane lane = lane()) {
            lane.keep(keep(TABLE));
            long end = System.nanoTime() + PATIENCE;
            while (port.looks.get() < 3 && System.nanoTime() < end) {
                inbox.take(1_000_000);
            }
        }
        assertThat(port.looks).hasValueGreaterThanOrEqualTo(3);
        assertThat(Duration.ofNanos(port.shortest.get())).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_refusal_is_said_in_an_operators_words() throws InterruptedException {
        port.refuses = true;
        try (FlowLane lane = lane()) {
            lane.keep(keep(TABLE));
            assertThat(inbox.take(PATIENCE))
                    .isInstanceOfSatisfying(
                            Event.FlowTableSeen.class,
                            seen -> assertThat(seen.table().trouble().orElse(""))
                                    .startsWith("connections are not pinned or masqueraded: "));
            lane.move(new Effect.MoveFlows(2, MOVE));
            assertThat(inbox.take(PATIENCE)).isInstanceOfSatisfying(Event.FlowsMoved.class, moved -> {
                assertThat(moved.eventId()).isEqualTo(2);
                assertThat(moved.outcome().failure()).isPresent();
            });
        }
    }

    @Test
    void what_came_of_a_move_is_told() throws InterruptedException {
        try (FlowLane lane = lane()) {
            lane.move(new Effect.MoveFlows(3, MOVE));

            assertThat(inbox.take(PATIENCE))
                    .isEqualTo(new Event.FlowsMoved(3, new FlowMove.Outcome(MOVE, 2, 1, Optional.empty())));
        }
    }
}
