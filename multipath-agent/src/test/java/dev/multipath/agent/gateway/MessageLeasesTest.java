package dev.multipath.agent.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.agent.uplink.Lease;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What dhcpcd keeps: messages as they came from the server. */
final class MessageLeasesTest {
    private static final Instant WRITTEN = Instant.parse("2026-11-29T10:00:00Z");

    /** A DHCPACK for 192.0.2.77 with these options behind its message type. */
    private static byte[] ack(int... options) {
        ByteBuffer message = ByteBuffer.allocate(300);
        message.put(new byte[] {2, 1, 6, 0, 0x12, 0x34, 0x56, 0x78});
        message.position(16).put(new byte[] {(byte) 192, 0, 2, 77});
        message.position(236).put(new byte[] {99, (byte) 130, 83, 99, 53, 1, 5});
        for (int option : options) {
            message.put((byte) option);
        }
        message.put((byte) 255);
        return message.array();
    }

    private static Held read(String name, byte[] message) throws MalformedLeaseException {
        return new DhcpMessage("dhcpcd").read(name, message, WRITTEN).get(0);
    }

    private static Lease lease(String device, String gateway) {
        Optional<IpAddress> router = gateway.isEmpty() ? Optional.empty() : Optional.of(IpAddress.parse(gateway));
        return Lease.ipv4(device, Optional.of(IpAddress.parse("192.0.2.77")), router, "dhcpcd");
    }

    @Test
    void an_acknowledgement_has_address_router_and_time_of_life() throws MalformedLeaseException {
        byte[] message = ack(51, 4, 0, 0, 14, 16, 0, 1, 4, 255, 255, 255, 0, 3, 8, 192, 0, 2, 1, 192, 0, 2, 2);
        assertThat(read("wan0.lease", message))
                .isEqualTo(new Held(lease("wan0", "192.0.2.1"), Optional.of(WRITTEN.plusSeconds(3600))));
        byte[] forEver = ack(51, 4, 255, 255, 255, 255);
        assertThat(read("wan0.lease", forEver)).isEqualTo(new Held(lease("wan0", ""), Optional.empty()));
    }

    @Test
    void the_name_tells_the_interface_of_old_versions_and_wireless_networks_too() throws MalformedLeaseException {
        for (String name : List.of("wlan0.lease", "dhcpcd-wlan0.lease", "wlan0-Guest-Net.lease")) {
            assertThat(read(name, ack()).lease().interfaceName()).isEqualTo("wlan0");
        }
    }

    @Test
    void the_default_among_classless_routes_wins_even_in_parts() throws MalformedLeaseException {
        byte[] message = ack(3, 4, 192, 0, 2, 1, 121, 3, 0, 192, 0, 121, 2, 2, 254);
        assertThat(read("wan0.lease", message).lease()).isEqualTo(lease("wan0", "192.0.2.254"));
    }

    @Test
    void options_may_go_on_in_the_fields_for_names() throws MalformedLeaseException {
        byte[] message = ack(52, 1, 2);
        System.arraycopy(new byte[] {3, 4, (byte) 192, 0, 2, 9, (byte) 255}, 0, message, 44, 7);
        assertThat(read("wan0.lease", message).lease()).isEqualTo(lease("wan0", "192.0.2.9"));
    }

    @Test
    void what_is_no_message_or_breaks_off_is_named() {
        assertThatThrownBy(() -> read("wan0.lease", new byte[300])).hasMessage("not a DHCP message");
        assertThatThrownBy(() -> read("wan0.lease", Arrays.copyOf(ack(), 200))).hasMessage("not a DHCP message");
        assertThatThrownBy(() -> read("wan0.lease", ack(121, 6, 0, 192, 0, 2, 254, 33)))
                .hasMessage("classless static routes break off at byte 5");
        assertThatThrownBy(() -> read(".lease", ack())).hasMessage("its name does not tell the interface");
    }

    @Test
    void a_reply_of_dhcpv6_has_the_delegated_prefixes() throws MalformedLeaseException {
        ByteBuffer reply = ByteBuffer.allocate(4 + 8 + 4 + 12 + 2 * 29);
        reply.put((byte) 7).put(new byte[] {1, 2, 3});
        reply.putShort((short) 1).putShort((short) 4).putInt(0x00030001);
        reply.putShort((short) 25).putShort((short) (12 + 58));
        reply.putInt(1).putInt(1800).putInt(2880);
        for (String prefix : List.of("2001:db8:4200::", "2001:db8:9900::")) {
            reply.putShort((short) 26).putShort((short) 25);
            reply.putInt(3600).putInt(prefix.contains("99") ? 0 : 7200).put((byte) 56);
            reply.put(IpAddress.parse(prefix).toInetAddress().getAddress());
        }
        assertThat(new Dhcpv6Message("dhcpcd").read("wan0.lease6", reply.array(), WRITTEN))
                .containsExactly(new Held(
                        Lease.prefixes("wan0", List.of(IpPrefix.parse("2001:db8:4200::/56")), "dhcpcd"),
                        Optional.of(WRITTEN.plusSeconds(7200))));
        byte[] cut = Arrays.copyOf(reply.array(), reply.capacity() - 1);
        assertThatThrownBy(() -> new Dhcpv6Message("dhcpcd").read("wan0.lease6", cut, WRITTEN))
                .hasMessage("option 25 breaks off");
    }
}
