package dev.multipath.netlink.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Neighbours, forwarding entries, tables and addresses in the words of iproute2, and what does not construct. */
final class NeighbourWordsTest {
    private static final IpAddress HERE = IpAddress.parse("192.0.2.1");
    private static final HardwareAddress MAC = HardwareAddress.parse("02:00:00:00:00:01");

    @Test
    void neighbours() {
        assertThat(Neighbour.permanent(3, HERE, MAC))
                .hasToString("192.0.2.1 dev if3 lladdr 02:00:00:00:00:01 nud permanent");
        assertThat(Neighbour.proxy(0, HERE)).hasToString("proxy 192.0.2.1");
        assertThat(Neighbour.of(3, HERE)
                        .state(Neighbour.STALE | Neighbour.FAILED | 0x100)
                        .flags(Neighbour.ROUTER | Neighbour.EXT_LEARNED)
                        .extendedFlags(Neighbour.MANAGED | 0x10)
                        .protocol(Protocol.STATIC))
                .hasToString(
                        "192.0.2.1 dev if3 nud stale,failed,0x100 extern_learn router managed 0x10 protocol static");
        assertThat(Neighbour.of(3, HERE)).hasToString("192.0.2.1 dev if3 nud none");
    }

    @Test
    void forwarding_entries() {
        assertThat(FdbEntry.ofPort(3, MAC).vlan(5).flags(FdbEntry.MASTER | FdbEntry.STICKY))
                .hasToString("02:00:00:00:00:01 dev if3 vlan 5 master sticky static");
        FdbTarget.Remote remote = FdbTarget.Remote.of(HERE).port(4789).vni(7).via(9);
        assertThat(FdbEntry.ofDevice(3, MAC).target(remote).sourceVni(8))
                .hasToString(
                        "02:00:00:00:00:01 dev if3 dst 192.0.2.1 port 4789 vni 7 via if9 src_vni 8 self permanent");
        assertThat(FdbEntry.ofDevice(3, MAC).target(new FdbTarget.Group(12)).state(FdbEntry.DYNAMIC))
                .hasToString("02:00:00:00:00:01 dev if3 nhid 12 self dynamic");
        assertThat(FdbEntry.ofPort(3, MAC)
                        .extendedFlags(FdbEntry.LOCKED)
                        .activity(FdbActivity.of(FdbActivity.NOTIFY | FdbActivity.INACTIVE))
                        .state(FdbEntry.STALE))
                .hasToString("02:00:00:00:00:01 dev if3 master locked activity_notify inactive stale");
        assertThat(FdbFlush.of(3).port(4).vlan(5).state(0, FdbEntry.PERMANENT).flags(0x10, 0x10))
                .hasToString("dev if3 brport if4 vlan 5 state 0x0/0x80 flags 0x10/0x10");
    }

    @Test
    void who_keeps_an_entry() {
        FdbEntry reported = FdbEntry.ofPort(3, MAC).flags(FdbEntry.STICKY);
        assertThat(withMaster(reported, 9).keeper()).isEqualTo(FdbEntry.MASTER);
        assertThat(withMaster(reported, 3).keeper()).isEqualTo(FdbEntry.SELF);
        assertThat(reported.keeper()).isEqualTo(FdbEntry.SELF);
        assertThat(FdbEntry.ofDevice(3, MAC).keeper()).isEqualTo(FdbEntry.SELF);
        assertThat(FdbEntry.ofPort(3, MAC)
                        .flags(FdbEntry.SELF | FdbEntry.MASTER)
                        .keeper())
                .isEqualTo(FdbEntry.SELF | FdbEntry.MASTER);
    }

