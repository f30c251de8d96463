package dev.multipath.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.Devices;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Link;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@link UplinkFacts} and {@link FamilyFacts}. */
final class UplinkFactsTest {
    private static final Link ETH0 = Devices.ethernet(2, "eth0");
    private static final Address FOUR = Devices.address(2, "192.0.2.2/24");
    private static final Address SIX = Devices.address(2, "2001:db8::2/64");

    @Test
    void what_is_missing_is_said_from_the_outside_in() {
        assertThat(missing(Optional.empty(), ipv4("192.0.2.1", FOUR))).contains("no such device");
        assertThat(missing(Optional.of(Devices.with(ETH0, false, true)), ipv4("192.0.2.1", FOUR)))
                .contains("device is administratively down");
        assertThat(missing(Optional.of(Devices.with(ETH0, true, false)), ipv4("192.0.2.1", FOUR)))
                .contains("no carrier");
        assertThat(missing(Optional.of(ETH0), ipv4("192.0.2.1"))).contains("no IPv4 address");
        assertThat(missing(Optional.of(ETH0), new FamilyFacts(true, List.of(FOUR), Optional.empty())))
                .contains("no IPv4 gateway");
        assertThat(missing(Optional.of(ETH0), FamilyFacts.none(false))).contains("IPv4 is off");
        assertThat(missing(Optional.of(ETH0), ipv4("192.0.2.1", FOUR))).isEmpty();
    }

    @Test
    void a_route_needs_less_than_a_packet() {
        UplinkFacts unplugged = facts(Optional.of(Devices.with(ETH0, true, false)), ipv4("192.0.2.1", FOUR));
        assertThat(unplugged.routable(AddressFamily.INET)).isTrue();
        assertThat(unplugged.missing(AddressFamily.INET)).isPresent();
        UplinkFacts tentative = facts(Optional.of(ETH0), ipv4("2001:db8::1", SIX.flags(Address.TENTATIVE)));
        assertThat(tentative.routable(AddressFamily.INET)).isTrue();
        assertThat(tentative.missing(AddressFamily.INET)).isPresent();
        assertThat(facts(Optional.of(Devices.with(ETH0, false, false)), ipv4("192.0.2.1", FOUR))
                        .routable(AddressFamily.INET))
                .isFalse();
    }

    @Test
    void probes_come_from_the_gateways_subnet() {
        Address far = Devices.address(2, "198.51.100.7/24");
        assertThat(ipv4("192.0.2.1", far, FOUR).source()).contains(IpAddress.parse("192.0.2.2"));
        assertThat(ipv4("203.0.113.1", far, FOUR).source()).contains(IpAddress.parse("198.51.100.7"));
        assertThat(ipv4("10.0.0.1", Devices.address(3, "10.0.0.2 peer 10.0.0.1/32"))
                        .source())
                .contains(IpAddress.parse("10.0.0.2"));
    }

    @Test
    void probes_come_from_no_tentative_or_duplicate_address_and_rather_not_from_a_deprecated_one() {
        Address other = Devices.address(2, "2001:db8:1::2/64");
        assertThat(ipv4("fe80::1", SIX.flags(Address.TENTATIVE), other).source())
                .contains(other.local());
        assertThat(ipv4("fe80::1", SIX.flags(Address.DAD_FAILED), other).source())
                .contains(other.local());
        assertThat(ipv4("fe80::1", SIX.flags(Address.DEPRECATED), other).source())
                .contains(other.local());
        assertThat(ipv4("fe80::1", SIX.flags(Address.DEPRECATED)).source()).contains(SIX.local());
        assertThat(ipv4("fe80::1", SIX.flags(Address.TENTATIVE)).source()).isEmpty();
        assertThat(ipv4("fe80::1", SIX.flags(Address.TENTATIVE | 0x04)).source())
                .as("optimistic")
                .contains(SIX.local());
    }

    @Test
    void a_gateway_beyond_every_subnet_needs_onlink() {
        assertThat(ipv4("192.0.2.1", FOUR).gatewayNeedsOnlink()).isFalse();
        assertThat(ipv4("203.0.113.1", FOUR).gatewayNeedsOnlink()).isTrue();
        assertThat(ipv4("169.254.1.1", FOUR).gatewayNeedsOnlink())
                .as("link-local, but of IPv4")
                .isTrue();
        assertThat(ipv4("fe80::1", SIX).gatewayNeedsOnlink()).isFalse();
        assertThat(new FamilyFacts(true, List.of(FOUR), Optional.of(Gateway.deviceOnly("configured")))
                        .gatewayNeedsOnlink())
                .isFalse();
    }

    @Test
    void counters_and_lifetimes_are_no_change_of_the_way() {
        UplinkFacts before = facts(Optional.of(ETH0), ipv4("192.0.2.1", FOUR));
        Link busy = new Link(
                2,
                "eth0",
                1,
                Link.UP | Link.RUNNING,
                1400,
                true,
                6,
                Optional.empty(),
                ETH0.master(),
                ETH0.parent(),
                Optional.of("veth"),
                ETH0.unknown());
        assertThat(facts(Optional.of(busy), ipv4("192.0.2.1", FOUR.flags(Address.PERMANENT)))
                        .leadsLike(before))
                .isTrue();
        assertThat(facts(Optional.of(ETH0), ipv4("192.0.2.9", FOUR)).leadsLike(before))
                .isFalse();
        assertThat(facts(Optional.of(ETH0), ipv4("192.0.2.1")).leadsLike(before))
                .isFalse();
        assertThat(facts(Optional.of(Devices.with(ETH0, true, false)), ipv4("192.0.2.1", FOUR))
                        .leadsLike(before))
                .isFalse();
        assertThat(facts(Optional.of(Devices.ethernet(3, "eth0")), ipv4("192.0.2.1", FOUR))
                        .leadsLike(before))
                .isFalse();
        assertThat(facts(Optional.empty(), ipv4("192.0.2.1", FOUR)).leadsLike(before))
                .isFalse();
    }

    @Test
    void a_family_plays_a_part_with_an_address_or_a_gateway() {
        assertThat(FamilyFacts.none(true).present()).isFalse();
        assertThat(ipv4("192.0.2.1").present()).isTrue();
        assertThat(new FamilyFacts(true, List.of(FOUR), Optional.empty()).present())
                .isTrue();
        assertThat(new FamilyFacts(false, List.of(FOUR), Optional.empty()).present())
                .isFalse();
    }

    private static Optional<String> missing(Optional<Link> link, FamilyFacts four) {
        return facts(link, four).missing(AddressFamily.INET);
    }

    private static UplinkFacts facts(Optional<Link> link, FamilyFacts four) {
        return new UplinkFacts(link, four, FamilyFacts.none(true));
    }

    private static FamilyFacts ipv4(String gateway, Address... addresses) {
        return new FamilyFacts(
                true, List.of(addresses), Optional.of(Gateway.of(IpAddress.parse(gateway), Gateway.CONFIGURED)));
    }
}
