package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.conntrack.ConntrackCounts;
import dev.multipath.netlink.model.conntrack.ConntrackEntry;
import dev.multipath.netlink.model.conntrack.ConntrackStatus;
import dev.multipath.netlink.model.conntrack.ConntrackTuple;
import dev.multipath.netlink.model.conntrack.Layer4;
import dev.multipath.netlink.model.conntrack.TcpConntrackState;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.IcmpSocket;
import dev.multipath.netlink.transport.NetNs;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections of a LAN over two masqueraded uplinks: listed as {@code conntrack} lists them, deleted and no other. */
@Timeout(120)
final class ConntrackNetnsIT {
    private static final int PORT = 7000;
    private static final int MANY = 10_000;

    private MasqueradingSite site;
    private Conntrack conntrack;
    private ServerSocketChannel server;
    private final List<SocketChannel> clients = new ArrayList<>();

    @BeforeEach
    void open() throws ErrnoException, IOException {
        site = new MasqueradingSite();
        conntrack = site.conntrack;
        server = MasqueradingSite.listen(site.far.namespace(), PORT);
    }

    @AfterEach
    void close() throws IOException {
        for (SocketChannel client : clients) {
            client.close();
        }
        server.close();
        site.close();
    }

    private SocketChannel connect(String to) throws ErrnoException, IOException {
        SocketChannel client = MasqueradingSite.connect(site.lan.namespace(), to, PORT);
        clients.add(client);
        return client;
    }

    private void connectToAll() throws ErrnoException, IOException {
        clients.addAll(site.connectToAll(PORT));
    }

    private void ping(AddressFamily family, String from, String to) throws ErrnoException {
        try (IcmpSocket socket = IcmpSocket.open(site.lan.namespace(), family, "eth0", IpAddress.parse(from))) {
            socket.sendEcho(IpAddress.parse(to), 1, 1);
        }
    }

    /** The five things that tell a line of {@code conntrack -L} from others, once per direction. */
    private static List<String> tuples(List<String> lines) {
        List<String> tuples = new ArrayList<>();
        for (String line : lines) {
            StringBuilder tuple = new StringBuilder();
            for (String word : line.split(" +", -1)) {
                if (word.matches("(src|dst|sport|dport|type|code|id|mark|zone|zone-orig|zone-reply)=.*")) {
                    tuple.append(word).append(' ');
                }
            }
            tuples.add(tuple.toString());
        }
        return tuples;
    }

    private static List<String> ours(List<ConntrackEntry> entries) {
        return tuples(entries.stream()
                .map(entry -> entry.toString().replaceFirst(" id=\\d+$", ""))
                .toList());
    }

    @Test
    void a_list_is_what_conntrack_prints() throws ErrnoException, IOException {
        connectToAll();
        site.sendDatagrams(MasqueradingSite.FAR_A, 2);
        ping(AddressFamily.INET, "10.0.0.2", MasqueradingSite.FAR_A);
        ping(AddressFamily.INET6, "2001:db8:a::2", MasqueradingSite.FAR_A6);

        List<ConntrackEntry> entries = conntrack.list();
        List<String> printed = new ArrayList<>(site.conntrack("-L -f ipv4"));
        printed.addAll(site.conntrack("-L -f ipv6"));
        assertThat(ours(entries)).hasSizeGreaterThanOrEqualTo(13).containsExactlyInAnyOrderElementsOf(tuples(printed));
    }

    @Test
    void a_masqueraded_connection_has_the_uplinks_address_in_its_reply() throws ErrnoException, IOException {
        SocketChannel client = connect(MasqueradingSite.FAR_A);

        ConntrackEntry entry = only(conntrack.list(MasqueradingSite.toUplink(MasqueradingSite.UPLINK_A)));
        int port = ((InetSocketAddress) client.getLocalAddress()).getPort();
        assertThat(entry.original().source()).hasToString("10.0.0.2");
        assertThat(entry.original().destination()).hasToString(MasqueradingSite.FAR_A);
        assertThat(entry.original().protocol()).isEqualTo(ConntrackTuple.TCP);
        assertThat(entry.original().layer4()).isEqualTo(new Layer4.Ports(port, PORT));
        assertThat(entry.reply().source()).hasToString(MasqueradingSite.FAR_A);
        assertThat(entry.reply().destination()).hasToString(MasqueradingSite.UPLINK_A);
        assertThat(entry.status().has(ConntrackStatus.ASSURED | ConntrackStatus.SEEN_REPLY | ConntrackStatus.SRC_NAT))
                .isTrue();
        assertThat(entry.mark()).hasValue(0x100);
        assertThat(entry.zoneId()).isZero();
        assertThat(entry.tcp().orElseThrow().state()).isEqualTo(TcpConntrackState.ESTABLISHED);
        assertThat(entry.timeout().orElseThrow()).isBetween(1L, 432_000L);
        assertThat(entry.id()).isPresent();
        assertThat(entry.unknown().isEmpty()).as("%s", entry.unknown()).isTrue();
    }

