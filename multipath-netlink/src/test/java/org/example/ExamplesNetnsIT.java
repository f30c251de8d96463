package org.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.multipath.netlink.ConntrackFilter;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.NfNetlink;
import dev.multipath.netlink.RtEvent;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.SockDiag;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.FdbEntry;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each example runs in a namespace of its own with eth0 and eth1, and {@code ip -j} says what came of it. */
class ExamplesNetnsIT {
    private NetNs namespace;
    private RtNetlink netlink;

    @BeforeEach
    void twoUplinks() {
        try {
            namespace = NetNs.create();
        } catch (ErrnoException refused) {
            if ("required".equals(System.getenv("MULTIPATH_NETNS"))) {
                throw new AssertionError("network namespaces are required here", refused);
            }
            Assumptions.abort("network namespaces cannot be made here: " + refused.getMessage());
        }
        netlink = RtNetlink.open(namespace);
        netlink.links().add(NewLink.veth("eth0", "eth1"));
        up("eth0", "192.0.2.2");
        up("eth1", "198.51.100.2");
    }

    private void up(String name, String address) {
        int index = netlink.links().get(name).orElseThrow().index();
        netlink.links().change(index, LinkChange.setUp());
        netlink.addresses().add(Address.of(index, IpAddress.parse(address), 24));
    }

    @AfterEach
    void close() {
        if (netlink != null) {
            netlink.close();
            namespace.close();
        }
    }

    @Test
    void weightedDefault() {
        WeightedDefault.run(netlink, "eth0", "eth1");

        JsonObject balanced = only(ip("route show default"));
        List<String> legs = new ArrayList<>();
        for (JsonElement leg : balanced.getAsJsonArray("nexthops")) {
            JsonObject hop = leg.getAsJsonObject();
            legs.add(text(hop, "gateway") + " " + text(hop, "dev") + " " + text(hop, "weight"));
        }
        assertThat(legs).containsExactly("192.0.2.1 eth0 2", "198.51.100.1 eth1 3");
        assertThat(text(balanced, "protocol")).isEqualTo("static");

        JsonObject metrics = only(ip("-details route show 203.0.113.0/24"))
                .getAsJsonArray("metrics")
                .get(0)
                .getAsJsonObject();
        assertThat(text(metrics, "mtu")).isEqualTo("1400");
        assertThat(text(only(ip("-details route show table 100")), "type")).isEqualTo("blackhole");
        assertThat(ip("route show 192.168.7.0/24")).isEmpty();
    }

    @Test
    void sourceRouting() {
        SourceRouting.run(netlink, "eth0");

        assertThat(text(only(ip("route show table 100")), "gateway")).isEqualTo("192.0.2.1");
        List<JsonObject> rules = ip("rule show");
        assertThat(text(with(rules, "priority", "1000"), "src")).isEqualTo("192.0.2.2");
        assertThat(text(with(rules, "priority", "1001"), "fwmark")).isEqualTo("0x100");
        assertThat(text(with(rules, "priority", "1001"), "fwmask")).isEqualTo("0xff00");
        assertThat(text(with(rules, "priority", "1002"), "dport")).isEqualTo("443");
        assertThat(text(with(rules, "priority", "900"), "suppress_prefixlen")).isEqualTo("0");
        assertThat(rules).noneMatch(rule -> text(rule, "priority").equals("1003"));
        assertThat(text(with(ip("-6 rule show"), "priority", "40000"), "action"))
                .isEqualTo("unreachable");
    }

    @Test
    void nextHopGroups() {
        List<NextHopObject> groups = NextHopGroups.run(netlink, "eth0", "eth1");

        assertThat(groups).extracting(NextHopObject::id).containsExactly(10L, 20L);
        JsonObject group = with(ip("nexthop show"), "id", "10");
        assertThat(group.getAsJsonArray("group")).hasSize(1);
        assertThat(text(group.getAsJsonArray("group").get(0).getAsJsonObject(), "id"))
                .isEqualTo("2");
        assertThat(text(with(ip("nexthop show"), "id", "20"), "type")).isEqualTo("resilient");
        assertThat(ip("route show root 10.0.0.0/8"))
                .hasSize(3)
                .allMatch(route -> text(route, "nhid").equals("10"));
    }

