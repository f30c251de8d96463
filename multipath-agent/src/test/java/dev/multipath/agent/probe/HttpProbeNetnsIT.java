package dev.multipath.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.Configs;
import dev.multipath.agent.config.ProbeConfig;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Requests to the JDK's web server, to a captive portal, and to servers that mean harm. */
@NetnsTest
@SuppressWarnings("try") // servers work by being open
final class HttpProbeNetnsIT {
    private static final List<AddressFamily> FAMILIES = List.of(AddressFamily.INET, AddressFamily.INET6);
    private static final String[] WEB = {"203.0.113.53", "2001:db8:ffff::53"};
    private static final List<String> BIND = List.of("198.51.100.10", "2001:db8:ffff::10");
    private static final int PORT = 8080;

    private static ProbeConfig page(String path, String... lines) {
        return target(
                "\"http://203.0.113.53:8080" + path + "\", \"http://[2001:db8:ffff::53]:8080" + path + '"', lines);
    }

    private static ProbeConfig target(String targets, String... lines) {
        List<String> all = new ArrayList<>(Arrays.asList(lines));
        all.add("type = \"http\"");
        all.add("targets = [" + targets + "]");
        all.add("timeout = \"500ms\"");
        return Configs.probe(all.toArray(new String[0]));
    }

    private static ProbeConfig named(String... lines) {
        String[] all = Arrays.copyOf(lines, lines.length + 2);
        all[lines.length] = "resolvers = [\"" + String.join("\", \"", BIND) + "\"]";
        all[lines.length + 1] = "resolve = \"both\"";
        return target("\"http://www.example.net:8080/generate_204\"", all);
    }

    @Test
    void the_expected_page_is_an_answer(Topology.Builder builder) throws Exception {
        try (Lab lab = new Lab(builder);
                WebServer web = WebServer.start(lab.topology().internet(), PORT, WEB)) {
            for (AddressFamily family : FAMILIES) {
                assertThat(lab.ask(page("/generate_204"), family)).isEqualTo("answered");
                assertThat(lab.ask(page("/hello"), family)).isEqualTo("answered");
                assertThat(lab.ask(page("/hello", "expect-body = \"lo, wo\""), family))
                        .isEqualTo("answered");
                assertThat(lab.ask(page("/chunked", "expect-body = \"hello, world\""), family))
                        .isEqualTo("answered");
                assertThat(lab.ask(page("/nowhere", "expect-status = 404"), family))
                        .isEqualTo("answered");
            }
            assertThat(web.requests())
                    .contains("203.0.113.53:8080 /generate_204", "[2001:db8:ffff::53]:8080 /generate_204");
        }
    }

    @Test
    void a_captive_portal_is_none(Topology.Builder builder) throws Exception {
        try (Lab lab = new Lab(builder);
                WebServer web = WebServer.start(lab.topology().internet(), PORT, WEB)) {
            assertThat(lab.ask(page("/portal"), AddressFamily.INET))
                    .isEqualTo("http://203.0.113.53:8080/portal answers with status 302, a redirect to"
                            + " http://portal.example/login: a captive portal?");
            assertThat(lab.ask(page("/login", "expect-status = 204"), AddressFamily.INET6))
                    .isEqualTo("http://[2001:db8:ffff::53]:8080/login answers with status 200, not 204");
            assertThat(lab.ask(page("/login", "expect-body = \"hello, world\""), AddressFamily.INET))
                    .isEqualTo("http://203.0.113.53:8080/login answers without \"hello, world\" in its page");
        }
    }

    @Test
    void a_page_that_cannot_be_had_is_no_answer(Topology.Builder builder) throws Exception {
        try (Lab lab = new Lab(builder)) {
            assertThat(lab.ask(page("/generate_204"), AddressFamily.INET)).isEqualTo("203.0.113.53 refuses");
            lab.uplink().unreachable();
            assertThat(lab.ask(page("/generate_204"), AddressFamily.INET))
                    .isEqualTo(lab.uplink().nextHop(AddressFamily.INET) + " says unreachable");
            lab.uplink().blackhole();
            assertThat(lab.isSilent(page("/generate_204"), AddressFamily.INET)).isTrue();
        }
    }

