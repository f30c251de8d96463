package dev.multipath.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.ddns.Bind;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A name in a real BIND follows the uplinks. */
@NetnsTest
final class DdnsNetnsIT {
    private static final String SERVER = "203.0.113.53";
    private static final String STALE = "www 60 A 192.0.2.99";
    private static final Duration SOON = Duration.ofSeconds(20);

    private static Topology two(Topology.Builder builder) {
        return builder.uplink(UplinkSpec.fixed("a"))
                .uplink(UplinkSpec.fixed("b"))
                .build();
    }

    private static Bind bind(Topology topology, String... records) throws IOException {
        return Bind.start(topology.internet(), SERVER, "hmac-sha256", records);
    }

    private static String file(Topology topology, Bind bind, String... extra) throws IOException {
        return GatewayFile.of(topology).quick().text() + ddns(bind, extra);
    }

    private static String ddns(Bind bind, String... extra) throws IOException {
        return "\n[ddns]\nserver = \"" + SERVER
                + "\"\nzone = \"example.net\"\nrecord = \"www.example.net\"\nkey-file = \"" + bind.keyFile(Bind.SECRET)
                + "\"\n" + String.join("\n", extra) + "\n";
    }

    /** The A and AAAA records of these uplinks. */
    private static void awaitRecords(Topology topology, Bind bind, String... uplinks) {
        for (AddressFamily family : List.of(AddressFamily.INET, AddressFamily.INET6)) {
            List<String> wanted = new ArrayList<>();
            for (String uplink : uplinks) {
                wanted.add(topology.uplink(uplink).address(family).toString());
            }
            wanted.sort(null);
            String type = family.equals(AddressFamily.INET) ? "A" : "AAAA";
            Await.until(SOON, type + " of " + List.of(uplinks), () -> bind.records(type), wanted::equals);
        }
    }

    private static void awaitStatus(AgentProcess agent, String text) {
        Await.until(SOON, text, () -> agent.command("status").ok(), said -> said.contains(text));
    }

    @Test
    void the_records_are_those_of_the_uplinks_that_live(Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        try (Bind bind = bind(topology, STALE);
                AgentProcess agent = AgentProcess.started(topology.gateway(), file(topology, bind))) {
            awaitRecords(topology, bind, "a", "b");
            topology.uplink("a").blackhole();
            awaitRecords(topology, bind, "b");
            topology.heal();
            awaitRecords(topology, bind, "a", "b");
            agent.command("disable", "b").ok();
            awaitRecords(topology, bind, "a");
            agent.command("enable", "b").ok();
            awaitRecords(topology, bind, "a", "b");
            assertThat(bind.changes()).as("one change for each").isEqualTo(5);
            assertThat(agent.command("status").ok())
                    .contains("DDNS www.example.net: 198.18.0.2 198.18.1.2 2001:db8:100::2 2001:db8:101::2\n  ok ");
            assertThat(agent.command("status", "--json").ok())
                    .contains("\"ddns\":{\"name\":\"www.example.net\",\"wanted\":[\"198.18.0.2\",\"198.18.1.2\"")
                    .contains("\"updates\":5,\"failures\":0");
        }
    }

    @Test
    void a_new_address_takes_the_place_of_the_old_one(Topology.Builder builder) throws Exception {
        Topology topology = builder.uplink(UplinkSpec.fixed("a"))
                .uplink(UplinkSpec.pointToPoint("b").device("ppp0"))
                .build();
        try (Bind bind = bind(topology);
                AgentProcess agent = AgentProcess.started(topology.gateway(), file(topology, bind))) {
            awaitRecords(topology, bind, "a", "b");
            topology.uplink("b").dial(IpAddress.parse("198.18.99.2"));
            awaitRecords(topology, bind, "a", "b");
            assertThat(bind.records("A")).contains("198.18.99.2");
            assertThat(agent.running().isAlive()).isTrue();
        }
    }

