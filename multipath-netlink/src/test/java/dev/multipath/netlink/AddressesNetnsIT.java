package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Scope;
import dev.multipath.netlink.transport.Errno;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses on the running kernel: ours read by iproute2, iproute2's read by us. */
final class AddressesNetnsIT {
    private LiveNamespace live;
    private Addresses addresses;
    private int index;

    @BeforeEach
    void open() {
        live = new LiveNamespace();
        addresses = live.netlink().addresses();
        index = live.veth("va", "vb");
    }

    @AfterEach
    void close() {
        live.close();
    }

    private List<Address> added(AddressFamily family) {
        return addresses.list(AddressFilter.of(family).interfaceIndex(index)).stream()
                .filter(address -> !address.local().isLinkLocal())
                .toList();
    }

    @Test
    void what_we_add_iproute2_reads() {
        addresses.add(Address.of(index, IpAddress.parse("192.0.2.1"), 24));
        addresses.add(Address.of(index, IpAddress.parse("10.9.9.1"), 32).peer(IpAddress.parse("10.9.9.2")));
        addresses.add(Address.of(index, IpAddress.parse("2001:db8::1"), 64).noDad());

        assertThat(live.ip("-o addr show dev va"))
                .contains("inet 192.0.2.1/24 scope global va")
                .contains("inet 10.9.9.1 peer 10.9.9.2/32 scope global va")
                .contains("inet6 2001:db8::1/64 scope global nodad");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.1/24 brd 192.0.2.255",
                "192.0.2.1/24 label va:a metric 77",
                "10.9.9.1 peer 10.9.9.2/32",
                "192.0.2.1/24 scope link",
                "192.0.2.1/24 noprefixroute valid_lft 600 preferred_lft 300",
                "2001:db8::1/64 nodad",
                "2001:db8::1/64 nodad mngtmpaddr noprefixroute",
                "2001:db8::1/64 nodad home preferred_lft 0 valid_lft forever",
                "2001:db8::1 peer 2001:db8::2/128 nodad",
                "192.0.2.1/24 proto 77"
            })
    void what_iproute2_adds_we_read_delete_and_add_again(String words) {
        AddressFamily family = words.contains(":db8:") ? AddressFamily.INET6 : AddressFamily.INET;
        String filter = family.equals(AddressFamily.INET) ? "-4 " : "-6 ";
        FreshNamespace.Result result = live.run("addr add " + words + " dev va");
        if (result.output().contains("is garbage") || result.output().contains("proto")) {
            // iproute2 before 6.3 cannot say who set an address; the kernel can.
            return;
        }
        assertThat(result.status()).as(result.output()).isZero();
        String shown = live.ip(filter + "-d addr show dev va scope global").replaceAll("(\\d+)sec", "");
        List<Address> listed = added(family);
        assertThat(listed).as(shown).hasSize(1);
        assertThat(addresses.addIfAbsent(listed.get(0))).isFalse();

        addresses.delete(listed.get(0));
        assertThat(added(family)).isEmpty();
        assertThat(addresses.deleteIfPresent(listed.get(0))).isFalse();

        addresses.add(listed.get(0));
        assertThat(live.ip(filter + "-d addr show dev va scope global").replaceAll("(\\d+)sec", ""))
                .isEqualTo(shown);
    }

    @Test
    void replace_changes_what_is_there() {
        Address address = Address.of(index, IpAddress.parse("192.0.2.1"), 24);
        addresses.replace(address);
        Address listed = added(AddressFamily.INET).get(0);
        assertThat(listed.scope()).isEqualTo(Scope.GLOBAL);
        assertThat(listed.label()).contains("va");
        assertThat(listed.flags() & Address.PERMANENT).isNotZero();
        addresses.replace(listed.routePriority(99));
        assertThat(added(AddressFamily.INET))
                .singleElement()
                .satisfies(a -> assertThat(a.routePriority()).isEqualTo(OptionalLong.of(99)));
    }

    @Test
    void refusals_are_told_apart() {
        Address address = Address.of(index, IpAddress.parse("192.0.2.1"), 24);
        addresses.add(address);
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> addresses.add(address))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST))
                .withMessageContaining("Address already assigned");
        addresses.delete(address);
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> addresses.delete(address))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EADDRNOTAVAIL));
        assertThat(addresses.deleteIfPresent(Address.of(4711, address.local(), 24)))
                .isFalse();
        assertThat(addresses.list(AddressFilter.of(4711))).isEmpty();
    }

    @Test
    void a_new_ipv6_address_is_tentative_until_it_is_not() {
        addresses.add(Address.of(index, IpAddress.parse("2001:db8::1"), 64));
        assertThat(added(AddressFamily.INET6).get(0).isTentative()).isTrue();
        addresses.add(Address.of(index, IpAddress.parse("2001:db8::2"), 64).noDad());
        assertThat(added(AddressFamily.INET6)).anySatisfy(address -> {
            assertThat(address.local()).isEqualTo(IpAddress.parse("2001:db8::2"));
            assertThat(address.isTentative()).isFalse();
        });
    }

    @Test
    void the_other_interface_has_its_own() {
        int other = live.netlink().links().get("vb").orElseThrow().index();
        addresses.add(Address.of(index, IpAddress.parse("192.0.2.1"), 24));
        addresses.add(Address.of(other, IpAddress.parse("192.0.2.2"), 24));
        assertThat(addresses.list(AddressFilter.of(other).interfaceIndex(other)))
                .extracting(Address::local)
                .contains(IpAddress.parse("192.0.2.2"))
                .doesNotContain(IpAddress.parse("192.0.2.1"));
        assertThat(addresses.list()).extracting(Address::interfaceIndex).contains(index, other);
    }
}
