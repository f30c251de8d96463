package dev.multipath.testkit.kernel;

import static dev.multipath.netlink.wire.NetlinkHeader.*;
import static dev.multipath.testkit.kernel.Site.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.RouteFilter;
import dev.multipath.netlink.codec.Rta;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dumps: filters, errors in their end, interruption, one at a time; facts 18, 19, 20 and 22. */
interface DumpContract extends Contract {
    int SMALL = 4096;

    private static Body routes(AddressFamily family, long table) {
        return message -> {
            message.u8(family.value()).u8(0).u8(0).u8(0).u32(0).u32(0);
            if (table != 0) {
                message.attributes().u32(Rta.RTA_TABLE, table);
            }
        };
    }

    /** Several datagrams full of blackholes. */
    private static void fill(Site site, int count) {
        for (int i = 0; i < count; i++) {
            site.netlink()
                    .routes()
                    .add(Route.to(IpPrefix.host(IpAddress.ipv4(0x0a000000 + i)))
                            .table(T)
                            .type(RouteType.BLACKHOLE));
        }
    }

    /** Begins a dump, changes something after the first datagram, and reads on. */
    private static List<Raw.Answer> disturbed(Raw raw, int type, Body body, Runnable change) {
        raw.send(type, NLM_F_DUMP, body);
        try {
            List<Raw.Answer> answers = new ArrayList<>(raw.receive(SMALL, LONG));
            assertThat(Raw.last(answers).type()).as("more is to come").isNotEqualTo(NLMSG_DONE);
            change.run();
            answers.addAll(raw.rest(SMALL));
            return answers;
        } catch (ErrnoException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    default void fact_18_filters_by_table_protocol_and_device_work_in_dumps() {
        Site site = site();
        site.netlink().routes().add(site.via(GW1, site.a).protocol(Protocol.of(77)));
        site.netlink().routes().add(site.both4().key(to("10.0.0.0/8").key()));
        site.netlink().routes().add(site.via(GW1, site.a).table(RouteTable.of(7901)));

        assertThat(site.netlink().routes().list(RouteFilter.ALL.protocol(Protocol.of(77))))
                .hasSize(1);
        assertThat(site.netlink().routes().list(RouteFilter.ALL.table(T).interfaceIndex(site.b)))
                .extracting(Route::destination)
                .containsExactly(IpPrefix.parse("10.0.0.0/8"));
        try (Raw raw = site.raw()) {
            List<Raw.Answer> answers =
                    raw.exchange(Rtm.RTM_GETROUTE, NLM_F_DUMP, routes(AddressFamily.INET, T.value()));
            assertThat(answers).hasSize(3);
            assertThat(answers.get(0).has(NLM_F_DUMP_FILTERED)).isTrue();
            assertThat(answers).allMatch(answer -> answer.has(NLM_F_MULTI));
        }
    }

    @Test
    default void fact_18_errors_of_a_dump_come_inside_its_end() {
        Site site = site();
        try (Raw raw = site.raw()) {
            for (AddressFamily family : List.of(AddressFamily.INET, AddressFamily.INET6)) {
                List<Raw.Answer> answers = raw.exchange(Rtm.RTM_GETROUTE, NLM_F_DUMP, routes(family, 4242));
                assertThat(answers).hasSize(1);
                assertThat(answers.get(0).type()).isEqualTo(NLMSG_DONE);
                assertThat(answers.get(0).error().errno()).isEqualTo(Errno.ENOENT.value());
                assertThat(answers.get(0).error().ack().message().orElse(""))
                        .containsIgnoringCase("FIB table does not exist");
            }
        }
    }

    @Test
    default void fact_18_a_destination_in_a_dump_request_is_refused() {
        Site site = site();
        try (Raw raw = site.raw()) {
            Raw.Answer end = Raw.last(raw.exchange(Rtm.RTM_GETROUTE, NLM_F_DUMP, message -> {
                message.u8(2).u8(0).u8(0).u8(0).u32(0).u32(0);
                message.attributes().be32(Rta.RTA_DST, 0x0a000000);
            }));
            assertThat(end.error().errno()).isEqualTo(Errno.EINVAL.value());
            end = Raw.last(raw.exchange(
                    Rtm.RTM_GETROUTE,
                    NLM_F_DUMP,
                    message -> message.u8(2).u8(24).u8(0).u8(0).u32(0).u32(0)));
            assertThat(end.error().errno()).isEqualTo(Errno.EINVAL.value());
            assertThat(end.error().ack().message().orElse(""))
                    .contains("Invalid values in header for FIB dump request");
        }
    }

    @Test
    default void fact_19_a_dump_of_addresses_says_that_it_was_disturbed() {
        Site site = site();
        for (int i = 0; i < 150; i++) {
            site.netlink().addresses().add(Address.of(site.a, IpAddress.ipv4(0x0a000001 + i), 32));
        }
        try (Raw raw = site.raw()) {
            List<Raw.Answer> answers = disturbed(
                    raw,
                    Rtm.RTM_GETADDR,
                    message -> message.u8(2).u8(0).u8(0).u8(0).u32(0),
                    () -> site.netlink().addresses().add(Address.of(site.b, IpAddress.parse("10.9.9.9"), 32)));
            assertThat(answers).anyMatch(answer -> answer.has(NLM_F_DUMP_INTR));
        }
    }

    @Test
    default void fact_19_a_dump_of_links_says_that_it_was_disturbed() {
        Site site = site();
        for (int i = 0; i < 30; i++) {
            site.netlink().links().add(NewLink.veth("v" + i, "w" + i));
        }
        try (Raw raw = site.raw()) {
            List<Raw.Answer> answers = disturbed(
                    raw,
                    Rtm.RTM_GETLINK,
                    message -> message.u32(0).u32(0).u32(0).u32(0),
                    () -> site.netlink().links().add(NewLink.veth("late", "later")));
            assertThat(answers).anyMatch(answer -> answer.has(NLM_F_DUMP_INTR));
        }
    }

    @Test
    default void fact_19_a_dump_of_ipv4_routes_never_says_so() {
        Site site = site();
        fill(site, 300);
        try (Raw raw = site.raw()) {
            List<Raw.Answer> answers = disturbed(
                    raw,
                    Rtm.RTM_GETROUTE,
                    routes(AddressFamily.INET, T.value()),
                    () -> site.netlink().routes().add(site.via(GW1, site.a)));
            assertThat(answers).noneMatch(answer -> answer.has(NLM_F_DUMP_INTR));
        }
    }

    @Test
    default void fact_20_a_second_dump_on_the_socket_is_busy_and_answered_first() throws ErrnoException {
        Site site = site();
        fill(site, 300);
        try (Raw raw = site.raw()) {
            int first = raw.send(Rtm.RTM_GETROUTE, NLM_F_DUMP, routes(AddressFamily.INET, T.value()));
            int second = raw.send(Rtm.RTM_GETROUTE, NLM_F_DUMP, routes(AddressFamily.INET, T.value()));

            List<Raw.Answer> answers = new ArrayList<>();
            answers.addAll(raw.rest(SMALL));
            Raw.Answer busy = Raw.last(answers);
            assertThat(busy.type()).isEqualTo(NLMSG_ERROR);
            assertThat(busy.header().sequence()).isEqualTo(second);
            assertThat(busy.error().errno()).isEqualTo(Errno.EBUSY.value());
            assertThat(answers.get(0).header().sequence()).isEqualTo(first);
            List<Raw.Answer> rest = raw.rest(SMALL);
            assertThat(Raw.last(rest).type()).isEqualTo(NLMSG_DONE);
            assertThat(Raw.last(rest).header().sequence()).isEqualTo(first);
            assertThat(answers.size() - 1 + rest.size() - 1).isEqualTo(300);
        }
    }

    @Test
    default void fact_22_datagrams_of_a_dump_grow_with_the_receiver_to_32_400_bytes() throws ErrnoException {
        Site site = site();
        fill(site, 2000);
        try (Raw raw = site.raw()) {
            raw.send(Rtm.RTM_GETROUTE, NLM_F_DUMP, routes(AddressFamily.INET, T.value()));
            int largest = 0;
            int count = 0;
            while (true) {
                List<Raw.Answer> datagram = raw.receive(1 << 20, LONG);
                assertThat(datagram).isNotEmpty();
                int bytes = datagram.stream()
                        .mapToInt(each -> (each.bytes().length + 3) & ~3)
                        .sum();
                largest = Math.max(largest, bytes);
                count += datagram.size();
                if (Raw.last(datagram).type() == NLMSG_DONE) {
                    break;
                }
            }
            assertThat(count).isEqualTo(2001);
            assertThat(largest).isBetween(20_000, 32_768);
        }
    }
}
