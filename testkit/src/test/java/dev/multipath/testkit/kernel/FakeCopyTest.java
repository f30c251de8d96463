package dev.multipath.testkit.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.wire.MessageWriter;
import dev.multipath.netlink.wire.NetlinkHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A fake kernel can be copied, set back and looked into, and does the same again, byte for byte. */
class FakeCopyTest {
    private static final int[] DUMPS = {
        Rtm.RTM_GETLINK, Rtm.RTM_GETADDR, Rtm.RTM_GETROUTE, Rtm.RTM_GETRULE, Rtm.RTM_GETNEXTHOP, Rtm.RTM_GETNEIGH
    };

    /** All that a kernel says of itself, as it came. */
    private static List<String> bytes(FakeKernel kernel) {
        List<String> all = new ArrayList<>();
        for (int type : DUMPS) {
            try (Raw raw = new Raw(kernel.open(NetNs.current()))) {
                for (Raw.Answer answer :
                        raw.exchange(type, NetlinkHeader.NLM_F_DUMP, message -> header(type, message))) {
                    byte[] body = answer.bytes();
                    // The sequence number and the port are the conversation's.
                    for (int i = 8; i < 16; i++) {
                        body[i] = 0;
                    }
                    all.add(HexFormat.of().formatHex(body));
                }
            }
        }
        return all;
    }

    private static void header(int type, MessageWriter message) {
        int words = FakeRequests.headerLength(type) / 4;
        for (int i = 0; i < words; i++) {
            message.u32(0);
        }
    }

    private static FakeKernel made(int seed) {
        FakeKernel kernel = new FakeKernel();
        change(kernel, seed);
        return kernel;
    }

    /** A random history, by the twins' own requests. */
    private static void change(FakeKernel kernel, int seed) {
        Random random = new Random(seed);
        try (Site site = new Site(new FakeUnderTest(kernel))) {
            for (int i = 0; i < 60; i++) {
                Twins.Requests requests = i % 3 == 0
                        ? TwinNextHopNetnsIT::step
                        : i % 3 == 1 ? TwinNetnsIT::change : TwinNeighbourNetnsIT::step;
                Twins.Change change = requests.next(random, site);
                try {
                    change.action().on(site);
                } catch (NetlinkException.Rejected | NetlinkException.Ambiguous refused) {
                    // As random requests are.
                }
                kernel.advance(Duration.ofMillis(random.nextInt(500)));
            }
        }
    }

    @Test
    void the_same_calls_give_the_same_bytes() {
        for (int seed = 1; seed < 6; seed++) {
            assertThat(bytes(made(seed))).isEqualTo(bytes(made(seed)));
        }
    }

    @Test
    void a_copy_has_the_same_state_and_goes_its_own_way() {
        FakeKernel kernel = made(7);
        List<String> before = bytes(kernel);

        FakeKernel copy = kernel.copy();

        assertThat(bytes(copy)).isEqualTo(before);
        assertThat(copy.now()).isEqualTo(kernel.now());
        try (RtNetlink netlink = copy.netlink()) {
            netlink.links().add(NewLink.bridge("br0"));
            copy.unplug("up-a");
            copy.advance(Duration.ofSeconds(60));
        }
        assertThat(bytes(copy)).isNotEqualTo(before);
        assertThat(bytes(kernel)).isEqualTo(before);
    }

    @Test
    void a_copy_does_what_the_original_does() {
        FakeKernel kernel = new FakeKernel();
        try (RtNetlink netlink = kernel.netlink()) {
            netlink.links().add(NewLink.veth("eth0", "far").setUp());
        }
        FakeKernel copy = kernel.copy();

        change(kernel, 3);
        change(copy, 3);

        assertThat(bytes(copy)).isEqualTo(bytes(kernel));
    }

