package dev.multipath.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.Configs;
import dev.multipath.agent.config.ProbeConfig;
import dev.multipath.agent.core.ProbeId;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.NetnsTest;
import dev.multipath.testkit.netns.Topology;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** TCP handshakes, and what routers and hosts say instead. */
@NetnsTest
final class TcpProbeNetnsIT {
    private static final List<AddressFamily> FAMILIES = List.of(AddressFamily.INET, AddressFamily.INET6);

    private static ProbeConfig to(int port) {
        return Configs.probe(
                "type = \"tcp\"",
                "targets = [\"203.0.113.53:" + port + "\", \"[2001:db8:ffff::53]:" + port + "\"]",
                "timeout = \"500ms\"");
    }

    @Test
    void a_port_that_accepts_and_one_that_resets_both_show_that_the_path_lives(Topology.Builder builder)
            throws Exception {
        try (Lab lab = new Lab(builder)) {
            for (AddressFamily family : FAMILIES) {
                assertThat(lab.ask(to(Lab.ECHO), family)).isEqualTo("answered");
                assertThat(lab.ask(to(Lab.CLOSED), family)).isEqualTo("answered");
            }
        }
    }

    @Test
    void a_black_hole_answers_nothing_until_it_is_healed(Topology.Builder builder) throws Exception {
        try (Lab lab = new Lab(builder)) {
            lab.uplink().blackhole();
            for (AddressFamily family : FAMILIES) {
                assertThat(lab.isSilent(to(Lab.ECHO), family)).isTrue();
            }
            lab.uplink().heal();
            for (AddressFamily family : FAMILIES) {
                assertThat(lab.ask(to(Lab.ECHO), family)).isEqualTo("answered");
            }
        }
    }

    @Test
    void a_router_that_knows_no_way_is_evidence_of_death(Topology.Builder builder) throws Exception {
        try (Lab lab = new Lab(builder)) {
            lab.uplink().unreachable();
            for (AddressFamily family : FAMILIES) {
                String router = lab.uplink().nextHop(family).toString();
                assertThat(lab.ask(to(Lab.ECHO), family)).isEqualTo(router + " says unreachable");
            }
        }
    }

    @Test
    void port_unreachable_is_an_answer_of_the_target_but_not_of_a_router(Topology.Builder builder) throws Exception {
        String reject = "add table inet wall\nadd chain inet wall %s { type filter hook %s priority 0; }\n"
                + "add rule inet wall %s tcp dport 7 reject with icmpx type port-unreachable\n";
        try (Lab lab = new Lab(builder)) {
            lab.topology().internet().nft(reject.replace("%s", "input"));
            for (AddressFamily family : FAMILIES) {
                assertThat(lab.ask(to(Lab.ECHO), family)).isEqualTo("answered");
            }
            lab.uplink().isp().nft(reject.replace("%s", "forward"));
            for (AddressFamily family : FAMILIES) {
                String router = lab.uplink().nextHop(family).toString();
                assertThat(lab.ask(to(Lab.ECHO), family)).isEqualTo(router + " says unreachable");
            }
        }
    }

    @Test
    void probes_that_are_never_answered_are_bounded_in_number_and_time(Topology.Builder builder) throws Exception {
        try (Lab lab = new Lab(builder)) {
            assertThat(lab.ask(to(Lab.ECHO), AddressFamily.INET)).isEqualTo("answered");
            lab.uplink().blackhole();
            long before = Lab.sockets();
            for (int i = 0; i < 400; i++) {
                lab.send(to(Lab.ECHO), AddressFamily.INET);
            }
            Await.until(Duration.ofSeconds(10), "many sockets", Lab::sockets, open -> open > before + 200);
            Await.always(Duration.ofMillis(300), "not too many", () -> Lab.sockets() <= before + 256);
            Await.until(Duration.ofSeconds(10), "no socket left", Lab::sockets, open -> open <= before);
            ProbeId last = lab.send(to(Lab.ECHO), AddressFamily.INET).get(0);
            lab.uplink().heal();
            // The kernel sends the handshake once more after a second: late, and still an answer.
            assertThat(lab.await(last)).isEqualTo("answered");
        }
    }

    @Test
    void nothing_waits_in_time_wait(Topology.Builder builder) throws Exception {
        try (Lab lab = new Lab(builder)) {
            for (int i = 0; i < 50; i++) {
                assertThat(lab.ask(to(Lab.ECHO), AddressFamily.INET)).isEqualTo("answered");
            }
            assertThat(lab.topology().gateway().run("ss", "-Hant")).isBlank();
        }
    }

    @Test
    void an_echo_request_that_the_target_itself_prohibits_is_answered_too(Topology.Builder builder) throws Exception {
        ProbeConfig echo = Configs.probe("targets = [\"203.0.113.53\", \"2001:db8:ffff::53\"]");
        try (Lab lab = new Lab(builder)) {
            for (AddressFamily family : FAMILIES) {
                assertThat(lab.ask(echo, family)).isEqualTo("answered");
            }
            lab.topology()
                    .internet()
                    .nft("add table inet wall\nadd chain inet wall input { type filter hook input priority 0; }\n"
                            + "add rule inet wall input icmp type echo-request reject with icmpx type admin-prohibited\n"
                            + "add rule inet wall input icmpv6 type echo-request reject with icmpx type"
                            + " admin-prohibited\n");
            for (AddressFamily family : FAMILIES) {
                assertThat(lab.ask(echo, family)).isEqualTo("answered");
            }
            lab.uplink().unreachable();
            for (AddressFamily family : FAMILIES) {
                String router = lab.uplink().nextHop(family).toString();
                assertThat(lab.ask(echo, family)).isEqualTo(router + " says unreachable");
            }
        }
    }
}
