package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.AddressLifetime;
import dev.multipath.netlink.model.AddressProtocol;
import dev.multipath.netlink.model.GroupAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.Scope;
import dev.multipath.netlink.transport.Errno;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every field of an address on the running kernel, the groups interfaces listen to, and addresses of other namespaces. */
final class AddressFieldsNetnsIT {
    private static final IpAddress IPV4 = IpAddress.parse("192.0.2.1");
    private static final IpAddress IPV6 = IpAddress.parse("2001:db8::1");

    /** Groups by which neighbours of an address are asked for. */
    private static final IpPrefix SOLICITED = IpPrefix.parse("ff02::1:ff00:0/104");

    private LiveNamespace live;
    private Addresses addresses;
    private int index;

    /** The kernel gives an interface its link-local address, and the group that goes with it, a while after it is up. */
    @BeforeEach
    void open() throws InterruptedException {
        live = new LiveNamespace();
        addresses = live.netlink().addresses();
        BlockingQueue<Integer> joined = new LinkedBlockingQueue<>();
        try (Monitor monitor = live.netlink().monitor().groupAddresses().start(event -> {
            if (event instanceof RtEvent.GroupAddressAdded added
                    && SOLICITED.contains(added.address().address())) {
                joined.add(added.address().interfaceIndex());
            }
        })) {
            assertThat(monitor).isNotNull();
            index = live.veth("va", "vb");
            Set<Integer> ready = new TreeSet<>();
            while (ready.size() < 2) {
                Integer next = joined.poll(10, TimeUnit.SECONDS);
                assertThat(next)
                        .as("interfaces with a link-local address: %s", ready)
                        .isNotNull();
                ready.add(next);
            }
        }
    }

    @AfterEach
    void close() {
        live.close();
    }

    private JsonObject shown(IpAddress address) {
        for (JsonElement link : live.json("-d addr show dev va")) {
            for (JsonElement each : link.getAsJsonObject().getAsJsonArray("addr_info")) {
                JsonObject info = each.getAsJsonObject();
                if (info.has("local") && info.get("local").getAsString().equals(address.toString())) {
                    return info;
                }
            }
        }
        throw new AssertionError("no " + address);
    }

    @Test
    void every_ipv4_field_is_read_by_iproute2() {
        addresses.add(Address.of(index, IPV4, 24)
                .broadcast(IpAddress.parse("192.0.2.255"))
                .label("va:a")
                .scope(Scope.LINK)
                .routePriority(77)
                .flags(Address.NO_PREFIX_ROUTE)
                .lifetime(AddressLifetime.of(300, 600)));
        JsonObject shown = shown(IPV4);
        assertThat(shown.get("prefixlen").getAsInt()).isEqualTo(24);
        assertThat(shown.get("broadcast").getAsString()).isEqualTo("192.0.2.255");
        assertThat(shown.get("label").getAsString()).isEqualTo("va:a");
        assertThat(shown.get("scope").getAsString()).isEqualTo("link");
        assertThat(shown.get("metric").getAsInt()).isEqualTo(77);
        assertThat(shown.has("noprefixroute")).isTrue();
        assertThat(shown.get("valid_life_time").getAsLong()).isBetween(590L, 600L);
        assertThat(shown.get("preferred_life_time").getAsLong()).isBetween(290L, 300L);
    }

    @Test
    void every_ipv6_field_is_read_by_iproute2() {
        addresses.add(Address.of(index, IPV6, 64)
                .flags(Address.NODAD | Address.MANAGE_TEMPORARY | Address.NO_PREFIX_ROUTE)
                .routePriority(77)
                .lifetime(AddressLifetime.of(0, AddressLifetime.FOREVER)));
        JsonObject shown = shown(IPV6);
        assertThat(shown.get("prefixlen").getAsInt()).isEqualTo(64);
        assertThat(shown.has("nodad")).isTrue();
        assertThat(shown.has("mngtmpaddr")).isTrue();
        assertThat(shown.has("noprefixroute")).isTrue();
        assertThat(shown.has("deprecated")).isTrue();
        assertThat(shown.get("metric").getAsInt()).isEqualTo(77);
        assertThat(shown.get("preferred_life_time").getAsLong()).isZero();

        addresses.replace(Address.of(index, IPV6, 64).lifetime(AddressLifetime.of(300, 600)));
        assertThat(addresses.get(Address.of(index, IPV6, 64)).flatMap(Address::lifetime))
                .hasValueSatisfying(lifetime -> {
                    assertThat(lifetime.valid()).isBetween(590L, 600L);
                    assertThat(lifetime.preferred()).isBetween(290L, 300L);
                });
    }

    /** iproute2 6.1 cannot tell; the kernel can. */
    @Test
    void who_set_an_address_is_kept() {
        AddressProtocol protocol = new AddressProtocol(77);
        for (Address address :
                List.of(Address.of(index, IPV4, 24), Address.of(index, IPV6, 64).noDad())) {
            addresses.add(address.protocol(protocol));
            assertThat(addresses.get(address).flatMap(Address::protocol)).contains(protocol);
        }
        assertThat(addresses.list(AddressFilter.of(index)))
                .filteredOn(address -> address.local().isLinkLocal())
                .extracting(Address::protocol)
                .containsExactly(Optional.of(AddressProtocol.KERNEL_LINK_LOCAL));
    }

