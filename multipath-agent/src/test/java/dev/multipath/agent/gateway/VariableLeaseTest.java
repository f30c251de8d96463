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
    private static final String NETWORKD = """
            # This is private data. Do not parse.
            ADDRESS=192.0.2.77
            NETMASK=255.255.255.0
            ROUTER=192.0.2.1 192.0.2.2
            SERVER_ADDRESS=192.0.2.1
            T1=1800
            T2=3150
            LIFETIME=3600
            DNS=192.0.2.53
            CLIENTID=ffca53095a000200
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
    void nonsense_is_named() {
        assertThatThrownBy(() -> read(VariableLease.ofNetworkd(), "7", NETWORKD.replace("ROUTER=192", "ROUTER=x")))
                .hasMessage("no address: x.0.2.1");
        assertThatThrownBy(() -> read(VariableLease.ofNetworkd(), "wan0", NETWORKD))
                .hasMessage("its name is no interface index");
        assertThatThrownBy(() -> read(VariableLease.ofNetworkManager(), "internal-x-wan0.lease", NETWORKD))
                .hasMessage("its name does not tell the interface");
    }
}
