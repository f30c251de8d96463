package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.codec.conntrack.ConntrackCodec;
import dev.multipath.netlink.codec.conntrack.ConntrackMessage;
import dev.multipath.netlink.codec.conntrack.TupleFilter;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.conntrack.ConntrackEntry;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkFamily;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import dev.multipath.netlink.wire.MessageWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A LAN behind a gateway that masquerades over two uplinks and marks connections by uplink, in three namespaces.
 *
 * <pre>
 * lan 10.0.0.2 ── gateway ─ up-a 192.0.2.2    (mark 0x100) ─┐
 *     2001:db8:a::2       └ up-b 198.51.100.2 (mark 0x200) ─┴ far: FAR_A behind up-a, FAR_B behind up-b
 * </pre>
 */
final class MasqueradingSite implements AutoCloseable {
    static final String FAR_A = "203.0.113.9";
    static final String FAR_B = "203.0.113.10";
    static final String FAR_A6 = "2001:db8:ffff::9";
    static final String UPLINK_A = "192.0.2.2";
    static final String UPLINK_B = "198.51.100.2";
    static final String UPLINK_A6 = "2001:db8:1::2";

    private static final String RULES = """
            table ip t {
              chain marking { type filter hook forward priority 0; oifname "up-a" ct mark set 0x100; oifname "up-b" ct mark set 0x200; }
              chain masking { type nat hook postrouting priority 100; oifname { "up-a", "up-b" } masquerade; }
            }
            table ip6 t {
              chain marking { type filter hook forward priority 0; oifname "up-a" ct mark set 0x100; }
              chain masking { type nat hook postrouting priority 100; oifname "up-a" masquerade; }
            }
            """;

    final LiveNamespace lan = new LiveNamespace();
    final LiveNamespace gateway = new LiveNamespace();
    final LiveNamespace far = new LiveNamespace();
    final NfNetlink netfilter = NfNetlink.open(gateway.namespace());
    final Conntrack conntrack = netfilter.conntrack();

    MasqueradingSite() throws ErrnoException, IOException {
        for (LiveNamespace each : new LiveNamespace[] {lan, gateway, far}) {
            each.ip("link set lo up");
        }
        line(lan, "eth0", "10.0.0.2", "2001:db8:a::2", gateway, "lan", "10.0.0.1", "2001:db8:a::1");
        line(gateway, "up-a", UPLINK_A, UPLINK_A6, far, "isp-a", "192.0.2.1", "2001:db8:1::1");
        line(gateway, "up-b", UPLINK_B, "2001:db8:2::2", far, "isp-b", "198.51.100.1", "2001:db8:2::1");
        lan.ip("route add default via 10.0.0.1");
        lan.ip("-6 route add default via 2001:db8:a::1");
        gateway.ip("route add " + FAR_A + " via 192.0.2.1");
        gateway.ip("route add " + FAR_B + " via 198.51.100.1");
        gateway.ip("-6 route add " + FAR_A6 + " via 2001:db8:1::1");
        for (String address : new String[] {FAR_A, FAR_B}) {
            far.ip("address add " + address + "/32 dev lo");
        }
        far.ip("address add " + FAR_A6 + "/128 dev lo nodad");
        sysctl("net/ipv4/ip_forward", "1");
        sysctl("net/ipv6/conf/all/forwarding", "1");
        nft(RULES);
    }

