package dev.multipath.testkit.kernel;

import static dev.multipath.netlink.wire.NetlinkHeader.*;
import static dev.multipath.testkit.kernel.Site.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.codec.RouteCodec;
import dev.multipath.netlink.codec.Rta;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.model.Scope;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.ErrorReply;
import dev.multipath.netlink.wire.NativeOrder;
import org.junit.jupiter.api.Test;

/** What routes are refused with: errno and sentence; facts 23, 25, 26 and 36. */
interface RefusalContract extends Contract {
    IpAddress ELSEWHERE = IpAddress.parse("172.16.5.5");
    IpAddress ELSEWHERE_6 = IpAddress.parse("2001:db8:99::1");

    private static void refusedWith(Site site, Errno errno, String text, Route route) {
        assertThat(refused(errno, () -> site.netlink().routes().add(route)).kernelText())
                .contains(text);
    }

    @Test
    default void fact_36_an_ipv4_gateway_outside_connected_subnets_needs_onlink() {
        Site site = site();

        refusedWith(site, Errno.ENETUNREACH, "Nexthop has invalid gateway", site.via(ELSEWHERE, site.a));
        Route onlink =
                multipath(AddressFamily.INET, NextHop.via(ELSEWHERE, site.a).onlink(), NextHop.via(GW2, site.b));
        site.netlink().routes().add(onlink);
        assertThat(site.table4()).containsExactly(onlink);
    }

    @Test
    default void fact_36_an_ipv6_gateway_outside_connected_subnets_needs_onlink() {
        Site site = site();

        refused(Errno.EHOSTUNREACH, () -> site.netlink().routes().add(site.via(ELSEWHERE_6, site.a)));
        Route onlink = Route.defaultRoute(AddressFamily.INET6)
                .table(T)
                .target(dev.multipath.netlink.model.RouteTarget.single(
                        NextHop.via(ELSEWHERE_6, site.a).onlink()));
        site.netlink().routes().add(onlink);
        assertThat(site.table6())
                .singleElement()
                .satisfies(route -> assertThat(route.target().hops())
                        .containsExactly(NextHop.via(ELSEWHERE_6, site.a).onlink()));
    }

    @Test
    default void a_gateway_may_be_a_route_of_the_same_table_away() {
        Site site = site();
        site.netlink()
                .routes()
                .add(Route.to(dev.multipath.netlink.model.IpPrefix.parse("172.16.5.0/24"))
                        .table(T)
                        .dev(site.a));

        site.netlink().routes().add(site.via(ELSEWHERE, site.a));

        assertThat(site.table4()).contains(site.via(ELSEWHERE, site.a));
    }

    @Test
    default void the_kernel_finds_the_device_of_a_gateway() {
        Site site = site();
        site.netlink().routes().add(site.via(GW1, 0));
        site.netlink().routes().add(site.via(GW2_6, 0));

        assertThat(site.table4()).containsExactly(site.via(GW1, site.a));
        assertThat(site.table6().get(0).target().hops()).containsExactly(NextHop.via(GW2_6, site.b));
    }

    @Test
    default void one_of_our_own_addresses_is_a_gateway_on_ipv4_only() {
        Site site = site();

        site.netlink().routes().add(site.via(OWN1, site.a));
        refusedWith(site, Errno.EINVAL, "Gateway can not be a local address", site.via(OWN1_6, site.a));
    }

    @Test
    default void a_route_needs_a_device_that_is_up() {
        Site site = site();

        refused(Errno.ENODEV, () -> site.netlink().routes().add(to("10.0.0.0/8").dev(4711)));
        refused(Errno.ENODEV, () -> site.netlink().routes().add(to("10.0.0.0/8")));
        refused(
                Errno.ENODEV,
                () -> site.netlink().routes().add(to("2001:db8:50::/48").dev(4711)));
        refused(Errno.ENODEV, () -> site.netlink().routes().add(to("2001:db8:50::/48")));
        site.down("up-a");
        refusedWith(
                site,
                Errno.ENETDOWN,
                "Device for nexthop is not up",
                to("10.0.0.0/8").dev(site.a));
        refusedWith(
                site,
                Errno.ENETDOWN,
                "Nexthop device is not up",
                to("2001:db8:50::/48").dev(site.a));
    }

    @Test
    default void a_source_address_must_be_ours() {
        Site site = site();

        refusedWith(
                site,
                Errno.EINVAL,
                "Invalid prefsrc address",
                site.via(GW1, site.a).prefSrc(ELSEWHERE));
        refusedWith(
                site,
                Errno.EINVAL,
                "Invalid source address",
                site.via(GW1_6, site.a).prefSrc(ELSEWHERE_6));
    }