    @Test
    void one_address_is_asked_for() {
        Address plain = Address.of(index, IPV4, 24);
        Address pointToPoint = Address.of(index, IPV4, 32).peer(IpAddress.parse("10.9.9.2"));
        Address six = Address.of(index, IPV6, 64).noDad();
        assertThat(addresses.get(plain)).isEmpty();
        assertThat(addresses.get(six)).isEmpty();
        addresses.add(plain);
        addresses.add(pointToPoint);
        addresses.add(six);
        assertThat(addresses.get(plain)).map(Address::peer).contains(plain.peer());
        assertThat(addresses.get(pointToPoint)).map(Address::peer).contains(pointToPoint.peer());
        assertThat(addresses.get(six)).map(Address::prefixLength).contains(64);
        int other = live.netlink().links().get("vb").orElseThrow().index();
        assertThat(addresses.get(Address.of(other, IPV6, 64))).isEmpty();
        assertThat(addresses.get(Address.of(4711, IPV6, 64))).isEmpty();
        assertThat(addresses.get(Address.of(4711, IPV4, 24))).isEmpty();
    }

    @Test
    void groups_are_those_iproute2_shows() {
        Set<String> shown = new TreeSet<>();
        for (JsonElement link : live.json("maddr show dev va")) {
            for (JsonElement each : link.getAsJsonObject().getAsJsonArray("maddr")) {
                JsonObject group = each.getAsJsonObject();
                if (group.has("family") && !group.get("family").getAsString().equals("link")) {
                    shown.add(group.get("address").getAsString());
                }
            }
        }
        assertThat(shown).contains("224.0.0.1", "ff02::1");
        Set<String> ours = new TreeSet<>();
        for (GroupAddress group : addresses.multicast(AddressFilter.of(index))) {
            assertThat(group.interfaceIndex()).isEqualTo(index);
            assertThat(group.unknown().attributes()).isEmpty();
            assertThat(group.lifetime()).isPresent();
            ours.add(group.address().toString());
        }
        assertThat(ours).isEqualTo(shown);
        assertThat(addresses.multicast(AddressFilter.of(AddressFamily.INET6).interfaceIndex(index)))
                .extracting(GroupAddress::family)
                .containsOnly(AddressFamily.INET6);
        assertThat(addresses.multicast(AddressFilter.of(4711))).isEmpty();
    }

    /** A router serves the first address of every network it is in. */
    @Test
    void anycast_addresses_are_listed() {
        addresses.add(Address.of(index, IPV6, 64).noDad());
        assertThat(addresses.anycast(AddressFilter.of(index))).isEmpty();
        live.command("sysctl", "-w net.ipv6.conf.all.forwarding=1");
        assertThat(addresses.anycast(AddressFilter.of(index)))
                .filteredOn(group -> group.address().equals(IpAddress.parse("2001:db8::")))
                .singleElement()
                .satisfies(group -> {
                    assertThat(group.kind()).isEqualTo(GroupAddress.Kind.ANYCAST);
                    assertThat(group.prefixLength()).isEqualTo(128);
                });
    }

    @Test
    void addresses_of_another_namespace_are_read_and_not_changed() {
        try (LiveNamespace other = new LiveNamespace()) {
            live.ip("link set vb netns " + other.namespace().path());
            int nsId = live.json("link show dev va")
                    .get(0)
                    .getAsJsonObject()
                    .get("link_netnsid")
                    .getAsInt();
            int there = other.netlink().links().get("vb").orElseThrow().index();
            other.netlink().addresses().add(Address.of(there, IPV4, 24));
            other.netlink().addresses().add(Address.of(there, IPV6, 64).noDad());
            List<Address> listed =
                    addresses.list(AddressFilter.ALL.targetNetNsId(nsId).interfaceIndex(there));
            assertThat(listed).extracting(Address::local).contains(IPV4, IPV6);
            assertThat(listed)
                    .allSatisfy(address -> assertThat(address.targetNetNsId()).hasValue(nsId));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> addresses.delete(listed.get(0)))
                    .withMessageContaining("another namespace");
            assertThat(addresses.multicast(AddressFilter.ALL.targetNetNsId(nsId)))
                    .isNotEmpty()
                    .allSatisfy(group -> assertThat(group.targetNetNsId()).hasValue(nsId));
        }
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> addresses.list(AddressFilter.ALL.targetNetNsId(4711)))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL))
                .withMessageContaining("target-nsid 4711");
    }

    @Test
    void deleting_what_was_listed_leaves_nothing() {
        for (int i = 1; i < 50; i++) {
            addresses.add(Address.of(index, IpAddress.parse("192.0.2." + i), 24));
            addresses.add(
                    Address.of(index, IpAddress.parse("2001:db8::" + i), 64).noDad());
        }
        // The first IPv4 address takes the secondary ones of its network along.
        List<Address> listed = addresses.list(AddressFilter.of(index));
        assertThat(listed).hasSizeGreaterThanOrEqualTo(98);
        for (int i = listed.size() - 1; i >= 0; i--) {
            addresses.delete(listed.get(i));
        }
        assertThat(addresses.list(AddressFilter.of(index))).isEmpty();
    }
}
