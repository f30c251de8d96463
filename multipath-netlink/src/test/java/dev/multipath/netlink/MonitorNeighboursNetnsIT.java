package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.FdbEntry;
import dev.multipath.netlink.model.GroupAddress;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Neighbour;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the running kernel notifies of neighbours, forwarding entries and groups, heard. */
@Timeout(60)
final class MonitorNeighboursNetnsIT {
    private static final HardwareAddress MAC = HardwareAddress.parse("02:00:00:00:00:07");

    private LiveNamespace live;
    private final BlockingQueue<RtEvent> events = new LinkedBlockingQueue<>();
    private int index;

    @BeforeEach
    void open() {
        live = new LiveNamespace();
        index = live.uplink("va", "192.0.2.1", "2001:db8::1");
    }

    @AfterEach
    void close() {
        live.close();
    }

    private <T extends RtEvent> T next(Class<T> type, Predicate<T> wanted) throws InterruptedException {
        while (true) {
            RtEvent event = events.poll(5, TimeUnit.SECONDS);
            assertThat(event).as("waiting for a %s", type.getSimpleName()).isNotNull();
            if (type.isInstance(event) && wanted.test(type.cast(event))) {
                return type.cast(event);
            }
        }
    }

    @Test
    void neighbours_come_and_go() throws InterruptedException {
        IpAddress address = IpAddress.parse("192.0.2.7");
        try (Monitor monitor = live.netlink().monitor().neighbours().start(events::add)) {
            assertThat(monitor).isNotNull();
            live.netlink().neighbours().add(Neighbour.permanent(index, address, MAC));
            RtEvent.NeighbourChanged changed = next(
                    RtEvent.NeighbourChanged.class,
                    event -> event.neighbour().address().equals(address));
            assertThat(changed.neighbour().hardwareAddress()).contains(MAC);
            assertThat(changed.neighbour().state()).isEqualTo(Neighbour.PERMANENT);
            live.netlink().neighbours().delete(changed.neighbour());
            next(
                    RtEvent.NeighbourRemoved.class,
                    event -> event.neighbour().address().equals(address));
        }
    }

    @Test
    void forwarding_entries_come_and_go() throws InterruptedException {
        live.ip("link add br0 type bridge");
        live.ip("link set va master br0");
        int bridge = live.netlink().links().get("br0").orElseThrow().index();
        try (Monitor monitor = live.netlink().monitor().neighbours().start(events::add)) {
            assertThat(monitor).isNotNull();
            live.netlink().fdb().add(FdbEntry.ofPort(index, MAC));
            RtEvent.FdbChanged changed = next(
                    RtEvent.FdbChanged.class, event -> event.entry().address().equals(MAC));
            assertThat(changed.entry().master()).hasValue(bridge);
            assertThat(changed.entry().state()).isEqualTo(FdbEntry.STATIC);
            live.netlink().fdb().delete(changed.entry());
            next(RtEvent.FdbRemoved.class, event -> event.entry().address().equals(MAC));
        }
    }

    @Test
    void groups_are_joined_and_left() throws InterruptedException {
        Address address = Address.of(index, IpAddress.parse("2001:db8::42"), 64).noDad();
        IpAddress group = IpAddress.parse("ff02::1:ff00:42");
        try (Monitor monitor = live.netlink().monitor().groupAddresses().start(events::add)) {
            assertThat(monitor).isNotNull();
            live.netlink().addresses().add(address);
            RtEvent.GroupAddressAdded joined = next(
                    RtEvent.GroupAddressAdded.class,
                    event -> event.address().address().equals(group));
            assertThat(joined.address().kind()).isEqualTo(GroupAddress.Kind.MULTICAST);
            assertThat(joined.address().interfaceIndex()).isEqualTo(index);
            live.netlink().addresses().delete(address);
            next(
                    RtEvent.GroupAddressRemoved.class,
                    event -> event.address().address().equals(group));
        }
    }
}