    @Test
    default void a_scope_must_fit_the_type_and_the_gateway() {
        Site site = site();

        refusedWith(
                site,
                Errno.EINVAL,
                "Invalid scope",
                to("10.0.0.1").type(RouteType.LOCAL).dev(site.a));
        refusedWith(
                site,
                Errno.ENETUNREACH,
                "Nexthop has invalid gateway",
                site.via(GW1, site.a).scope(Scope.LINK));
        refusedWith(
                site,
                Errno.EINVAL,
                "Gateway, device and multipath can not be specified for this route type",
                site.via(GW1, site.a).type(RouteType.BLACKHOLE));
    }

    @Test
    default void what_is_not_there_cannot_be_deleted() {
        Site site = site();
        Route nowhere = site.via(GW1, site.a).table(RouteTable.of(4242));
        Route nowhere6 = site.via(GW1_6, site.a).table(RouteTable.of(4242));

        assertThat(refused(Errno.ESRCH, () -> site.netlink().routes().delete(nowhere))
                        .kernelText())
                .contains("FIB table does not exist");
        assertThat(refused(Errno.ESRCH, () -> site.netlink().routes().delete(nowhere6))
                        .kernelText())
                .contains("FIB table does not exist");
        site.netlink().routes().add(site.via(GW1, site.a));
        refused(
                Errno.ESRCH,
                () -> site.netlink().routes().delete(to("10.0.0.0/8").via(GW1, site.a)));
    }

    @Test
    default void ipv6_knows_no_tos() {
        Site site = site();

        refusedWith(
                site,
                Errno.EINVAL,
                "Invalid dsfield (tos): option not available for IPv6",
                site.via(GW1_6, site.a).tos(16));
    }

    @Test
    default void fact_23_an_acknowledgement_is_capped_and_its_text_begins_at_36() {
        Site site = site();
        try (Raw raw = site.raw()) {
            Route wrong = to("10.0.0.1/8").via(GW1, site.a);
            Raw.Answer refusal = Raw.last(raw.exchange(
                    Rtm.RTM_NEWROUTE, NLM_F_CREATE | NLM_F_ACK, message -> RouteCodec.encodeRequest(wrong, message)));
            assertThat(refusal.type()).isEqualTo(NLMSG_ERROR);
            assertThat(refusal.has(NLM_F_CAPPED)).isTrue();
            assertThat(refusal.has(NLM_F_ACK_TLVS)).isTrue();
            assertThat(new String(refusal.bytes(), 40, 38, java.nio.charset.StandardCharsets.US_ASCII))
                    .isEqualTo("Invalid prefix for given prefix length");

            Raw.Answer success = Raw.last(raw.exchange(
                    Rtm.RTM_NEWROUTE,
                    NLM_F_CREATE | NLM_F_ACK,
                    message -> RouteCodec.encodeRequest(site.via(GW1, site.a), message)));
            assertThat(success.bytes()).hasSize(36);
            assertThat(success.has(NLM_F_CAPPED)).isTrue();
        }
    }

    @Test
    default void fact_25_attributes_nobody_knows_are_ignored() {
        Site site = site();
        try (Raw raw = site.raw()) {
            assertThat(raw.change(Rtm.RTM_NEWROUTE, NLM_F_CREATE, message -> {
                                RouteCodec.encodeRequest(site.via(GW1, site.a), message);
                                message.attributes().u32(77, 4711);
                            })
                            .errno())
                    .isZero();
        }
        assertThat(site.table4()).containsExactly(site.via(GW1, site.a));
    }

    @Test
    default void fact_26_a_leg_of_no_length_is_refused() {
        Site site = site();
        try (Raw raw = site.raw()) {
            ErrorReply refusal = raw.change(Rtm.RTM_NEWROUTE, NLM_F_CREATE, message -> {
                message.u8(2).u8(0).u8(0).u8(0).u8(100).u8(3).u8(0).u8(1).u32(0);
                int mark = message.attributes().open(Rta.RTA_MULTIPATH);
                NativeOrder.write64(message.attributes().out(), 0);
                message.attributes().close(mark);
            });
            assertThat(refusal.errno()).isEqualTo(Errno.EINVAL.value());
            assertThat(refusal.ack().message()).contains("Invalid nexthop configuration - extra data after nexthops");
        }
    }

    @Test
    default void a_number_of_the_wrong_size_is_out_of_range() {
        Site site = site();
        try (Raw raw = site.raw()) {
            ErrorReply refusal = raw.change(Rtm.RTM_NEWROUTE, NLM_F_CREATE, message -> {
                message.u8(2).u8(0).u8(0).u8(0).u8(100).u8(3).u8(0).u8(1).u32(0);
                message.attributes().u32(Rta.RTA_OIF, site.a);
                message.attributes().u16(Rta.RTA_PRIORITY, 1);
            });
            assertThat(refusal.errno()).isEqualTo(34);
            assertThat(refusal.ack().message()).contains("Attribute failed policy validation");
            assertThat(refusal.ack().offset()).hasValue(36);
        }
    }
}
