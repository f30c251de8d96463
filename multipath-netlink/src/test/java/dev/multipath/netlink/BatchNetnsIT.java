package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.NetlinkSocket;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches and the running kernel. */
@Timeout(120)
final class BatchNetnsIT {
    private static final RouteTable T = RouteTable.of(7900);
    private static final RouteFilter TABLE = RouteFilter.ALL.table(T);
    private static final int MANY = 5000;

    private LiveNamespace live;
    private RtNetlink netlink;
    private int device;

    @BeforeEach
    void open() {
        live = new LiveNamespace();
        // The deadline is not what these tests are about, and the machine may be busy.
        netlink = live.netlink().withTimeout(Duration.ofMinutes(1));
        device = live.uplink("up-a", "192.0.2.2", "2001:db8:1::1");
    }

    @AfterEach
    void close() {
        live.close();
    }

    private Route route(int number) {
        return Route.to(IpPrefix.host(IpAddress.ipv4(0x0a00_0000 + number)))
                .table(T)
                .protocol(Protocol.of(77))
                .via(IpAddress.parse("192.0.2.1"), device);
    }

    private Route route6(int number) {
        return Route.to(IpPrefix.host(IpAddress.ipv6(0x2001_0db8_0099_0000L, number)))
                .table(T)
                .protocol(Protocol.of(77))
                .via(IpAddress.parse("2001:db8:1::2"), device);
    }

    private Batch batch(boolean lastOnly) {
        return lastOnly ? netlink.batch().acknowledgeLast() : netlink.batch();
    }