    @Test
    void a_name_is_looked_up_over_the_uplink_and_kept(Topology.Builder builder) throws Exception {
        try (Lab lab = new Lab(builder);
                WebServer web = WebServer.start(lab.topology().internet(), PORT, WEB)) {
            try (NameServer bind = NameServer.start(
                    lab.topology().internet(),
                    BIND,
                    "www CNAME web",
                    "web A 203.0.113.53",
                    "web AAAA 2001:db8:ffff::53")) {
                for (AddressFamily family : FAMILIES) {
                    assertThat(lab.ask(named(), family)).isEqualTo("answered");
                }
                assertThat(web.requests()).containsOnly("www.example.net:8080 /generate_204");
            }
            for (AddressFamily family : FAMILIES) {
                assertThat(lab.ask(named(), family)).isEqualTo("answered");
            }
        }
    }

    @Test
    void of_two_addresses_the_one_that_serves_is_found(Topology.Builder builder) throws Exception {
        try (Lab lab = new Lab(builder);
                WebServer web = WebServer.start(lab.topology().internet(), PORT, WEB);
                NameServer bind = NameServer.start(
                        lab.topology().internet(), BIND, "www A 203.0.113.53", "www A 198.51.100.10")) {
            lab.ask(named(), AddressFamily.INET);
            // If that was the address that refuses, it is not asked again.
            assertThat(lab.ask(named(), AddressFamily.INET)).isEqualTo("answered");
            assertThat(lab.ask(named(), AddressFamily.INET)).isEqualTo("answered");
        }
    }

    /** Its time to live is five minutes. */
    @Test
    void an_address_of_no_use_is_not_kept_for_its_time_to_live(Topology.Builder builder) throws Exception {
        try (Lab lab = new Lab(builder);
                WebServer web = WebServer.start(lab.topology().internet(), PORT, WEB)) {
            try (NameServer portal = NameServer.start(lab.topology().internet(), BIND, "www A 198.51.100.10")) {
                assertThat(lab.ask(named(), AddressFamily.INET)).isEqualTo("198.51.100.10 refuses");
            }
            try (NameServer bind = NameServer.start(lab.topology().internet(), BIND, "www A 203.0.113.53")) {
                Await.until(
                        Duration.ofSeconds(15),
                        "the right address",
                        () -> lab.ask(named(), AddressFamily.INET),
                        "answered"::equals);
            }
        }
    }

    @Test
    void a_resolver_that_refuses_is_left_alone_for_a_while_though_no_address_is_of_use(Topology.Builder builder)
            throws Exception {
        byte refused = 5;
        AtomicInteger asked = new AtomicInteger();
        try (Lab lab = new Lab(builder)) {
            try (NameServer portal = NameServer.start(lab.topology().internet(), BIND, "www A 198.51.100.10")) {
                assertThat(lab.ask(named(), AddressFamily.INET)).isEqualTo("198.51.100.10 refuses");
            }
            try (LyingResolver resolver = LyingResolver.start(lab.topology().internet(), BIND.get(0), question -> {
                asked.incrementAndGet();
                question[2] = (byte) 0x80;
                question[3] = refused;
                return List.of(question);
            })) {
                Await.until(Duration.ofSeconds(15), "to be asked again", () -> {
                    lab.ask(named(), AddressFamily.INET);
                    return asked.get() > 0;
                });
                int first = asked.get();
                for (int i = 0; i < 50; i++) {
                    assertThat(lab.ask(named(), AddressFamily.INET)).isEqualTo("198.51.100.10 refuses");
                }
                assertThat(asked.get()).isLessThanOrEqualTo(first + 1);
            }
        }
    }