    @Test
    void an_update_bears_the_id_of_the_event_it_follows_from(Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        try (Bind bind = bind(topology);
                AgentProcess agent = AgentProcess.started(topology.gateway(), file(topology, bind))) {
            awaitRecords(topology, bind, "a", "b");
            topology.uplink("a").blackhole();
            awaitRecords(topology, bind, "b");
            String events = agent.command("events").ok();
            String address = topology.uplink("a").address(AddressFamily.INET).toString();
            Matcher down = Pattern.compile("event=(\\d+) a (?:inet|inet6) suspect -> down")
                    .matcher(events);
            List<String> ids = new ArrayList<>();
            while (down.find()) {
                ids.add(down.group(1));
            }
            Matcher update = Pattern.compile("event=(\\d+) ddns www.example.net: was [^\n]*\n(?: {4}[^\n]*\n)*? {4}"
                            + Pattern.quote("update delete www.example.net A " + address))
                    .matcher(events);
            assertThat(update.find()).as(events).isTrue();
            assertThat(ids).contains(update.group(1));
            assertThat(agent.log()).contains("event=" + update.group(1) + " ddns www.example.net: was ");
        }
    }

    @Test
    void while_nothing_lives_the_records_stay(Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        try (Bind bind = bind(topology);
                AgentProcess agent = AgentProcess.started(topology.gateway(), file(topology, bind))) {
            awaitRecords(topology, bind, "a", "b");
            agent.command("disable", "a").ok();
            awaitRecords(topology, bind, "b");
            agent.command("disable", "b").ok();
            awaitStatus(agent, "the records stay");
            awaitRecords(topology, bind, "b");
            assertThat(bind.changes()).isEqualTo(2);
        }
    }

    @Test
    void told_so_it_removes_them_when_nothing_is_left_to_publish(Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        try (Bind bind = bind(topology, STALE);
                AgentProcess agent = AgentProcess.started(
                        topology.gateway(),
                        file(topology, bind, "when-none = \"remove\"", "public-address = \"none\""))) {
            Await.until(SOON, "no A", () -> bind.records("A"), List::isEmpty);
            awaitStatus(agent, "DDNS www.example.net: no address");
        }
    }

    @Test
    void private_addresses_are_published_only_where_that_is_wanted(Topology.Builder builder) throws Exception {
        Topology topology = builder.oneOfEachKind().build();
        try (Bind bind = bind(topology);
                AgentProcess agent = AgentProcess.started(topology.gateway(), file(topology, bind))) {
            awaitRecords(topology, bind, "fixed", "ppp");
            awaitStatus(agent, "behind-nat: 192.168.1.2 is a private address (RFC 1918) and not published");
            agent.write(file(topology, bind, "allow-private = true"));
            agent.signal("HUP");
            awaitRecords(topology, bind, "fixed", "behind-nat", "ppp");
        }
    }

    @Test
    void an_uplink_may_be_left_out_and_a_family_left_alone(Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        try (Bind bind = bind(topology, "www 60 AAAA 2001:db8::99");
                AgentProcess agent = AgentProcess.started(
                        topology.gateway(),
                        GatewayFile.of(topology)
                                        .quick()
                                        .uplink("b", "ddns.public-address = \"none\"")
                                        .text()
                                + ddns(bind, "publish = \"ipv4\""))) {
            Await.until(SOON, "A of a", () -> bind.records("A"), List.of("198.18.0.2")::equals);
            assertThat(bind.records("AAAA")).containsExactly("2001:db8::99");
            assertThat(agent.running().isAlive()).isTrue();
        }
    }

    @Test
    void a_server_that_is_down_is_asked_again_until_it_is_back(Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        try (Bind bind = bind(topology, STALE)) {
            bind.stop();
            try (AgentProcess agent = AgentProcess.started(topology.gateway(), file(topology, bind))) {
                awaitStatus(agent, "failed ");
                assertThat(agent.command("status").ok()).contains("over a: ").contains("over b: ");
                bind.restart();
                awaitRecords(topology, bind, "a", "b");
                assertThat(bind.changes()).isEqualTo(1);
            }
        }
    }