    private static ConntrackEntry only(List<ConntrackEntry> entries) {
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    @Test
    void counters_are_told_where_the_kernel_counts() throws ErrnoException, IOException {
        site.sysctl("net/netfilter/nf_conntrack_acct", "1");
        connect(MasqueradingSite.FAR_A);
        ConntrackEntry entry = only(conntrack.list(MasqueradingSite.toUplink(MasqueradingSite.UPLINK_A)));
        assertThat(entry.originalCounters().orElseThrow().packets()).isEqualTo(2);
        assertThat(entry.replyCounters().orElseThrow().bytes()).isEqualTo(60);
    }

    @Test
    void deletion_by_mark_deletes_those_of_that_mark_only() throws ErrnoException, IOException {
        connectToAll();
        List<ConntrackEntry> others = conntrack.list(ConntrackFilter.ALL.mark(FwMark.exactly(0x200)));

        assertThat(conntrack.deleteAll(ConntrackFilter.ALL.mark(new FwMark(0x100, 0xff00))))
                .isEqualTo(6);

        assertThat(ours(conntrack.list()))
                .containsExactlyInAnyOrderElementsOf(ours(others))
                .hasSize(3);
        assertThat(site.conntrack("-L")).hasSize(3);
    }

    @Test
    void deletion_by_reply_destination_deletes_what_an_uplink_masquerades_only() throws ErrnoException, IOException {
        connectToAll();
        SocketChannel own = MasqueradingSite.connect(site.gateway.namespace(), MasqueradingSite.FAR_B, PORT);
        clients.add(own);

        assertThat(conntrack.deleteAll(MasqueradingSite.toUplink(MasqueradingSite.UPLINK_A)))
                .isEqualTo(3);

        assertThat(conntrack.list(MasqueradingSite.toUplink(MasqueradingSite.UPLINK_A)))
                .isEmpty();
        assertThat(conntrack.list(MasqueradingSite.toUplink(MasqueradingSite.UPLINK_B)))
                .hasSize(4);
        assertThat(conntrack.list(MasqueradingSite.toUplink(MasqueradingSite.UPLINK_A6)))
                .hasSize(3);
    }

    /** As when another connection has the same tuple by now. */
    @Test
    void a_deletion_hits_no_connection_of_another_id() throws ErrnoException, IOException {
        site.sendDatagrams(MasqueradingSite.FAR_A, 1);
        ConntrackFilter filter = MasqueradingSite.toUplink(MasqueradingSite.UPLINK_A);
        ConntrackEntry entry = only(conntrack.list(filter));
        ConntrackEntry earlier = withId(entry, entry.id().orElseThrow() ^ 1);

        assertThat(conntrack.deleteIfPresent(earlier)).isFalse();
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> conntrack.delete(earlier))
                .satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.ENOENT));
        assertThat(conntrack.list(filter)).hasSize(1);

        conntrack.delete(entry);
        assertThat(conntrack.list(filter)).isEmpty();
        assertThat(conntrack.deleteIfPresent(entry)).isFalse();
    }

    private static ConntrackEntry withId(ConntrackEntry entry, long id) {
        return new ConntrackEntry(
                entry.original(),
                entry.reply(),
                entry.status(),
                entry.mark(),
                entry.zone(),
                entry.timeout(),
                OptionalLong.of(id),
                entry.use(),
                entry.tcp(),
                entry.originalCounters(),
                entry.replyCounters(),
                entry.unknown());
    }

    @Test
    void a_mark_is_set_within_its_mask() throws ErrnoException, IOException {
        connect(MasqueradingSite.FAR_A);
        ConntrackFilter filter = MasqueradingSite.toUplink(MasqueradingSite.UPLINK_A);
        ConntrackEntry entry = only(conntrack.list(filter));

        conntrack.mark(entry, new FwMark(0xfff7, 0xff));
        assertThat(only(conntrack.list(filter)).mark()).hasValue(0x1f7);
        assertThat(conntrack.markIfPresent(entry, new FwMark(0x200, 0xff00))).isTrue();
        assertThat(only(conntrack.list(filter)).mark()).hasValue(0x2f7);
        assertThat(only(conntrack.list(filter)).tcp().orElseThrow().state()).isEqualTo(TcpConntrackState.ESTABLISHED);

        conntrack.delete(entry);
        assertThat(conntrack.markIfPresent(entry, FwMark.exactly(1))).isFalse();
        assertThatThrownBy(() -> conntrack.mark(entry, FwMark.exactly(1)))
                .isInstanceOf(NetlinkException.Rejected.class);
    }

    /** A zone that holds in one direction only stands in that tuple, and must come back with a deletion. */
    @Test
    void connections_in_zones_are_found_and_deleted() throws ErrnoException, IOException {
        site.nft("""
                table ip zones {
                  chain pre {
                    type filter hook prerouting priority -300;
                    udp dport 1 ct zone set 5
                    udp dport 2 ct original zone set 6
                  }
                }
                """);
        site.sendDatagrams(MasqueradingSite.FAR_A, 3);

        assertThat(ours(conntrack.list(ConntrackFilter.ALL.protocol(ConntrackTuple.UDP))))
                .containsExactlyInAnyOrderElementsOf(tuples(site.conntrack("-L -p udp")));
        assertThat(only(conntrack.list(ConntrackFilter.ALL.zone(5))).zone()).isEqualTo(5);
        ConntrackEntry original = only(conntrack.list(ConntrackFilter.ALL.zone(6)));
        assertThat(original.original().zone()).isEqualTo(6);
        conntrack.mark(original, FwMark.exactly(9));
        assertThat(only(conntrack.list(ConntrackFilter.ALL.zone(6))).mark()).hasValue(9);

        assertThat(conntrack.deleteAll(ConntrackFilter.ALL.zone(5))).isEqualTo(1);
        assertThat(conntrack.deleteAll(ConntrackFilter.ALL.zone(6))).isEqualTo(1);
        assertThat(conntrack.list(ConntrackFilter.ALL.protocol(ConntrackTuple.UDP)))
                .hasSize(1);
    }

    @Test
    void icmp_is_deleted_by_its_id() throws ErrnoException {
        ping(AddressFamily.INET, "10.0.0.2", MasqueradingSite.FAR_A);
        ping(AddressFamily.INET6, "2001:db8:a::2", MasqueradingSite.FAR_A6);
        assertThat(conntrack.deleteAll(ConntrackFilter.ALL.protocol(ConntrackTuple.ICMP)))
                .isEqualTo(1);
        assertThat(only(conntrack.list(MasqueradingSite.toUplink(MasqueradingSite.UPLINK_A6)))
                        .original()
                        .layer4())
                .isInstanceOf(Layer4.Icmp.class);
        assertThat(conntrack.deleteAll(MasqueradingSite.toUplink(MasqueradingSite.UPLINK_A6)))
                .isEqualTo(1);
    }

    @Test
    void many_are_listed_counted_and_deleted() throws ErrnoException, IOException {
        site.sendDatagrams(MasqueradingSite.FAR_A, MANY);
        site.sendDatagrams(MasqueradingSite.FAR_B, 10);
        ConntrackCounts counts = conntrack.counts();
        assertThat(counts.entries()).isEqualTo(MANY + 10L);
        assertThat(counts.maximum().orElseThrow()).isGreaterThan(MANY);

        ProcessorTime time = new ProcessorTime();
        assertThat(conntrack.list(MasqueradingSite.toUplink(MasqueradingSite.UPLINK_A)))
                .hasSize(MANY);
        long listed = time.millis();
        assertThat(conntrack.deleteAll(MasqueradingSite.toUplink(MasqueradingSite.UPLINK_A)))
                .isEqualTo(MANY);
        long deleted = time.millis();
        System.out.println(MANY + " connections: listed in " + listed + " ms of processor time, listed and deleted in "
                + deleted + " ms");
        assertThat(conntrack.counts().entries()).isEqualTo(10);
        int[] left = new int[1];
        conntrack.walk(ConntrackFilter.ALL, entry -> left[0]++);
        assertThat(left[0]).isEqualTo(10);
    }

    @Test
    void nothing_empties_the_whole_table() throws ErrnoException, IOException {
        connect(MasqueradingSite.FAR_A);
        for (ConntrackFilter filter : List.of(
                ConntrackFilter.ALL,
                ConntrackFilter.ALL.family(AddressFamily.INET),
                ConntrackFilter.ALL.mark(new FwMark(5, 0)),
                ConntrackFilter.ALL.originalSource(IpPrefix.ALL_IPV4))) {
            assertThatThrownBy(() -> conntrack.deleteAll(filter)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(conntrack.list()).hasSize(1);
    }

    @Test
    void a_table_of_a_fresh_namespace_is_empty() throws ErrnoException {
        try (NetNs fresh = NetNs.create();
                NfNetlink netfilter = NfNetlink.open(fresh)) {
            assertThat(netfilter.conntrack().list()).isEmpty();
            assertThat(netfilter.conntrack().counts().entries()).isZero();
            assertThat(netfilter.conntrack().deleteAll(ConntrackFilter.ALL.mark(FwMark.exactly(1))))
                    .isZero();
        }
    }
}
