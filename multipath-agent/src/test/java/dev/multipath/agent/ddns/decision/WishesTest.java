package dev.multipath.agent.ddns.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.core.AgentCore;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.Effect;
import dev.multipath.agent.core.Event;
import dev.multipath.agent.core.ProbeRequest;
import dev.multipath.agent.core.Step;
import dev.multipath.agent.status.TwoUplinks;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WishesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String DDNS = """
        [ddns]
        server = "192.0.2.53"
        zone = "example.net"
        record = "www.example.net"
        http-url = "http://ip.example.net/"
        """;

    private final TwoUplinks machine = new TwoUplinks();

    private static AgentConfig config(String extra) {
        return TwoUplinks.config(TwoUplinks.FILE + DDNS + extra);
    }

    private static Wish wish(AgentState state, Map<Question, Seen> seen) {
        return Wishes.of(state, state.config().dns().ddns().orElseThrow().publish(), seen);
    }

    private static Wish wish(AgentState state) {
        return wish(state, Map.of());
    }

    private static Addresses addresses(String... all) {
        return Addresses.of(List.of(all).stream().map(IpAddress::parse).toList());
    }

    /** These answer for ten seconds. */
    private AgentState running(String extra, String... answering) {
        AgentState state = machine.started(config(extra), 0);
        for (long now = 0; now < 10 * SECOND; now += SECOND / 20) {
            Step step = AgentCore.step(state, new Event.Tick(), now);
            state = step.state();
            for (Effect effect : step.effects()) {
                if (effect instanceof Effect.SendProbes send) {
                    state = answered(state, send.probes(), List.of(answering), now);
                }
            }
            state = machine.settled(state, now);
        }
        return state;
    }

    private static AgentState answered(AgentState before, List<ProbeRequest> probes, List<String> answering, long now) {
        AgentState state = before;
        for (ProbeRequest probe : probes) {
            if (answering.contains(probe.id().uplink())) {
                Event answer = new Event.ProbeAnswered(probe.id(), now + 1_000_000, true);
                state = AgentCore.step(state, answer, now + 1_000_000).state();
            }
        }
        return state;
    }

    @Test
    void before_the_first_verdict_it_is_better_to_wait() {
        Wish wish = wish(machine.started(config(""), 0));
        assertThat(wish.settled()).isFalse();
        assertThat(wish.addresses()).isEqualTo(addresses("192.0.2.2", "198.51.100.7", "2001:db8::2"));
    }

    @Test
    void a_dead_uplink_is_not_in_it_and_nothing_is_sent_over_it() {
        Wish wish = wish(running("", "hinet"));
        assertThat(wish.settled()).isTrue();
        assertThat(wish.addresses()).isEqualTo(addresses("192.0.2.2", "2001:db8::2"));
        assertThat(wish.byUplink()).containsOnlyKeys("hinet");
        assertThat(wish.ways()).extracting(Way::uplink).containsOnly("hinet");
        assertThat(wish.ways())
                .extracting(Way::source)
                .containsExactly(IpAddress.parse("192.0.2.2"), IpAddress.parse("2001:db8::2"));
    }

    @Test
    void one_disabled_by_hand_is_not_in_it() {
        AgentState state = AgentCore.step(running("", "hinet"), new Event.Override("hinet", false), 11 * SECOND)
                .state();
        Wish wish = wish(state);
        assertThat(wish.addresses().isEmpty()).isTrue();
    }

    @Test
    void private_addresses_are_left_out_and_that_is_said() {
        TwoUplinks inside = new TwoUplinks();
        inside.link(9, "eth2", true);
        inside.address(9, "192.168.1.2", 24);
        String third = "[[uplink]]\ninterface = \"eth2\"\ngateway = \"192.168.1.1\"\ngateway6 = \"off\"\n";
        AgentConfig with = TwoUplinks.config(TwoUplinks.FILE + third + DDNS);
        Wish private4 = wish(inside.started(with, 0));
        assertThat(private4.addresses().all()).doesNotContain(IpAddress.parse("192.168.1.2"));
        assertThat(private4.remarks())
                .containsExactly("eth2: 192.168.1.2 is a private address (RFC 1918) and not published");
        AgentConfig allowed = TwoUplinks.config(TwoUplinks.FILE + third + DDNS + "allow-private = true\n");
        assertThat(wish(inside.started(allowed, 0)).addresses().all()).contains(IpAddress.parse("192.168.1.2"));
    }

    @Test
    void no_address_that_is_to_go_is_published_and_of_several_one_that_stays_is() {
        TwoUplinks passing = new TwoUplinks();
        passing.flagged(7, "2001:db8::2", Address.DEPRECATED);
        Wish none = wish(passing.started(config(""), 0));
        assertThat(none.addresses()).isEqualTo(addresses("192.0.2.2", "198.51.100.7"));
        assertThat(none.remarks()).containsExactly("hinet: 2001:db8::2 is temporary or deprecated and not published");
        passing.flagged(7, "2001:db8::abcd", Address.SECONDARY);
        assertThat(wish(passing.started(config(""), 0)).addresses()).isEqualTo(addresses("192.0.2.2", "198.51.100.7"));
        passing.flagged(7, "2001:db8::3", Address.TENTATIVE);
        assertThat(wish(passing.started(config(""), 0)).addresses()).isEqualTo(addresses("192.0.2.2", "198.51.100.7"));
        passing.flagged(7, "2001:db8::4", 0);
        assertThat(wish(passing.started(config(""), 0)).addresses())
                .isEqualTo(addresses("192.0.2.2", "198.51.100.7", "2001:db8::4"));
    }

    @Test
    void one_family_alone_may_be_published() {
        assertThat(wish(running("publish = \"ipv6\"\n", "hinet")).addresses()).isEqualTo(addresses("2001:db8::2"));
        assertThat(wish(running("public-address = \"none\"\n", "hinet"))
                        .addresses()
                        .isEmpty())
                .isTrue();
    }

    @Test
    void a_page_is_asked_where_the_interface_does_not_tell() {
        AgentState state = running("public-address = \"http\"\n", "hinet");
        Wish unasked = wish(state);
        assertThat(unasked.settled()).isFalse();
        assertThat(unasked.addresses().isEmpty()).isTrue();
        assertThat(unasked.questions()).hasSize(2);
        Question four = unasked.questions().get(0);
        assertThat(four.gateway()).contains(IpAddress.parse("192.0.2.1"));
        Question six = unasked.questions().get(1);

        Map<Question, Seen> seen = new HashMap<>();
        seen.put(four, new Seen(Optional.of(IpAddress.parse("203.0.113.80")), "", false));
        seen.put(six, new Seen(Optional.empty(), "ip.example.net does not answer", false));
        Wish half = wish(state, seen);
        assertThat(half.settled()).isTrue();
        assertThat(half.addresses()).isEqualTo(addresses("203.0.113.80"));
        assertThat(half.incomplete()).containsExactly(AddressFamily.INET6);
        assertThat(half.remarks()).containsExactly("hinet: ip.example.net does not answer");

        seen.put(six, new Seen(Optional.empty(), "no IPv6 address", true));
        assertThat(wish(state, seen).incomplete()).isEmpty();
        assertThat(wish(state, seen).remarks()).isEmpty();
    }

    @Test
    void both_that_live_are_in_it() {
        AgentState state = running("", "hinet", "seed");
        assertThat(wish(state).addresses()).isEqualTo(addresses("192.0.2.2", "198.51.100.7", "2001:db8::2"));
    }
}
