package dev.multipath.netlink.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a nexthop object can be, and how it is shown. */
final class NextHopObjectTest {
    private static final IpAddress GATEWAY = IpAddress.parse("192.0.2.1");
    private static final IpAddress GATEWAY6 = IpAddress.parse("2001:db8::1");

    @Test
    void each_kind_is_shown_in_the_words_that_make_it() {
        NextHopObject via = NextHopObject.via(1, GATEWAY, 3);
        assertThat(via).hasToString("id 1 via 192.0.2.1 dev if3");
        assertThat(via.onlink().protocol(Protocol.STATIC))
                .hasToString("id 1 via 192.0.2.1 dev if3 proto static onlink");
        assertThat(via.id(0)).hasToString("via 192.0.2.1 dev if3");
        assertThat(NextHopObject.of(2, NextHopTarget.dev(AddressFamily.INET6, 3)))
                .hasToString("id 2 dev if3");
        assertThat(NextHopObject.of(3, new NextHopTarget.Blackhole(AddressFamily.INET)))
                .hasToString("id 3 blackhole");
        assertThat(NextHopObject.of(4, new NextHopTarget.Fdb(AddressFamily.INET6, Optional.of(GATEWAY6))))
                .hasToString("id 4 via 2001:db8::1 fdb");
        assertThat(NextHopObject.of(5, new NextHopTarget.None(AddressFamily.UNSPEC)))
                .hasToString("id 5");
        assertThat(NextHopObject.of(0, new NextHopTarget.None(AddressFamily.UNSPEC)))
                .hasToString("");
        List<NextHopMember> members = List.of(NextHopMember.of(1, 4), NextHopMember.of(2));
        assertThat(NextHopObject.group(10, members)).hasToString("id 10 group 1,4/2");
        assertThat(NextHopObject.of(10, NextHopTarget.group(members).forFdb())).hasToString("id 10 group 1,4/2 fdb");
        NextHopResilience table = NextHopResilience.buckets(64)
                .idleTimer(Duration.ofSeconds(60))
                .unbalancedTimer(Duration.ofMillis(2_050));
        assertThat(NextHopObject.of(11, NextHopTarget.resilient(members, table)))
                .hasToString("id 11 group 1,4/2 type resilient buckets 64 idle_timer 60 unbalanced_timer 2.05");
    }

    @Test
    void what_excludes_each_other_cannot_be_said() {
        refused("a nexthop needs a device", () -> NextHopTarget.via(GATEWAY, 0));
        refused(
                "gateway 2001:db8::1 of a nexthop of family inet",
                () -> new NextHopTarget.Single(AddressFamily.INET, Optional.of(GATEWAY6), 1, Optional.empty()));
        refused("family unspec", () -> NextHopTarget.dev(AddressFamily.UNSPEC, 1));
        refused("family mpls", () -> new NextHopTarget.Blackhole(AddressFamily.MPLS));
        refused("family bridge", () -> new NextHopTarget.None(AddressFamily.BRIDGE));
        refused("without members", () -> NextHopTarget.group(List.of()));
        refused("nexthop 1 twice", () -> NextHopTarget.group(List.of(NextHopMember.of(1, 2), NextHopMember.of(1))));
        refused(
                "buckets of a nexthop group of type mpath",
                () -> new NextHopTarget.Group(
                        List.of(NextHopMember.of(1)),
                        Optional.empty(),
                        false,
                        Optional.of(NextHopResilience.UNCHANGED),
                        Optional.empty(),
                        Optional.empty()));
        refused(
                "onlink without a gateway",
                () -> NextHopObject.of(1, NextHopTarget.dev(AddressFamily.INET, 1))
                        .onlink());
        refused(
                "onlink without a gateway",
                () -> NextHopObject.group(1, List.of(NextHopMember.of(2))).onlink());
        refused("nexthop id", () -> NextHopObject.via(1L << 32, GATEWAY, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65537, Integer.MAX_VALUE})
    void weights_are_1_to_65536(int weight) {
        assertThat(NextHopMember.of(1, 65536).weight()).isEqualTo(65536);
        refused("weight " + weight + " is outside 1..65536", () -> NextHopMember.of(1, weight));
    }

    @Test
    void times_are_hundredths_of_a_second_that_fit() {
        Duration longest = Duration.ofMillis(4294967295L * 10);
        assertThat(NextHopResilience.buckets(1).idleTimer(longest).idleTimer()).contains(longest);
        refused("idle timer", () -> NextHopResilience.UNCHANGED.idleTimer(longest.plusMillis(10)));
        refused("idle timer", () -> NextHopResilience.UNCHANGED.idleTimer(Duration.ofMillis(15)));
        refused("unbalanced timer", () -> NextHopResilience.UNCHANGED.unbalancedTimer(Duration.ofMillis(-10)));
        refused("buckets", () -> NextHopResilience.buckets(65536));
    }

    @Test
    void what_was_asked_for_is_told_from_what_the_kernel_adds() {
        List<NextHopMember> members = List.of(NextHopMember.of(1, 4), NextHopMember.of(2));
        NextHopTarget.Group bare = new NextHopTarget.Group(
                members, Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(NextHopObject.of(1, bare).configured())
                .isEqualTo(NextHopObject.group(1, members).configured());
        NextHopObject reported = new NextHopObject(
                1,
                NextHopTarget.via(GATEWAY, 3),
                Protocol.STATIC,
                Scope.LINK,
                NextHop.ONLINK | NextHop.OFFLOAD,
                0,
                UnknownAttributes.NONE);
        assertThat(reported.configured())
                .isEqualTo(NextHopObject.via(1, GATEWAY, 3).onlink().protocol(Protocol.STATIC));
    }

    private static void refused(String why, org.assertj.core.api.ThrowableAssert.ThrowingCallable making) {
        assertThatIllegalArgumentException().isThrownBy(making).withMessageContaining(why);
    }
}