    @Test
    void a_name_nobody_resolves_is_said_so(Topology.Builder builder) throws Exception {
        try (Lab lab = new Lab(builder)) {
            assertThat(lab.ask(named(), AddressFamily.INET))
                    .isEqualTo("www.example.net cannot be looked up: 198.51.100.10 refuses");
            lab.uplink().blackhole();
            assertThat(lab.ask(named(), AddressFamily.INET))
                    .isEqualTo("www.example.net cannot be looked up: 198.51.100.10 does not answer");
            lab.uplink().heal();
            try (NameServer bind = NameServer.start(lab.topology().internet(), BIND)) {
                assertThat(lab.ask(named(), AddressFamily.INET))
                        .isEqualTo("www.example.net cannot be looked up: 198.51.100.10 finds no address of it");
            }
        }
    }

    @Test
    void a_server_that_accepts_and_says_nothing_stalls_nobody_and_is_given_up(Topology.Builder builder)
            throws Exception {
        try (Lab lab = new Lab(builder);
                WebServer web = WebServer.start(lab.topology().internet(), PORT, WEB);
                ServerSocketChannel silent = lab.topology()
                        .internet()
                        .call(() -> ServerSocketChannel.open()
                                .bind(new InetSocketAddress(InetAddress.getByName("198.51.100.10"), PORT), 256))) {
            ProbeConfig probe = target("\"http://198.51.100.10:8080/generate_204\"");
            long before = Lab.sockets();
            for (int i = 0; i < 200; i++) {
                lab.send(probe, AddressFamily.INET);
            }
            assertThat(lab.ask(page("/generate_204"), AddressFamily.INET)).isEqualTo("answered");
            Await.until(Duration.ofSeconds(10), "all given up", () -> Lab.sockets() <= before + 2);
            assertThat(silent.isOpen()).isTrue();
        }
    }

    @Test
    void a_page_without_end_is_read_no_further_than_needed(Topology.Builder builder) throws Exception {
        try (Lab lab = new Lab(builder);
                WebServer web = WebServer.start(lab.topology().internet(), PORT, WEB)) {
            assertThat(lab.ask(page("/endless"), AddressFamily.INET)).isEqualTo("answered");
            assertThat(lab.ask(page("/endless", "expect-body = \"hello\""), AddressFamily.INET))
                    .isEqualTo("http://203.0.113.53:8080/endless answers without \"hello\" in its page");
        }
    }

    @Test
    void a_page_that_drips_is_given_up_and_one_with_an_endless_head_refused(Topology.Builder builder) throws Exception {
        byte[] start = "HTTP/1.1 200 OK\r\n\r\nhel".getBytes(StandardCharsets.US_ASCII);
        byte[] head = "HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (Lab lab = new Lab(builder);
                RudeServer slow = RudeServer.slow(lab.topology().internet(), WEB[0], PORT, start);
                RudeServer endless = RudeServer.endless(lab.topology().internet(), WEB[1], PORT, head)) {
            ProbeConfig probe = page("/", "expect-body = \"hello\"");
            assertThat(lab.isSilent(probe, AddressFamily.INET)).isTrue();
            assertThat(lab.ask(probe, AddressFamily.INET6))
                    .isEqualTo("http://[2001:db8:ffff::53]:8080/ answers with a head without end");
            Await.until(Duration.ofSeconds(10), "the connection given up", () -> slow.accepted() == 0);
        }
    }

    @Test
    void a_name_that_leads_to_this_machine_leads_nowhere(Topology.Builder builder) throws Exception {
        try (Lab lab = new Lab(builder)) {
            String own = lab.uplink().address(AddressFamily.INET).toString();
            for (String address : new String[] {"127.0.0.1", "0.0.0.0", own}) {
                try (NameServer bind = NameServer.start(lab.topology().internet(), BIND, "www A " + address)) {
                    assertThat(lab.ask(named(), AddressFamily.INET))
                            .isEqualTo("www.example.net cannot be looked up: 198.51.100.10 answers with " + address
                                    + ", which is no host upstream");
                }
            }
        }
    }
}
