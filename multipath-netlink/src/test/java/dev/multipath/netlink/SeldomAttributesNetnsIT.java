package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Attributes;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.LinkAttributes;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Octets;
import dev.multipath.netlink.model.RetiredRouteAttributes;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.Seg6Action;
import dev.multipath.netlink.model.Seg6Local;
import dev.multipath.netlink.model.VfAttributes;
import dev.multipath.netlink.model.VfSetting;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.jnr.BpfProgram;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attributes hardly anyone uses are what the running kernel takes them for. */
final class SeldomAttributesNetnsIT {
    private static final RouteTable T = RouteTable.of(7900);

    private LiveNamespace live;
    private RtNetlink netlink;
    private int a;

    @BeforeEach
    void open() {
        live = new LiveNamespace();
        netlink = live.netlink();
        a = live.uplink("up-a", "192.0.2.2", "2001:db8:1::1");
    }

    @AfterEach
    void close() {
        live.close();
    }

    static Stream<Attributes> settings() {
        return Stream.of(
                Attributes.of(VfAttributes.VF_MAC, new VfSetting.Mac(0, HardwareAddress.parse("02:00:00:00:00:07"))),
                Attributes.of(VfAttributes.VF_VLAN, new VfSetting.Vlan(0, 7, 1)),
                Attributes.of(VfAttributes.VF_VLAN_LIST, List.of(new VfSetting.TaggedVlan(0, 7, 1, 0x8100))),
                Attributes.of(VfAttributes.VF_TX_RATE, new VfSetting.TxRate(0, 100)),
                Attributes.of(VfAttributes.VF_RATE, new VfSetting.Rate(0, 10, 100)),
                Attributes.of(VfAttributes.VF_SPOOFCHK, new VfSetting.Switch(0, VfSetting.Switch.ON)),
                Attributes.of(VfAttributes.VF_RSS_QUERY_EN, new VfSetting.Switch(0, VfSetting.Switch.OFF)),
                Attributes.of(VfAttributes.VF_TRUST, new VfSetting.Switch(0, VfSetting.Switch.ON)),
                Attributes.of(VfAttributes.VF_LINK_STATE, new VfSetting.LinkState(0, VfSetting.LinkState.ENABLE)));
    }

    /**
     * The kernel reads the structure, by its length, before it asks the driver. A veth has no virtual functions; a device
     * that has is not to be had in a namespace.
     */
    @ParameterizedTest
    @MethodSource("settings")
    void settings_of_virtual_functions_reach_the_driver(Attributes setting) {
        LinkChange change = LinkChange.NOTHING.attributes(Attributes.of(LinkAttributes.VFINFO_LIST, List.of(setting)));
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> netlink.links().change(a, change))
                .satisfies(refusal -> assertThat(refusal.errno().name()).isEqualTo("EOPNOTSUPP"));
        assertThat(live.run("link set up-a vf 0 mac 02:00:00:00:00:07").output())
                .contains("Operation not supported");
    }

    /** As {@code ip route add … as to …} sends it. */
    @ParameterizedTest
    @ValueSource(strings = {"10.1.0.0/16", "2001:db8:50::/48"})
    void a_new_destination_is_taken_and_forgotten(String prefix) {
        IpPrefix destination = IpPrefix.parse(prefix);
        boolean ipv4 = destination.family().equals(AddressFamily.INET);
        IpAddress other = IpAddress.parse(ipv4 ? "10.9.0.1" : "2001:db8:99::1");
        Route route = Route.to(destination).table(T).dev(a);
        RouteTarget target = RouteTarget.single(NextHop.dev(a).newDestination(other));
        netlink.routes().add(route.target(target));
        Route listed = only(destination.family());
        assertThat(listed.target().hops().get(0).newDestination()).isEmpty();
        assertThat(route.target(target).toString()).contains(" as to " + other);

        netlink.routes().delete(listed);
        live.ip((ipv4 ? "" : "-6 ") + "route add " + prefix + " as to " + other + " dev up-a table 7900");
        assertThat(only(destination.family())).isEqualTo(listed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.0.0/16", "2001:db8:50::/48"})
    void attributes_nobody_uses_are_taken_and_forgotten(String prefix) {
        IpPrefix destination = IpPrefix.parse(prefix);
        RetiredRouteAttributes retired = RetiredRouteAttributes.NONE
                .protocolInfo(new Octets(new byte[] {1, 2, 3, 4}))
                .session(new Octets(new byte[4]))
                .multipathAlgorithm(new Octets(new byte[] {1, 0, 0, 0}));
        Route route = Route.to(destination).table(T).target(RouteTarget.single(NextHop.dev(a)));
        netlink.routes().add(route.options(route.options().retired(retired)));
        assertThat(only(destination.family()).options().retired()).isEqualTo(RetiredRouteAttributes.NONE);
    }

    /** What is told is a descriptor, what is said an id. */
    @Test
    void a_segment_runs_a_program() throws ErrnoException {
        Seg6Local.Builder local = Seg6Local.of(Seg6Action.END_BPF).toBuilder();
        IpPrefix segment = IpPrefix.parse("2001:db8:60::1/128");
        Route route = Route.to(segment).table(T);
        try (BpfProgram program = BpfProgram.load()) {
            local.program(new Seg6Local.Program(program.descriptor(), "lets-pass"));
            netlink.routes().add(route.target(RouteTarget.single(NextHop.dev(a).encapsulation(local.build()))));
        }
        Route listed = only(AddressFamily.INET6);
        Seg6Local said =
                (Seg6Local) listed.target().hops().get(0).encapsulation().orElseThrow();
        assertThat(said.unknown().isEmpty()).isTrue();
        assertThat(said.program().orElseThrow().name()).isEqualTo("lets-pass");
        assertThat(said.program().orElseThrow().number()).isPositive();
        assertThat(live.ip("-6 route show table 7900"))
                .contains("encap seg6local action End.BPF endpoint lets-pass dev up-a");
        netlink.routes().delete(route.target(RouteTarget.single(NextHop.dev(a))));
        assertThat(live.run("-6 route show table 7900").output()).doesNotContain("lets-pass");
    }

    private Route only(AddressFamily family) {
        List<Route> listed = netlink.routes().list(RouteFilter.of(family).table(T));
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).unknown().isEmpty()).isTrue();
        return listed.get(0);
    }
}