    /** Three TCP connections over each uplink by IPv4, and three over the first by IPv6, to this port. */
    List<SocketChannel> connectToAll(int port) throws ErrnoException, IOException {
        List<SocketChannel> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            for (String to : new String[] {FAR_A, FAR_B, FAR_A6}) {
                clients.add(connect(lan.namespace(), to, port));
            }
        }
        return clients;
    }

    /** Datagrams from the LAN to ports 1..count, each a connection to the gateway. */
    void sendDatagrams(String to, int count) throws ErrnoException, IOException {
        try (DatagramChannel sender = datagrams(lan.namespace())) {
            for (int port = 1; port <= count; port++) {
                sender.send(ByteBuffer.allocate(1), new InetSocketAddress(to, port));
            }
        }
    }

    /** What is masqueraded with this address, or came in to it. */
    static ConntrackFilter toUplink(String address) {
        return ConntrackFilter.ALL.replyDestination(IpPrefix.parse(address));
    }

    private static void line(
            LiveNamespace one,
            String name,
            String v4,
            String v6,
            LiveNamespace other,
            String peer,
            String w4,
            String w6) {
        one.veth(name, peer);
        one.netlink().links().move(one.netlink().links().get(peer).orElseThrow().index(), other.namespace());
        other.ip("link set " + peer + " up");
        one.ip("address add " + v4 + "/24 dev " + name);
        one.ip("address add " + v6 + "/64 dev " + name + " nodad");
        other.ip("address add " + w4 + "/24 dev " + peer);
        other.ip("address add " + w6 + "/64 dev " + peer + " nodad");
    }

    /** Sets one of the gateway's. */
    void sysctl(String name, String value) throws ErrnoException, IOException {
        gateway.namespace().<Path, IOException>call(() -> Files.writeString(Path.of("/proc/sys", name), value));
    }

    /** Loads rules into the gateway. */
    void nft(String rules) throws IOException {
        Path file = Files.createTempFile("rules", ".nft");
        try {
            Files.writeString(file, rules);
            FreshNamespace.Result result = gateway.command("nft", "-f " + file);
            assertThat(result.status()).as(result.output()).isZero();
        } finally {
            Files.delete(file);
        }
    }

    /** What {@code conntrack} prints in the gateway, without the line that counts. */
    List<String> conntrack(String arguments) {
        FreshNamespace.Result result = gateway.command("conntrack", arguments);
        assertThat(result.status()).as(result.output()).isZero();
        return result.output()
                .lines()
                .filter(line -> !line.startsWith("conntrack v"))
                .toList();
    }

    /** How many the gateway's kernel sends for a filter, before this library looks at them. */
    int kernelFiltered(ConntrackFilter filter) {
        return dumped(new ConntrackRequest.Dump(filter));
    }

    /** How many the gateway's kernel sends for such a reply. */
    int kernelFiltered(AddressFamily family, TupleFilter reply) {
        return dumped(new Request() {
            @Override
            public int type() {
                return ConntrackMessage.IPCTNL_MSG_CT_GET;
            }

            @Override
            public int flags() {
                return 0;
            }

            @Override
            public void write(MessageWriter message) {
                ConntrackCodec.encodeDump(
                        family, Optional.empty(), OptionalInt.empty(), TupleFilter.ANY, reply, message);
            }

            @Override
            public String words() {
                return "conntrack -L";
            }
        });
    }

    private int dumped(Request request) {
        List<ConntrackEntry> entries = new ArrayList<>();
        try (Conversation conversation = new Conversation(
                Line.open(gateway.namespace(), NetlinkSocketFactory.system(), NetlinkFamily.NETFILTER))) {
            Gathering<ConntrackEntry> all = new Gathering<>(entries, ConntrackCodec::decode);
            conversation.dump(request, RtNetlink.DEFAULT_TIMEOUT, all, 0);
        }
        return entries.size();
    }

    /** A server at every address of a namespace. */
    static ServerSocketChannel listen(NetNs namespace, int port) throws ErrnoException, IOException {
        ServerSocketChannel server = namespace.call(ServerSocketChannel::open);
        return server.bind(new InetSocketAddress(port), 1024);
    }

    /** A connection from the LAN, or from the gateway itself. */
    static SocketChannel connect(NetNs from, String to, int port) throws ErrnoException, IOException {
        SocketChannel client = from.call(SocketChannel::open);
        client.connect(new InetSocketAddress(to, port));
        return client;
    }

    /** A datagram socket. */
    static DatagramChannel datagrams(NetNs from) throws ErrnoException, IOException {
        return from.call(DatagramChannel::open);
    }

    @Override
    public void close() {
        netfilter.close();
        far.close();
        gateway.close();
        lan.close();
    }
}