    @Test
    void tables() {
        NeighbourTableChange change = NeighbourTableChange.of(AddressFamily.INET)
                .interfaceIndex(3)
                .set(NeighbourParameter.UNICAST_PROBES, 5)
                .set(NeighbourParameter.BASE_REACHABLE_TIME, 15_000);
        assertThat(change).hasToString("name arp_cache dev if3 base_reachable 15000 ucast_probes 5");
        assertThat(NeighbourTableChange.of(AddressFamily.INET6)
                        .thresholds(1, 2, 3)
                        .gcInterval(4))
                .hasToString("name ndisc_cache thresh1 1 thresh2 2 thresh3 3 gc_int 4");
    }

    @Test
    void addresses() {
        Address address = Address.of(3, HERE, 24);
        assertThat(address).hasToString("192.0.2.1/24 dev if3");
        assertThat(address.broadcast(IpAddress.parse("192.0.2.255"))
                        .label("va:a")
                        .scope(Scope.LINK)
                        .routePriority(77)
                        .protocol(new AddressProtocol(2))
                        .flags(Address.SECONDARY | Address.NO_PREFIX_ROUTE | 0x4000)
                        .lifetime(AddressLifetime.of(300, 600)))
                .hasToString("192.0.2.1/24 brd 192.0.2.255 dev if3 scope link label va:a metric 77 proto kernel_ra"
                        + " secondary noprefixroute flags 0x4000 valid_lft 600 preferred_lft 300");
        assertThat(address.peer(IpAddress.parse("192.0.2.2")).lifetime(AddressLifetime.of(0, AddressLifetime.FOREVER)))
                .hasToString("192.0.2.1 peer 192.0.2.2/24 dev if3 valid_lft forever preferred_lft 0");
        assertThat(new GroupAddress(
                        GroupAddress.Kind.MULTICAST,
                        3,
                        IpAddress.parse("ff02::1"),
                        128,
                        Scope.LINK,
                        128,
                        Optional.empty(),
                        OptionalInt.empty(),
                        UnknownAttributes.NONE))
                .hasToString("multicast ff02::1 dev if3 scope link");
    }

    @Test
    void what_no_kernel_takes_does_not_construct() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Neighbour.proxy(3, HERE).extendedFlags(Neighbour.MANAGED))
                .withMessageContaining("proxy");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Neighbour.of(3, HERE).state(0x10000));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Neighbour.of(3, HERE).flags(256));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FdbEntry.ofPort(3, MAC).vlan(4096));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FdbTarget.Remote(
                        Optional.empty(), OptionalInt.empty(), OptionalLong.empty(), OptionalInt.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FdbTarget.Remote.of(HERE).port(65536));
        assertThatIllegalArgumentException().isThrownBy(() -> FdbFlush.of(3).state(0x80, 0x40));
        assertThatIllegalArgumentException().isThrownBy(() -> new NeighbourParameter(18));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        NeighbourTableChange.of(AddressFamily.INET).set(NeighbourParameter.QUEUE_LENGTH, 1L << 32));
        assertThatIllegalArgumentException().isThrownBy(() -> AddressLifetime.of(600, 300));
        assertThatIllegalArgumentException().isThrownBy(() -> AddressLifetime.of(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new AddressProtocol(256));
        for (String text : List.of("02:00", "", "0a:0B:0c:0D:0e:0f:00:01")) {
            assertThat(HardwareAddress.parse(text)).hasToString(text.toLowerCase(Locale.ROOT));
        }
        for (String text : List.of("2:0", "02-00", "02:00:", "zz", "00".repeat(33))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HardwareAddress.parse(text))
                    .withMessageContaining("'" + text + "'");
        }
    }

    private static FdbEntry withMaster(FdbEntry entry, int master) {
        return new FdbEntry(
                entry.interfaceIndex(),
                entry.address(),
                entry.state(),
                entry.flags(),
                entry.type(),
                entry.vlan(),
                OptionalInt.of(master),
                entry.target(),
                entry.sourceVni(),
                entry.linkNetNsId(),
                entry.extendedFlags(),
                entry.activity(),
                entry.cacheInfo(),
                entry.unknown());
    }
}