    @Test
    void a_restart_in_the_middle_of_an_update_leaves_the_right_records(Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        try (Bind bind = bind(topology);
                AgentProcess agent = AgentProcess.started(topology.gateway(), file(topology, bind))) {
            awaitRecords(topology, bind, "a", "b");
            bind.signal("STOP");
            agent.command("disable", "a").ok();
            agent.kill();
            agent.start();
            bind.signal("CONT");
            awaitRecords(topology, bind, "b");
            assertThat(bind.changes()).isEqualTo(2);
        }
    }

    @Test
    void what_stands_already_is_not_written_again_after_a_restart(Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        try (Bind bind = bind(topology);
                AgentProcess agent = AgentProcess.started(topology.gateway(), file(topology, bind))) {
            awaitRecords(topology, bind, "a", "b");
            assertThat(agent.terminate()).isZero();
            agent.start();
            awaitStatus(agent, "ok ");
            assertThat(bind.changes()).isEqualTo(1);
        }
    }

    @Test
    void a_flapping_uplink_makes_no_storm_of_updates(Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        try (Bind bind = bind(topology);
                AgentProcess agent = AgentProcess.started(
                        topology.gateway(),
                        file(topology, bind).replace("hold-up = \"1s\"", "hold-up = \"0s\"\nrise = 1"))) {
            awaitRecords(topology, bind, "a", "b");
            long start = System.nanoTime();
            int flaps = 0;
            while (System.nanoTime() - start < Duration.ofSeconds(12).toNanos()) {
                topology.uplink("a").cutCarrier();
                Await.until(
                        SOON, "a down", () -> agent.command("status", "--json").ok(), said -> said.contains("down"));
                topology.heal();
                flaps++;
            }
            awaitRecords(topology, bind, "a", "b");
            long most = 2 + Duration.ofNanos(System.nanoTime() - start).toSeconds() / 5;
            assertThat(flaps).isGreaterThan((int) most);
            assertThat(bind.changes()).isLessThanOrEqualTo((int) most);
        }
    }

    @Test
    void a_wrong_key_is_said_once_and_a_right_one_taken_at_a_reload(Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        try (Bind bind = bind(topology, STALE)) {
            String file = file(topology, bind);
            bind.keyFile("b3RoZXItb3RoZXItb3RoZXItb3RoZXItb3RoZXItb3RoZXI=");
            try (AgentProcess agent = AgentProcess.started(topology.gateway(), file)) {
                awaitStatus(agent, "BADSIG");
                bind.keyFile(Bind.SECRET);
                agent.write(file.replace("record =", "ttl = \"30s\"\nrecord ="));
                agent.signal("HUP");
                awaitRecords(topology, bind, "a", "b");
                assertThat(agent.log().split("not updated: BADSIG", -1)).hasSize(2);
                assertThat(agent.log()).doesNotContain(Bind.SECRET);
            }
        }
    }

    @Test
    void it_can_be_configured_while_the_agent_runs(Topology.Builder builder) throws Exception {
        Topology topology = two(builder);
        try (Bind bind = bind(topology);
                AgentProcess agent = AgentProcess.started(
                        topology.gateway(), GatewayFile.of(topology).quick().text())) {
            assertThat(agent.command("status").ok()).doesNotContain("DDNS");
            agent.write(file(topology, bind));
            agent.signal("HUP");
            awaitRecords(topology, bind, "a", "b");
            agent.write(GatewayFile.of(topology).quick().text());
            agent.signal("HUP");
            Await.until(SOON, "no DDNS", () -> agent.command("status").ok(), said -> !said.contains("DDNS"));
            awaitRecords(topology, bind, "a", "b");
        }
    }
}
