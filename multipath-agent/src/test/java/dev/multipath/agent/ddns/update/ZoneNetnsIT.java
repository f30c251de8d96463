package dev.multipath.agent.ddns.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.agent.config.ConfigFile;
import dev.multipath.agent.config.ConfigResult;
import dev.multipath.agent.config.DdnsSection;
import dev.multipath.agent.ddns.Bind;
import dev.multipath.agent.ddns.decision.Addresses;
import dev.multipath.agent.ddns.decision.Way;
import dev.multipath.agent.ddns.link.DnsExchange;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkHandle;
import dev.multipath.testkit.netns.UplinkSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records read and replaced at a real server. */
@NetnsTest
final class ZoneNetnsIT {
    private static final String SERVER = "203.0.113.53";
    private static final Clock CLOCK = Clock.systemUTC();

    private static Topology one(Topology.Builder builder) {
        return builder.uplink(UplinkSpec.fixed("a").mainDefault(100)).build();
    }

    private static DdnsSection section(String zone, String extra) {
        ConfigResult result = ConfigFile.parse(
                "a.toml",
                "[[uplink]]\ninterface = \"wan0\"\n[ddns]\nserver = \"" + SERVER + "\"\nzone = \"" + zone
                        + "\"\nrecord = \"www." + zone + "\"\n" + extra);
        return ((ConfigResult.Valid) result).config().dns().ddns().orElseThrow();
    }

    private static Zone zone(String algorithm) {
        return zone(algorithm, "ddns", Bind.SECRET, CLOCK);
    }

    private static Zone zone(String algorithm, String name, String secret, Clock clock) {
        return new Zone(section("example.net", ""), Optional.of(new TsigKey(name, algorithm, secret)), clock);
    }

    private static DnsExchange over(Topology topology, String server) {
        UplinkHandle uplink = topology.uplink("a");
        IpAddress to = IpAddress.parse(server);
        Way way = new Way("a", uplink.device(), 1, uplink.address(to.family()), List.of());
        return new DnsExchange(way, to, 53, Duration.ofSeconds(2));
    }

    private static Addresses addresses(String... all) {
        return Addresses.of(List.of(all).stream().map(IpAddress::parse).toList());
    }

