package dev.multipath.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.uplink.Verdict;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHopMember;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.NextHopTarget;
import dev.multipath.netlink.model.Protocol;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The weighted default as a group of buckets, and what becomes of its objects. */
final class ResilientGroupsTest {
    private static final String RESILIENT = "[flows]\npin = \"resilient\"\n";
    private static final Ownership OWNERSHIP = new Ownership(Protocol.of(77));

    private final PlanBench bench = new PlanBench(Sites.three(), Sites.PROBE, Sites.HINET, Sites.SEED, RESILIENT);

    private KernelSnapshot with(boolean resilient, NextHopObject... objects) {
        KernelSnapshot bare = bench.kernel.snapshot();
        return new KernelSnapshot(
                bare.links(),
                bare.addresses(),
                bare.routes(),
                bare.rules(),
                new NextHopObjects(resilient, List.of(objects)),
                bare.sysctls(),
                bare.surroundings());
    }

    private List<String> plan(KernelSnapshot actual) {
        return commands(bench.desired(actual), actual);
    }

    private static List<String> commands(DesiredState desired, KernelSnapshot actual) {
        return Planner.plan(desired, actual, OWNERSHIP).operations().stream()
                .map(operation -> operation.command(actual.names()))
                .toList();
    }

    private static List<String> about(List<String> commands, String... words) {
        return commands.stream()
                .filter(command -> List.of(words).stream().anyMatch(command::contains))
                .toList();
    }

    private NextHopObject member(long id, String gateway, String device) {
        return NextHopObject.via(id, IpAddress.parse(gateway), bench.kernel.index(device))
                .protocol(Protocol.of(77));
    }

    private static NextHopObject group(long id, NextHopMember... members) {
        return NextHopObject.of(id, NextHopTarget.resilient(List.of(members), ResilientGroups.BUCKETS))
                .protocol(Protocol.of(77));
    }

    private NextHopObject[] asWished() {
        return new NextHopObject[] {
            member(7_700_001, "192.0.2.1", "eth0"),
            member(7_700_002, "198.51.100.1", "eth1"),
            member(7_700_101, "fe80::1", "eth0"),
            member(7_700_102, "fe80::1", "eth1"),
            group(7_700_000, NextHopMember.of(7_700_002), NextHopMember.of(7_700_001, 4)),
            group(7_700_100, NextHopMember.of(7_700_102), NextHopMember.of(7_700_101, 4)),
        };
    }

    @Test
    void members_come_before_their_group_and_the_group_before_the_route_by_it() {
        assertThat(about(plan(with(true)), "nexthop add", "nhid"))
                .containsExactly(
                        "ip nexthop add id 7700002 via 198.51.100.1 dev eth1 proto 77",
                        "ip nexthop add id 7700001 via 192.0.2.1 dev eth0 proto 77",
                        "ip nexthop add id 7700102 via fe80::1 dev eth1 proto 77",
                        "ip nexthop add id 7700101 via fe80::1 dev eth0 proto 77",
                        "ip nexthop add id 7700000 group 7700002/7700001,4 type resilient buckets 8192 idle_timer 120"
                                + " unbalanced_timer 0 proto 77",
                        "ip nexthop add id 7700100 group 7700102/7700101,4 type resilient buckets 8192 idle_timer 120"
                                + " unbalanced_timer 0 proto 77",
                        "ip route add default nhid 7700000 table 7900 proto 77",
                        "ip -6 route add default nhid 7700100 table 7900 proto 77 metric 1024");
    }

    @Test
    void ipv6_that_starts_here_is_balanced_in_a_table_of_its_own() {
        assertThat(about(plan(with(true)), "7901"))
                .contains(
                        "ip -6 route add default table 7901 proto 77 metric 1024 nexthop via fe80::1 dev eth1 weight 1"
                                + " nexthop via fe80::1 dev eth0 weight 4",
                        "ip -6 rule add priority 7899 from all iif lo lookup 7901 protocol 77")
                .noneMatch(command -> command.startsWith("ip r"));
    }

    @Test
    void what_is_as_wished_is_left_alone() {
        assertThat(about(plan(with(true, asWished())), "nexthop add", "nexthop replace", "nexthop del"))
                .isEmpty();
    }

    @Test
    void one_that_leaves_is_taken_out_of_the_group_in_place_and_deleted_last() {
        bench.verdict("eth0", Verdict.DOWN);

        List<String> commands = plan(with(true, asWished()));

        assertThat(about(commands, "ip nexthop"))
                .containsExactly(
                        "ip nexthop replace id 7700000 group 7700002 type resilient buckets 8192 idle_timer 120"
                                + " unbalanced_timer 0 proto 77",
                        "ip nexthop replace id 7700100 group 7700102 type resilient buckets 8192 idle_timer 120"
                                + " unbalanced_timer 0 proto 77",
                        "ip nexthop del id 7700001",
                        "ip nexthop del id 7700101");
        assertThat(commands.subList(commands.size() - 2, commands.size()))
                .allMatch(each -> each.contains("nexthop del"));
    }

    @Test
    void what_a_lost_carrier_took_without_a_word_is_put_back() {
        NextHopObject[] rest = {
            member(7_700_002, "198.51.100.1", "eth1"), group(7_700_000, NextHopMember.of(7_700_002)),
        };

        assertThat(about(plan(with(true, rest)), "ip nexthop"))
                .startsWith("ip nexthop add id 7700001 via 192.0.2.1 dev eth0 proto 77")
                .contains("ip nexthop replace id 7700000 group 7700002/7700001,4 type resilient buckets 8192"
                        + " idle_timer 120 unbalanced_timer 0 proto 77");
    }

    @Test
    void without_the_wish_groups_go_before_their_members() {
        KernelSnapshot actual = with(true, asWished());
        DesiredState desired =
                bench.configure(Sites.PROBE, Sites.HINET, Sites.SEED).desired(actual);

        assertThat(about(commands(desired, actual), "nexthop del"))
                .containsExactly(
                        "ip nexthop del id 7700100",
                        "ip nexthop del id 7700000",
                        "ip nexthop del id 7700001",
                        "ip nexthop del id 7700002",
                        "ip nexthop del id 7700101",
                        "ip nexthop del id 7700102");
    }

    @Test
    void a_kernel_without_buckets_and_a_strangers_object_are_named_and_balanced_as_before() {
        NextHopObject theirs = NextHopObject.of(7_700_003, new NextHopTarget.Blackhole(AddressFamily.INET));

        for (Map.Entry<KernelSnapshot, String> each : Map.of(
                        with(false), "no resilient nexthop groups", with(true, theirs), "is someone else's")
                .entrySet()) {
            DesiredState desired = bench.desired(each.getKey());
            assertThat(desired.conflicts()).anyMatch(conflict -> conflict.contains(each.getValue()));
            assertThat(about(commands(desired, each.getKey()), "ip route add default table 7900 proto 77 nexthop via"))
                    .hasSize(1);
        }
        assertThat(about(plan(with(true, theirs)), "del id 7700003")).isEmpty();
    }
}