    @Test
    void virtualLinks() throws ErrnoException {
        try (NetNs blue = NetNs.create();
                RtNetlink there = RtNetlink.open(blue)) {
            VirtualLinks.run(netlink, "eth0", blue);

            assertThat(text(only(ip("link show eth0")), "master")).isEqualTo("br0");
            JsonObject bridge = only(ip("link show br0"));
            assertThat(text(bridge, "mtu")).isEqualTo("1400");
            assertThat(text(bridge, "address")).isEqualTo("02:00:00:00:00:01");
            assertThat(bridge.getAsJsonArray("altnames").toString()).isEqualTo("[\"lan-of-the-house\"]");
            assertThat(only(ip("-details link show mv0"))
                            .getAsJsonObject("linkinfo")
                            .toString())
                    .contains("\"info_kind\":\"macvlan\"", "\"mode\":\"bridge\"");
            assertThat(ip("link show")).noneMatch(link -> text(link, "ifname").matches("there|one|two"));
            assertThat(there.links().get("there")).isPresent();
        }
    }

    @Test
    void aTapDevice() {
        try {
            VirtualLinks.tap(netlink);
        } catch (NetlinkException.Rejected e) {
            Assumptions.assumeFalse(
                    e.errno().equals(Errno.ENOENT) || e.errno().equals(Errno.ENODEV), "no tun devices here: " + e);
            throw e;
        }
        JsonObject tap = only(ip("-details link show tap0")).getAsJsonObject("linkinfo");
        assertThat(tap.toString()).contains("\"type\":\"tap\"", "\"persist\":true");
        // ip shows the user by name, where 1000 has one.
        assertThat(tap.getAsJsonObject("info_data").has("user")).isTrue();
    }

    /** Where the kernel has no such kind, it must say so, of the kind and of nothing else. */
    @Test
    void moreKindsOfLinks() {
        netlink.links().add(NewLink.bridge("br0"));
        for (NewLink link :
                VirtualLinks.more(netlink.links().get("br0").orElseThrow().index())) {
            boolean known = true;
            try {
                netlink.links().add(link);
            } catch (NetlinkException.Rejected e) {
                assertThat(e.errno()).isEqualTo(Errno.EOPNOTSUPP);
                assertThat(e.kernelText()).contains("Unknown device type");
                known = false;
            }
            assertThat(ip("link show"))
                    .filteredOn(shown -> text(shown, "ifname").equals(link.name()))
                    .hasSize(known ? 1 : 0);
        }
    }

    @Test
    void addressing() {
        List<Address> listed = Addressing.run(netlink, "eth0");

        List<String> shown = new ArrayList<>();
        for (JsonElement each : only(ip("address show dev eth0")).getAsJsonArray("addr_info")) {
            JsonObject address = each.getAsJsonObject();
            shown.add(text(address, "local") + "/" + text(address, "prefixlen"));
            if (text(address, "local").equals("203.0.113.5")) {
                assertThat(text(address, "broadcast")).isEqualTo("203.0.113.255");
            }
            if (text(address, "local").equals("10.9.0.1")) {
                assertThat(text(address, "address")).isEqualTo("10.9.0.2");
            }
        }
        assertThat(shown).contains("203.0.113.5/24", "2001:db8::5/64", "10.9.0.1/32", "192.0.2.2/24");
        assertThat(shown).doesNotContain("203.0.113.6/24");
        assertThat(listed)
                .extracting(address -> address.local().toString())
                .containsExactlyInAnyOrder("192.0.2.2", "203.0.113.5", "10.9.0.1");
    }

    @Test
    void neighbourhood() {
        assertThat(Neighbourhood.run(netlink, "eth0"))
                .anyMatch(neighbour -> neighbour.address().equals(IpAddress.parse("192.0.2.1")));

        JsonObject gateway = with(ip("neighbour show dev eth0"), "dst", "192.0.2.1");
        assertThat(text(gateway, "lladdr")).isEqualTo("02:00:00:00:00:fe");
        assertThat(gateway.getAsJsonArray("state").toString()).isEqualTo("[\"PERMANENT\"]");
        assertThat(text(only(ip("neighbour show proxy")), "dst")).isEqualTo("192.0.2.99");
        assertThat(ip("neighbour show")).noneMatch(entry -> text(entry, "dst").equals("192.0.2.50"));
    }

    @Test
    void forwarding() {
        List<FdbEntry> ofBridge = Forwarding.run(netlink, "eth0");

        assertThat(ofBridge).anyMatch(entry -> entry.address().toString().equals("02:00:00:00:00:aa"));
        List<JsonObject> flood = command("bridge", "fdb show dev vx0");
        assertThat(flood).extracting(entry -> text(entry, "dst")).containsExactlyInAnyOrder("192.0.2.7", "192.0.2.8");
        JsonObject station = with(command("bridge", "fdb show br br0"), "mac", "02:00:00:00:00:aa");
        assertThat(text(station, "ifname")).isEqualTo("eth0");
        assertThat(text(station, "state")).isEqualTo("static");
    }