    @Test
    void a_kernel_set_back_is_what_it_was_and_its_sockets_go_on() {
        FakeKernel kernel = made(8);
        FakeKernel saved = kernel.copy();
        List<String> before = bytes(kernel);
        try (RtNetlink netlink = kernel.netlink()) {
            netlink.links().add(NewLink.bridge("br0"));
            kernel.inject(new Fault.DropAck());

            kernel.restore(saved);

            assertThat(netlink.links().get("br0")).isEmpty();
            assertThat(kernel.pendingFaults()).isZero();
            netlink.links().add(NewLink.bridge("br0"));
            kernel.restore(new FakeKernel());
            assertThat(netlink.links().list()).hasSize(1);
        }
        kernel.restore(saved);
        assertThat(bytes(kernel)).isEqualTo(before);
    }

    @Test
    void the_state_is_what_dumps_show_and_faults_do_not_touch_it() {
        FakeKernel kernel = made(9);
        FakeState state;
        try (RtNetlink netlink = kernel.netlink()) {
            kernel.inject(new Fault.Refuse(Rtm.RTM_GETROUTE, Errno.ENOMEM, ""));
            kernel.inject(new Fault.InterruptDump());
            state = kernel.state();
            assertThat(kernel.pendingFaults()).isEqualTo(2);
            kernel.forgetFaults();
            assertThat(state.links()).isEqualTo(netlink.links().list());
            assertThat(state.addresses()).isEqualTo(netlink.addresses().list());
            assertThat(state.routes()).isEqualTo(netlink.routes().list());
            assertThat(state.rules()).isEqualTo(netlink.rules().list());
            assertThat(state.nextHops()).hasSameSizeAs(netlink.nexthops().list());
            assertThat(state.buckets()).isEqualTo(netlink.nexthops().buckets().list());
            assertThat(state.neighbours()).isEqualTo(netlink.neighbours().list());
        }
    }

    @Test
    void a_way_can_be_looked_up_without_a_socket() {
        FakeKernel kernel = new FakeKernel();
        RouteLookup lookup = RouteLookup.to(IpAddress.parse("203.0.113.7"));
        assertThat(kernel.lookup(lookup)).isEmpty();
        try (Site site = new Site(new FakeUnderTest(kernel))) {
            site.netlink().routes().add(Route.defaultRoute(AddressFamily.INET).via(Site.GW1, site.a));
            assertThat(kernel.lookup(lookup)).contains(site.netlink().routes().lookup(lookup));
        }
    }

    @Test
    void settings_have_the_values_they_were_given() {
        FakeKernel kernel = new FakeKernel();
        try (RtNetlink netlink = kernel.netlink()) {
            kernel.sysctl("net.ipv6.conf.default.ignore_routes_with_linkdown", "1");
            netlink.links().add(NewLink.bridge("br0"));
            kernel.sysctl("net.ipv4.conf.br0.ignore_routes_with_linkdown", "1");
            kernel.sysctl("net.ipv4.fib_multipath_hash_policy", "1");

            assertThat(kernel.sysctl("net.ipv6.conf.br0.ignore_routes_with_linkdown"))
                    .contains("1");
            assertThat(kernel.sysctl("net.ipv6.conf.lo.ignore_routes_with_linkdown"))
                    .contains("0");
            assertThat(kernel.sysctl("net.ipv4.conf.br0.ignore_routes_with_linkdown"))
                    .contains("1");
            assertThat(kernel.sysctl("net.ipv4.conf.all.ignore_routes_with_linkdown"))
                    .contains("0");
            assertThat(kernel.sysctl("net.ipv4.fib_multipath_hash_policy")).contains("1");
            assertThat(kernel.sysctl("net.ipv6.fib_multipath_hash_policy")).contains("0");
            assertThat(kernel.sysctl("net.ipv4.conf.gone.ignore_routes_with_linkdown"))
                    .isEmpty();
            assertThat(kernel.sysctl("net.ipv4.ip_forward")).isEmpty();
            assertThatThrownBy(() -> kernel.sysctl("net.ipv4.ip_forward", "1"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> kernel.sysctl("net.ipv4.fib_multipath_hash_policy", "2"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