    private long shownByIp() {
        String shown = live.ip("route show table 7900");
        return shown.isEmpty() ? 0 : shown.lines().count();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thousands_are_added_refused_and_deleted_each_with_its_result(boolean lastOnly) {
        Batch add = batch(lastOnly);
        for (int i = 0; i < MANY; i++) {
            add.add(i % 2 == 0 ? route(i) : route6(i));
        }
        assertThat(add.send()).hasSize(MANY).containsOnly(ChangeResult.DONE);
        assertThat(shownByIp()).isEqualTo(MANY / 2);
        assertThat(netlink.routes().list(TABLE)).hasSize(MANY);

        Batch again = batch(lastOnly);
        for (int i = 0; i < MANY; i++) {
            again.add(i % 2 == 0 ? route(i) : route6(i));
        }
        assertThat(again.send())
                .hasSize(MANY)
                .allSatisfy(result -> assertThat(result)
                        .isInstanceOfSatisfying(
                                ChangeResult.Refused.class,
                                refused -> assertThat(refused.why().errno()).isEqualTo(Errno.EEXIST)));

        Batch delete = batch(lastOnly);
        for (Route listed : netlink.routes().list(TABLE)) {
            delete.delete(listed);
        }
        assertThat(delete.send()).hasSize(MANY).containsOnly(ChangeResult.DONE);
        assertThat(netlink.routes().list(TABLE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_is_refused_in_the_middle_is_told_apart(boolean lastOnly) {
        netlink.routes().add(route(1));
        Route unreachable = route(2).via(IpAddress.parse("203.0.113.1"), device);

        List<ChangeResult> results = batch(lastOnly)
                .add(route(0))
                .addIfAbsent(route(1))
                .add(unreachable)
                .deleteIfPresent(route(3))
                .replace(route(4))
                .delete(route(5))
                .delete(route(0))
                .send();

        assertThat(results.get(0)).isEqualTo(ChangeResult.DONE);
        assertThat(results.get(1)).isEqualTo(new ChangeResult.NotNeeded(Errno.EEXIST));
        assertThat(results.get(2)).isInstanceOfSatisfying(ChangeResult.Refused.class, refused -> {
            assertThat(refused.why().errno()).isEqualTo(Errno.ENETUNREACH);
            assertThat(refused.why().kernelText()).contains("Nexthop has invalid gateway");
            assertThat(refused.why().request()).startsWith("ip route add 10.0.0.2 via 203.0.113.1");
        });
        assertThat(results.get(3)).isEqualTo(new ChangeResult.NotNeeded(Errno.ESRCH));
        assertThat(results.get(4)).isEqualTo(ChangeResult.DONE);
        assertThat(results.get(5)).isInstanceOf(ChangeResult.Refused.class);
        assertThat(results.get(6)).isEqualTo(ChangeResult.DONE);
        assertThat(netlink.routes().list(TABLE)).containsExactly(route(1), route(4));
    }

    @Test
    void stopping_at_the_first_failure_leaves_the_rest_unsent() {
        netlink.routes().add(route(0));
        Batch batch = netlink.batch().stopAtFirstFailure();
        for (int i = 0; i < 1000; i++) {
            batch.add(route(i));
        }

        List<ChangeResult> results = batch.send();

        assertThat(results).hasSize(1000);
        assertThat(results.get(0)).isInstanceOf(ChangeResult.Refused.class);
        long done = results.stream().filter(ChangeResult.DONE::equals).count();
        assertThat(done).isEqualTo(BatchRun.WINDOW_MESSAGES - 1);
        assertThat(results.get(999)).isInstanceOf(ChangeResult.NotSent.class);
        assertThat(netlink.routes().list(TABLE)).hasSize((int) done + 1);
    }

    @Test
    void every_kind_of_object_goes_into_one_batch_in_order() {
        Neighbour neighbour = Neighbour.of(device, IpAddress.parse("192.0.2.1")).flags(Neighbour.USE);
        Rule rule = Rule.lookup(AddressFamily.INET, T).priority(7901);
        Address address = Address.of(device, IpAddress.parse("198.51.100.2"), 24);
        Route through = route(1).via(IpAddress.parse("198.51.100.1"), device);

        List<ChangeResult> results = netlink.batch()
                .add(address)
                .add(through)
                .add(rule)
                .replace(neighbour)
                .add(NewLink.veth("b-a", "b-b"))
                .addIfAbsent(NewLink.veth("b-a", "b-b"))
                .changeLink(device, LinkChange.setMtu(1400))
                .addIfAbsent(address)
                .send();

        assertThat(results.subList(0, 5)).containsOnly(ChangeResult.DONE);
        assertThat(results.get(5)).isEqualTo(new ChangeResult.NotNeeded(Errno.EEXIST));
        assertThat(results.get(6)).isEqualTo(ChangeResult.DONE);
        assertThat(results.get(7)).isEqualTo(new ChangeResult.NotNeeded(Errno.EEXIST));
        assertThat(live.ip("route show table 7900")).contains("10.0.0.1 via 198.51.100.1");
        assertThat(live.ip("rule show prio 7901")).contains("lookup 7900");
        assertThat(live.ip("neighbour show dev up-a")).contains("192.0.2.1");
        assertThat(live.ip("link show up-a")).contains("mtu 1400");

        int made = netlink.links().get("b-a").orElseThrow().index();
        assertThat(netlink.batch()
                        .deleteLink(made)
                        .deleteLinkIfPresent(made)
                        .addIfAbsent(neighbour)
                        .delete(neighbour)
                        .deleteIfPresent(Neighbour.of(device, IpAddress.parse("192.0.2.99")))
                        .delete(rule)
                        .deleteIfPresent(rule)
                        .delete(through)
                        .delete(address)
                        .deleteIfPresent(address)
                        .send())
                .containsExactly(
                        ChangeResult.DONE,
                        new ChangeResult.NotNeeded(Errno.ENODEV),
                        new ChangeResult.NotNeeded(Errno.EEXIST),
                        ChangeResult.DONE,
                        new ChangeResult.NotNeeded(Errno.ENOENT),
                        ChangeResult.DONE,
                        new ChangeResult.NotNeeded(Errno.ENOENT),
                        ChangeResult.DONE,
                        ChangeResult.DONE,
                        new ChangeResult.NotNeeded(Errno.EADDRNOTAVAIL));
    }

    /** The smallest buffer the kernel gives holds a few answers: the rest is dropped, and the requests still executed. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_a_full_receive_buffer_dropped_is_unknown_and_nothing_is_pretended(boolean lastOnly) throws Exception {
        NetlinkSocket socket = NetlinkSocketFactory.system().open(live.namespace());
        socket.receiveBuffer(1);
        Conversation narrow = new Conversation(socket, Ticker.SYSTEM);
        for (int i = 0; i < 100; i += 2) {
            netlink.routes().add(route(i));
        }
        Batch batch = new Batch(narrow, Duration.ofMinutes(1));
        for (int i = 0; i < 300; i++) {
            batch.add(route(i));
        }

        List<ChangeResult> results = (lastOnly ? batch.acknowledgeLast() : batch).send();

        assertThat(results).hasSize(300);
        int unknown = 0;
        for (int i = 0; i < 300; i++) {
            boolean duplicate = i < 100 && i % 2 == 0;
            ChangeResult result = results.get(i);
            if (result instanceof ChangeResult.Unknown lost) {
                unknown++;
                assertThat(lost.why())
                        .isInstanceOfSatisfying(
                                NetlinkException.SocketFailed.class,
                                failed -> assertThat(failed.errno()).isEqualTo(Errno.ENOBUFS));
            } else {
                assertThat(result)
                        .as("route %d", i)
                        .isInstanceOf(duplicate ? ChangeResult.Refused.class : ChangeResult.Done.class);
            }
        }
        assertThat(unknown).isPositive();
        assertThat(netlink.routes().list(TABLE)).hasSize(300);
        socket.receiveBuffer(212_992);
        assertThat(new Batch(narrow, Duration.ofMinutes(1)).delete(route(299)).send())
                .containsExactly(ChangeResult.DONE);
        narrow.close();
    }

    /** Closed while it runs, wherever that is: the results say what is there. */
    @Test
    void closing_from_another_thread_leaves_a_result_for_each() throws Exception {
        for (int round = 0; round < 10; round++) {
            RtNetlink closing = RtNetlink.open(live.namespace()).withTimeout(Duration.ofMinutes(1));
            Batch batch = closing.batch();
            for (int i = 0; i < MANY; i++) {
                batch.replace(route(i));
            }
            CompletableFuture<List<ChangeResult>> sent = CompletableFuture.supplyAsync(batch::send);
            while (netlink.routes().list(TABLE).isEmpty() && !sent.isDone()) {
                Thread.onSpinWait();
            }
            closing.close();
            check(sent.get());
            netlink.routes().list(TABLE).forEach(netlink.routes()::delete);
        }
    }

    @Test
    void an_interrupt_from_another_thread_leaves_a_result_for_each_and_the_handle_usable() throws Exception {
        for (int round = 0; round < 10; round++) {
            Batch batch = netlink.batch();
            for (int i = 0; i < MANY; i++) {
                batch.replace(route(i));
            }
            CompletableFuture<List<ChangeResult>> sent = new CompletableFuture<>();
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            Thread sender = new Thread(() -> {
                sent.complete(batch.send());
                flag.complete(Thread.currentThread().isInterrupted());
            });
            try (RtNetlink watching = RtNetlink.open(live.namespace())) {
                sender.start();
                while (watching.routes().list(TABLE).isEmpty() && !sent.isDone()) {
                    Thread.onSpinWait();
                }
                sender.interrupt();
                check(sent.get());
                assertThat(flag.get()).isTrue();
            }
            sender.join();
            netlink.routes().list(TABLE).forEach(netlink.routes()::delete);
        }
    }

    /** Done is there, NotSent is not, and all of the sent come before all of the unsent. */
    private void check(List<ChangeResult> results) {
        assertThat(results).hasSize(MANY);
        Set<IpPrefix> there = new HashSet<>();
        netlink.routes().list(TABLE).forEach(route -> there.add(route.destination()));
        List<Integer> wrong = new ArrayList<>();
        boolean unsent = false;
        for (int i = 0; i < MANY; i++) {
            ChangeResult result = results.get(i);
            boolean present = there.contains(route(i).destination());
            boolean known = !(result instanceof ChangeResult.Unknown);
            unsent |= result instanceof ChangeResult.NotSent;
            if (known && present == unsent) {
                wrong.add(i);
            }
        }
        assertThat(wrong).isEmpty();
    }
}