    @Test
    void watching() throws InterruptedException {
        List<RtEvent> heard = Watching.run(netlink);

        assertThat(heard.get(0))
                .isInstanceOfSatisfying(
                        RtEvent.RouteChanged.class,
                        event -> assertThat(event.route().table().value()).isEqualTo(100));
        assertThat(heard.get(1)).isInstanceOf(RtEvent.RouteRemoved.class);
        assertThat(ip("route show table 200")).hasSize(1);
    }

    @Test
    void manyAtOnce() {
        assertThat(ManyAtOnce.run(netlink, "eth0"))
                .singleElement()
                .asString()
                .startsWith("ENETUNREACH")
                .contains("Nexthop has invalid gateway");
        assertThat(ip("route show table 100"))
                .hasSize(1000)
                .allMatch(route -> text(route, "gateway").equals("192.0.2.1"));
    }

    @Test
    void whichWay() {
        List<Route> answers = WhichWay.run(netlink, "eth0");

        JsonObject way = only(ip("route get 203.0.113.9"));
        assertThat(answers.get(0).destination().toString()).startsWith(text(way, "dst"));
        assertThat(answers.get(0).options().prefSrc().orElseThrow().toString()).isEqualTo(text(way, "prefsrc"));
        assertThat(answers.subList(1, answers.size()))
                .hasSize(3)
                .allMatch(route -> route.destination().toString().equals("203.0.113.0/24"));
    }

    @Test
    void runningConnections() throws ErrnoException, IOException {
        netlink.links().change(1, LinkChange.setUp());
        plain("nft", "add table ip t");
        plain("nft", "add chain ip t c { type filter hook output priority 0 ; }");
        plain("nft", "add rule ip t c tcp dport 7000 ct mark set 0x100");
        InetSocketAddress here = new InetSocketAddress("192.0.2.2", 7000);
        try (ServerSocketChannel server = namespace.call(ServerSocketChannel::open);
                SocketChannel client = namespace.call(SocketChannel::open);
                NfNetlink netfilter = NfNetlink.open(namespace);
                SockDiag sockets = SockDiag.open(namespace)) {
            server.bind(here);
            client.connect(here);
            assertThat(plain("ss", "-Htn state connected src 192.0.2.2").lines())
                    .hasSize(2);

            int ended = RunningConnections.run(netfilter, sockets, IpPrefix.parse("192.0.2.2"));

            // One connection and the two ends of it, of which the one may have reset the other.
            assertThat(ended).isBetween(2, 3);
            assertThat(plain("ss", "-Htn state connected src 192.0.2.2")).isBlank();
            assertThat(netfilter.conntrack().list(ConntrackFilter.ALL.mark(FwMark.exactly(0x200))))
                    .isEmpty();
            assertThatThrownBy(() -> client.read(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void markedConnections() {
        try (NfNetlink netfilter = NfNetlink.open(namespace)) {
            MarkedConnections.run(netfilter, "eth0", "eth1");
            MarkedConnections.run(netfilter, "eth0", "eth1");

            assertThat(plain("nft", "list table inet uplinks"))
                    .contains("comment \"mine\"")
                    .contains("iifname vmap @ways")
                    .contains("ct mark set ct mark & 0xffff02ff | 0x00000200")
                    .contains("oifname \"eth0\" counter packets 0 bytes 0 masquerade");

            MarkedConnections.end(netfilter);
            assertThat(plain("nft", "list ruleset")).isEmpty();
        }
    }

    /** What such a program says in the namespace; it must succeed. */
    private String plain(String program, String arguments) {
        List<String> command = new ArrayList<>(List.of("nsenter", "--net=" + namespace.path(), program));
        command.addAll(List.of(arguments.split(" ")));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
            return output;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private List<JsonObject> ip(String arguments) {
        return command("ip", arguments);
    }

    /** What such a program says with {@code -j}, in the namespace; it must succeed. */
    private List<JsonObject> command(String program, String arguments) {
        List<String> command = new ArrayList<>(List.of("nsenter", "--net=" + namespace.path(), program, "-j"));
        command.addAll(List.of(arguments.split(" ")));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
            List<JsonObject> objects = new ArrayList<>();
            if (!output.isBlank()) {
                JsonParser.parseString(output).getAsJsonArray().forEach(each -> objects.add(each.getAsJsonObject()));
            }
            // ip leaves an empty object for every link it does not show.
            objects.removeIf(JsonObject::isEmpty);
            return objects;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonObject only(List<JsonObject> objects) {
        assertThat(objects).hasSize(1);
        return objects.get(0);
    }

    private static JsonObject with(List<JsonObject> objects, String field, String value) {
        return only(objects.stream()
                .filter(object -> text(object, field).equals(value))
                .toList());
    }

    /** A field as text; empty where there is none. */
    private static String text(JsonObject object, String field) {
        JsonElement value = object.get(field);
        return value == null ? "" : value.getAsString();
    }
}
