package dev.multipath.agent.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.agent.uplink.Lease;
import dev.multipath.netlink.model.IpAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What systemd-networkd and NetworkManager's own client keep. */
final class VariableLeaseTest {
    /** As systemd 252 wrote it; the addresses are others. */
    private static final String NETWORKD = """
        # This is private data. Do not parse.
        ADDRESS=192.0.2.77
        NETMASK=255.255.255.0
        ROUTER=192.0.2.1 192.0.2.2
        SERVER_ADDRESS=192.0.2.1
        NEXT_SERVER=192.0.2.1
        BROADCAST=192.0.2.255
        T1=1800
        T2=3150
        LIFETIME=3600
        HOSTNAME=vm
        CLIENTID=ffb22f20b400020000ab110033bdebf95e192c
        """;

    /** As NetworkManager 1.42 wrote it, likewise. */
    private static final String DEVICE = """
        [device]
        managed=true
        perm-hw-addr-fake=92:3B:F9:D6:ED:B9
        connection-uuid=0f34e2b6-9b5d-3a4f-8a51-1c6ffd0c7d11
        nm-owned=false
        route-metric-default-effective=100
        next-server=192.0.2.1

        [dhcp4]
        dhcp4.broadcast_address=192.0.2.255
        dhcp4.dhcp_client_identifier=01:92:3b:f9:d6:ed:b9
        dhcp4.dhcp_lease_time=3600
        dhcp4.dhcp_server_identifier=192.0.2.1
        dhcp4.expiry=1795979682
        dhcp4.host_name=vm
        dhcp4.ip_address=192.0.2.77
        dhcp4.next_server=192.0.2.1
        dhcp4.rfc3442_classless_static_routes=10.0.0.0/8 192.0.2.9 0.0.0.0/0 192.0.2.254
        dhcp4.routers=192.0.2.1
        dhcp4.subnet_mask=255.255.255.0
        """;

    private static Lease read(VariableLease format, String name, String text) throws MalformedLeaseException {
        return format.read(name, text.getBytes(StandardCharsets.UTF_8), Instant.EPOCH)
                .get(0)
                .lease();
    }

    private static Lease lease(String device, String gateway, String client) {
        Optional<IpAddress> router = gateway.isEmpty() ? Optional.empty() : Optional.of(IpAddress.parse(gateway));
        return Lease.ipv4(device, Optional.of(IpAddress.parse("192.0.2.77")), router, client);
    }

    @Test
    void networkd_names_the_interface_by_its_index() throws MalformedLeaseException {
        assertThat(read(VariableLease.ofNetworkd(), "7", NETWORKD))
                .isEqualTo(lease("", "192.0.2.1", "systemd-networkd").index(7));
    }

    @Test
    void a_default_among_the_routes_wins() throws MalformedLeaseException {
        String routes = NETWORKD + "ROUTES=198.51.100.0/24,192.0.2.9 0.0.0.0/0,192.0.2.254\n";
        assertThat(read(VariableLease.ofNetworkd(), "7", routes).gateway()).contains(IpAddress.parse("192.0.2.254"));
        String specific = NETWORKD + "ROUTES=\"198.51.100.0/24,192.0.2.9\"\n";
        assertThat(read(VariableLease.ofNetworkd(), "7", specific).gateway()).contains(IpAddress.parse("192.0.2.1"));
    }

    @Test
    void networkmanager_names_it_behind_the_connection_and_may_know_the_address_alone() throws MalformedLeaseException {
        String name = "internal-0f34e2b6-9b5d-3a4f-8a51-1c6ffd0c7d11-wan-0.5.lease";
        assertThat(read(VariableLease.ofNetworkManager(), name, NETWORKD))
                .isEqualTo(lease("wan-0.5", "192.0.2.1", "NetworkManager"));
        assertThat(read(VariableLease.ofNetworkManager(), name, "ADDRESS=192.0.2.77\n"))
                .isEqualTo(lease("wan-0.5", "", "NetworkManager"));
    }

    @Test
    void networkmanager_knows_the_router_of_a_device_it_manages() throws MalformedLeaseException {
        VariableLease format = VariableLease.ofNetworkManagersDevices();
        assertThat(read(format, "7", DEVICE))
                .isEqualTo(lease("", "192.0.2.254", "NetworkManager").index(7));
        assertThat(read(format, "7", DEVICE.replace(" 0.0.0.0/0 192.0.2.254", "")))
                .as("no default among the routes")
                .isEqualTo(lease("", "192.0.2.1", "NetworkManager").index(7));
        String without = DEVICE.substring(0, DEVICE.indexOf("[dhcp4]"));
        assertThat(format.read("7", without.getBytes(StandardCharsets.UTF_8), Instant.EPOCH))
                .as("an address nobody leased")
                .isEmpty();
    }

    @Test
    void nonsense_is_named() {
        assertThatThrownBy(() -> read(VariableLease.ofNetworkd(), "7", NETWORKD.replace("ROUTER=192", "ROUTER=x")))
                .hasMessage("no address: x.0.2.1");
        assertThatThrownBy(() -> read(VariableLease.ofNetworkd(), "wan0", NETWORKD))
                .hasMessage("its name is no interface index");
        assertThatThrownBy(() -> read(VariableLease.ofNetworkManager(), "internal-x-wan0.lease", NETWORKD))
                .hasMessage("its name does not tell the interface");
    }
}
