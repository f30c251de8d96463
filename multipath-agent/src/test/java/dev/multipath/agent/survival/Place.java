package dev.multipath.agent.survival;

import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkHandle;
import dev.multipath.testkit.netns.UplinkSpec;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A LAN client behind a masquerading gateway with three IPv4 uplinks of weights 4:1:1. Each ISP forwards only its own
 * customer's addresses (BCP 38). The gateway's operator forwards TCP port 8080 of every uplink to the LAN client.
 *
 * <p>The kernel hashes the five numbers of a connection with a seed that never changes, so that every contestant gets the
 * same connections on the same uplinks. (By policy "l4" it would take what the sender's socket drew, which between
 * namespaces comes along with the packet, and which a sender draws anew after losses; a LAN's wire does not carry that.)
 */
final class Place implements AutoCloseable {
    static final int PORT = 7777;
    static final int FORWARDED_PORT = 8080;
    static final List<Integer> WEIGHTS = List.of(4, 1, 1);
    static final IpAddress CLIENT = IpAddress.parse("10.77.0.10");
    static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");

    /** The operator's own, beside which the agent lives. */
    private static final String OPERATOR = """
            table ip operator {
             chain forwards {
              type nat hook prerouting priority dstnat;
              iifname "wan*" tcp dport 8080 dnat to 10.77.0.10:8080;
             }
            }
            """;

    private final Topology topology;
    private final Mirror mirror;

    Place() throws IOException {
        loadSocketClasses();
        topology = Topology.builder()
                .uplink(UplinkSpec.fixed("a").onlyIpv4())
                .uplink(UplinkSpec.fixed("b").onlyIpv4())
                .uplink(UplinkSpec.fixed("c").onlyIpv4())
                .target("203.0.113.53")
                .target("198.51.100.10")
                .build();
        try {
            mirror = prepare();
        } catch (IOException | RuntimeException | AssertionError e) {
            topology.close();
            throw e;
        }
    }

    /** Whatever their loading starts shall not live in a namespace. */
    private static void loadSocketClasses() throws IOException {
        DatagramChannel.open(StandardProtocolFamily.INET).close();
        SocketChannel.open(StandardProtocolFamily.INET).close();
        ServerSocketChannel.open(StandardProtocolFamily.INET).close();
    }

    private Mirror prepare() throws IOException {
        Namespace gateway = gateway();
        gateway.nft(OPERATOR);
        gateway.sysctl("net.ipv4.fib_multipath_hash_policy", "3");
        gateway.sysctl("net.ipv4.fib_multipath_hash_fields", "55");
        gateway.sysctl("net.ipv4.fib_multipath_hash_seed", "4711");
        gateway.sysctl("net.ipv4.conf.all.rp_filter", "2");
        for (UplinkHandle uplink : topology.uplinks()) {
            String own = uplink.address(AddressFamily.INET) + "/24";
            uplink.isp()
                    .nft("table ip bcp38 {\nchain forward {\n type filter hook forward priority -300;\n"
                            + " iifname \"customer\" ip saddr != " + own + " drop;\n}\n}\n");
        }
        return new Mirror()
                .listen(topology.internet(), target(), PORT)
                .listen(client(), CLIENT, FORWARDED_PORT)
                .listen(client(), LOOPBACK, PORT)
                .start();
    }

    Topology topology() {
        return topology;
    }

    Namespace gateway() {
        return topology.gateway();
    }

    Namespace client() {
        return topology.client();
    }

    IpAddress target() {
        return topology.target(AddressFamily.INET);
    }

    UplinkHandle uplink(int position) {
        return topology.uplinks().get(position);
    }

    /** All positions. */
    Set<Integer> all() {
        return Set.of(0, 1, 2);
    }

    /** Position of the uplink with this address, or {@link Conversation#NO_UPLINK}. */
    int uplinkOf(int address) {
        for (int i = 0; i < topology.uplinks().size(); i++) {
            if (number(uplink(i).address(AddressFamily.INET)) == address) {
                return i;
            }
        }
        return Conversation.NO_UPLINK;
    }

    private static int number(IpAddress address) {
        return ByteBuffer.wrap(address.toInetAddress().getAddress()).getInt();
    }

    /** Positions of the uplinks the best default of this protocol leads over. */
    Set<Integer> usedBy(Protocol protocol) {
        Set<Integer> used = new HashSet<>();
        gateway().netlink().routes().list(RouteFilter.of(AddressFamily.INET).protocol(protocol)).stream()
                .filter(Place::isForAll)
                .min(Comparator.comparingLong(route -> route.key().effectivePriority()))
                .ifPresent(route -> route.target().ways().forEach(hop -> used.add(position(hop.interfaceIndex()))));
        return used;
    }

    /** The agent's table of the balance is B+200. */
    private static boolean isForAll(Route route) {
        return route.isDefault() && route.table().value() == 7900;
    }

    private int position(int interfaceIndex) {
        for (int i = 0; i < topology.uplinks().size(); i++) {
            if (gateway().index(uplink(i).device()) == interfaceIndex) {
                return i;
            }
        }
        return Conversation.NO_UPLINK;
    }

    @Override
    public void close() throws IOException {
        mirror.close();
        topology.close();
    }
}
