package dev.multipath.agent.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.agent.uplink.Lease;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** dhclient.leases(5), as dhclient 4.4 writes it. */
final class DhclientLeasesTest {
    private static final String PLAIN = """
            default-duid "\\000\\001\\000\\001;{\\306\\"\\002B\\254\\021";
            lease {
              interface "wan0";
              fixed-address 192.0.2.77;
              option subnet-mask 255.255.255.0;
              option routers 192.0.2.1,192.0.2.2;
              option dhcp-lease-time 3600;
              option dhcp-message-type 5;
              option domain-name-servers 192.0.2.53;
              option dhcp-server-identifier 192.0.2.1;
              option domain-name "example.net; } lease {";
              renew 0 2026/11/29 10:28:15;
              rebind 0 2026/11/29 10:51:00;
              expire 0 2026/11/29 11:00:00;
            }
            """;

    private static List<Held> read(String text) throws MalformedLeaseException {
        return new DhclientLeases().read("dhclient.leases", text.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    }

    private static Lease lease(String device, String address, String gateway) {
        Optional<IpAddress> router = gateway.isEmpty() ? Optional.empty() : Optional.of(IpAddress.parse(gateway));
        return Lease.ipv4(device, Optional.of(IpAddress.parse(address)), router, "dhclient");
    }

    @Test
    void a_lease_has_its_interface_address_first_router_and_end_in_utc() throws MalformedLeaseException {
        assertThat(read(PLAIN))
                .containsExactly(new Held(
                        lease("wan0", "192.0.2.77", "192.0.2.1"), Optional.of(Instant.parse("2026-11-29T11:00:00Z"))));
    }

    @Test
    void those_that_were_appended_come_last() throws MalformedLeaseException {
        String second =
                PLAIN.replace("192.0.2.77", "192.0.2.78").replace("expire 0 2026/11/29 11", "expire 0 2026/11/29 12");
        assertThat(read(PLAIN + second))
                .extracting(held -> held.lease().address().orElseThrow().toString())
                .containsExactly("192.0.2.77", "192.0.2.78");
    }

    @Test
    void one_that_is_being_written_or_was_cut_off_at_the_front_is_left_out() throws MalformedLeaseException {
        for (int cut = PLAIN.indexOf("lease {"); cut < PLAIN.length() - 2; cut++) {
            assertThat(read(PLAIN.substring(0, cut))).as("cut at %d", cut).isEmpty();
        }
        String tail = PLAIN.substring(PLAIN.indexOf("option routers"));
        assertThat(read(tail + PLAIN)).hasSize(1);
    }

    @Test
    void times_may_be_seconds_or_never() throws MalformedLeaseException {
        String expire = "expire 0 2026/11/29 11:00:00;";
        assertThat(read(PLAIN.replace(expire, "expire epoch 1795950000; # Sun Nov 29 11:00:00 2026")))
                .extracting(Held::until)
                .containsExactly(Optional.of(Instant.ofEpochSecond(1_795_950_000)));
        assertThat(read(PLAIN.replace(expire, "expire never;")))
                .extracting(Held::until)
                .containsExactly(Optional.empty());
    }

    @Test
    void the_default_among_classless_routes_wins_and_without_one_there_is_no_router() throws MalformedLeaseException {
        String named = "option rfc3442-classless-static-routes 24,198,51,100,192,0,2,9,0,192,0,2,254;\n  renew";
        assertThat(read(PLAIN.replace("renew", named)))
                .extracting(Held::lease)
                .containsExactly(lease("wan0", "192.0.2.77", "192.0.2.254"));
        String unnamed = "option unknown-121 0:c0:0:2:fe;\n  renew";
        assertThat(read(PLAIN.replace("renew", unnamed)))
                .extracting(Held::lease)
                .containsExactly(lease("wan0", "192.0.2.77", "192.0.2.254"));
        String specific = "option rfc3442-classless-static-routes 24,198,51,100,192,0,2,9;\n  renew";
        assertThat(read(PLAIN.replace("renew", specific)))
                .extracting(Held::lease)
                .containsExactly(lease("wan0", "192.0.2.77", ""));
    }

    @Test
    void delegated_prefixes_are_read_until_the_first_of_them_ends() throws MalformedLeaseException {
        String text = """
                lease6 {
                  interface "wan0";
                  ia-pd 13:37:00:01 {
                    starts 1795944000;
                    renew 1800;
                    rebind 2880;
                    iaprefix 2001:db8:4200::/56 {
                      starts 1795944000;
                      preferred-life 3600;
                      max-life 7200;
                    }
                  }
                  option dhcp6.client-id 0:1:0:1;
                }
                """;
        assertThat(read(text))
                .containsExactly(new Held(
                        Lease.prefixes("wan0", List.of(IpPrefix.parse("2001:db8:4200::/56")), "dhclient"),
                        Optional.of(Instant.ofEpochSecond(1_795_951_200))));
        assertThat(read(text.replace("option dhcp6", "released;\n  option dhcp6")))
                .isEmpty();
    }

    @Test
    void nonsense_is_named() {
        assertThatThrownBy(() -> read(PLAIN.replace("routers 192.0.2.1,", "routers 192.0.2.300,")))
                .isInstanceOf(MalformedLeaseException.class)
                .hasMessage("no address: 192.0.2.300,192.0.2.2");
        assertThatThrownBy(() -> read(PLAIN.replace("expire 0 2026/11/29", "expire 0 2026/13/29")))
                .isInstanceOf(MalformedLeaseException.class)
                .hasMessage("no time: expire 0 2026/13/29 11:00:00");
    }
}