    /** What is found and replaced, on a thread in the gateway's namespace. */
    private static boolean replace(Topology topology, Zone zone, Addresses wanted) throws Exception {
        return topology.gateway().<Boolean, Exception>call(() -> {
            DnsExchange server = over(topology, SERVER);
            return zone.replace(server, zone.read(server), wanted);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"hmac-md5", "hmac-sha1", "hmac-sha224", "hmac-sha256", "hmac-sha384", "hmac-sha512"})
    void an_update_is_signed_with_any_algorithm(String algorithm) throws Exception {
        Topology.Builder builder = Topology.builder();
        try (Topology topology = one(builder);
                Bind bind = Bind.start(topology.internet(), SERVER, algorithm)) {
            assertThat(replace(topology, zone(algorithm), addresses("192.0.2.2", "2001:db8::2")))
                    .isTrue();
            assertThat(bind.records("A")).containsExactly("192.0.2.2");
            assertThat(bind.records("AAAA")).containsExactly("2001:db8::2");
            assertThat(bind.changes()).isEqualTo(1);
        }
    }

    @Test
    void both_sets_are_replaced_by_one_change_and_read_back(Topology.Builder builder) throws Exception {
        Topology topology = one(builder);
        try (Bind bind = Bind.start(
                topology.internet(), SERVER, "hmac-sha256", "www 60 A 192.0.2.9", "www 60 AAAA 2001:db8::9")) {
            Zone zone = zone("hmac-sha256");
            Addresses wanted = addresses("192.0.2.2", "198.51.100.7", "2001:db8::2");
            assertThat(replace(topology, zone, wanted)).isTrue();
            assertThat(bind.records("A")).containsExactly("192.0.2.2", "198.51.100.7");
            assertThat(bind.records("AAAA")).containsExactly("2001:db8::2");
            assertThat(bind.changes()).isEqualTo(1);
            Found found = topology.gateway().<Found, Exception>call(() -> zone.read(over(topology, SERVER)));
            assertThat(found.addresses()).isEqualTo(wanted);
            assertThat(zone.holds(found, wanted)).isTrue();
            assertThat(found.ttls()).containsEntry(AddressFamily.INET, 60L);
        }
    }

    @Test
    void another_time_to_live_is_a_difference(Topology.Builder builder) throws Exception {
        Topology topology = one(builder);
        try (Bind bind = Bind.start(topology.internet(), SERVER, "hmac-sha256", "www 600 A 192.0.2.2")) {
            Zone zone = zone("hmac-sha256");
            Addresses wanted = addresses("192.0.2.2");
            Found found = topology.gateway().<Found, Exception>call(() -> zone.read(over(topology, SERVER)));
            assertThat(zone.holds(found, wanted)).isFalse();
            assertThat(replace(topology, zone, wanted)).isTrue();
            assertThat(zone.holds(
                            topology.gateway().<Found, Exception>call(() -> zone.read(over(topology, SERVER))), wanted))
                    .isTrue();
            assertThat(bind.records("A")).containsExactly("192.0.2.2");
        }
    }

    @Test
    void what_somebody_else_changed_meanwhile_is_noticed_and_left_alone(Topology.Builder builder) throws Exception {
        Topology topology = one(builder);
        try (Bind bind = Bind.start(topology.internet(), SERVER, "hmac-sha256", "www 60 A 192.0.2.9")) {
            Zone zone = zone("hmac-sha256");
            Found old = topology.gateway().<Found, Exception>call(() -> zone.read(over(topology, SERVER)));
            bind.update("update add www.example.net 60 A 192.0.2.10");
            assertThat(topology.gateway()
                            .<Boolean, Exception>call(
                                    () -> zone.replace(over(topology, SERVER), old, addresses("192.0.2.2"))))
                    .isFalse();
            assertThat(bind.records("A")).containsExactly("192.0.2.10", "192.0.2.9");
        }
    }

    @Test
    void what_is_too_long_for_a_datagram_goes_over_tcp_both_ways(Topology.Builder builder) throws Exception {
        Topology topology = one(builder);
        try (Bind bind = Bind.start(topology.internet(), SERVER, "hmac-sha256")) {
            Zone zone = zone("hmac-sha256");
            List<String> many = new ArrayList<>();
            for (int i = 1; i <= 39; i++) {
                many.add("192.0.2." + i);
                many.add("2001:db8::" + i);
            }
            Addresses wanted = addresses(many.toArray(String[]::new));
            assertThat(replace(topology, zone, wanted)).isTrue();
            assertThat(bind.records("A")).hasSize(39);
            Found found = topology.gateway().<Found, Exception>call(() -> zone.read(over(topology, SERVER)));
            assertThat(found.addresses()).isEqualTo(wanted);
            assertThat(replace(topology, zone, addresses("192.0.2.1"))).isTrue();
            assertThat(bind.records("AAAA")).isEmpty();
        }
    }

    @Test
    void a_refusal_says_whose_fault_it_is(Topology.Builder builder) throws Exception {
        Topology topology = one(builder);
        try (Bind bind = Bind.start(topology.internet(), SERVER, "hmac-sha256", "www 60 A 192.0.2.9")) {
            String other = "b3RoZXItb3RoZXItb3RoZXItb3RoZXItb3RoZXItb3RoZXI=";
            assertRefused(topology, zone("hmac-sha256", "ddns", other, CLOCK), "BADSIG", "secret of key ddns");
            assertRefused(topology, zone("hmac-sha256", "nobody", Bind.SECRET, CLOCK), "BADKEY", "know key nobody");
            Clock late = Clock.offset(CLOCK, Duration.ofHours(-1));
            assertRefused(
                    topology, zone("hmac-sha256", "ddns", Bind.SECRET, late), "BADTIME", " s behind the server's");
            Clock early = Clock.offset(CLOCK, Duration.ofHours(1));
            assertRefused(
                    topology, zone("hmac-sha256", "ddns", Bind.SECRET, early), "BADTIME", " s ahead of the server's");
            assertRefused(
                    topology,
                    new Zone(section("example.net", ""), Optional.empty(), CLOCK),
                    "REFUSED",
                    "without a key");
            TsigKey key = new TsigKey("ddns", "hmac-sha256", Bind.SECRET);
            Zone frozen = new Zone(section("frozen.example", ""), Optional.of(key), CLOCK);
            assertRefused(topology, frozen, "REFUSED", "may not do this in frozen.example");
            Zone elsewhere = new Zone(section("example.org", ""), Optional.of(key), CLOCK);
            assertRefused(topology, elsewhere, "REFUSED");
            assertThat(bind.records("A")).containsExactly("192.0.2.9");
            assertThat(bind.changes()).isZero();
        }
    }

    private static void assertRefused(Topology topology, Zone zone, String... said) {
        assertThatThrownBy(() -> replace(topology, zone, addresses("192.0.2.2")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContainingAll(said);
    }

    @Test
    void another_name_in_the_records_place_is_said(Topology.Builder builder) throws Exception {
        Topology topology = one(builder);
        try (Bind bind = Bind.start(topology.internet(), SERVER, "hmac-sha256", "www CNAME ns")) {
            assertRefused(topology, zone("hmac-sha256"), "another name for ns.example.net", "CNAME");
            assertThat(bind.changes()).isZero();
        }
    }

    @Test
    void over_ipv6_too(Topology.Builder builder) throws Exception {
        Topology topology = one(builder);
        String server = "2001:db8:ffff::53";
        try (Bind bind = Bind.start(topology.internet(), server, "hmac-sha256")) {
            Zone zone = zone("hmac-sha256");
            boolean done = topology.gateway().<Boolean, Exception>call(() -> {
                DnsExchange exchange = over(topology, server);
                return zone.replace(exchange, zone.read(exchange), addresses("192.0.2.2"));
            });
            assertThat(done).isTrue();
            assertThat(bind.records("A")).containsExactly("192.0.2.2");
        }
    }
}
