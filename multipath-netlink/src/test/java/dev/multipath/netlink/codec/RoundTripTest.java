package dev.multipath.netlink.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.InterfaceStatistics;
import dev.multipath.netlink.model.KernelObject;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.MplsRoute;
import dev.multipath.netlink.model.NamespaceId;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.ProtocolInfo;
import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteLookup;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.UnknownAttributes;
import dev.multipath.netlink.wire.Bytes;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Any record becomes bytes and the same record again; any bytes become a record or a DecodeException. */
final class RoundTripTest {
    private static final int RECORDS = 20_000;
    private static final int MUTATIONS = 200_000;
    /** Another one each run, unless {@code -Dmultipath.seed} repeats one. */
    private static final long SEED = Long.getLong("multipath.seed", System.nanoTime());

    @Test
    void any_reported_route_comes_back() throws DecodeException {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            Route route = new Records(seed).route();
            MessageReader message = message(Rtm.RTM_NEWROUTE, route, RouteCodec::encode);
            assertThat(RouteCodec.decode(message)).as("seed %s", seed).isEqualTo(route);
        }
    }

    @Test
    void any_configured_route_comes_back_from_a_request() throws DecodeException {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            Route route = new Records(seed).configuredRoute();
            MessageReader message = message(Rtm.RTM_NEWROUTE, route, RouteCodec::encodeRequest);
            assertThat(RouteCodec.decode(message)).as("seed %s", seed).isEqualTo(route);
        }
    }

    @Test
    void a_request_leaves_out_what_only_the_kernel_says() throws DecodeException {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            Route route = new Records(seed).route();
            Route sent = RouteCodec.decode(message(Rtm.RTM_NEWROUTE, route, RouteCodec::encodeRequest));
            assertThat(sent.key()).as("seed %s", seed).isEqualTo(route.key());
            assertThat(sent.target()).as("seed %s", seed).isEqualTo(stripped(route.target()));
            assertThat(sent.options().cacheInfo()).isEmpty();
        }
    }

    /** One reader for all: what it shares among routes is never another route's. */
    @Test
    void a_reader_used_again_and_again_reads_as_a_new_one_does() throws DecodeException {
        RouteDecoder decoder = new RouteDecoder();
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            Route route = new Records(seed / 2).route();
            assertThat(decoder.decode(message(Rtm.RTM_NEWROUTE, route, RouteCodec::encode)))
                    .as("seed %s", seed)
                    .isEqualTo(route);
        }
    }

    @Test
    void any_mpls_route_comes_back() throws DecodeException {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            MplsRoute route = new RouteRecords(new Records(seed)).mplsRoute();
            assertThat(MplsRouteCodec.decode(message(Rtm.RTM_NEWROUTE, route, MplsRouteCodec::encode)))
                    .as("seed %s", seed)
                    .isEqualTo(route);
            MplsRoute asked = MplsRouteCodec.decode(message(Rtm.RTM_NEWROUTE, route, MplsRouteCodec::encodeRequest));
            assertThat(asked.target()).as("seed %s", seed).isEqualTo(stripped(route.target()));
        }
    }

    @Test
    void any_lookup_comes_back() throws DecodeException {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            RouteLookup lookup = new RouteRecords(new Records(seed)).lookup();
            assertThat(RouteLookupCodec.decode(message(Rtm.RTM_GETROUTE, lookup, RouteLookupCodec::encode)))
                    .as("seed %s", seed)
                    .isEqualTo(lookup);
        }
    }

    @Test
    void any_rule_comes_back() throws DecodeException {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            Rule rule = new Records(seed).rule();
            assertThat(RuleCodec.decode(message(Rtm.RTM_NEWRULE, rule, RuleCodec::encode)))
                    .as("seed %s", seed)
                    .isEqualTo(rule);
            Rule asked = RuleCodec.decode(message(Rtm.RTM_NEWRULE, rule, RuleCodec::encodeRequest));
            assertThat(asked.key()).as("seed %s", seed).isEqualTo(rule.key());
            assertThat(asked.unknown()).as("seed %s", seed).isEqualTo(rule.unknown());
            assertThat(asked.flags()).isZero();
        }
    }

    @Test
    void a_mark_of_zero_is_written() throws DecodeException {
        for (FwMark mark : List.of(FwMark.exactly(0), FwMark.exactly(5), new FwMark(0, 0xff), new FwMark(16, 0xff))) {
            Rule rule = Rule.lookup(AddressFamily.INET, RouteTable.of(100)).mark(mark);
            assertThat(RuleCodec.decode(message(Rtm.RTM_NEWRULE, rule, RuleCodec::encodeRequest)))
                    .isEqualTo(rule);
        }
    }

    @Test
    void any_address_comes_back() throws DecodeException {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            Address address = new Records(seed).address();
            assertThat(AddressCodec.decode(message(Rtm.RTM_NEWADDR, address, AddressCodec::encode)))
                    .as("seed %s", seed)
                    .isEqualTo(address);
            Address asked = AddressCodec.decode(message(Rtm.RTM_NEWADDR, address, AddressCodec::encodeRequest));
            assertThat(asked.local()).isEqualTo(address.local());
            assertThat(asked.peer()).isEqualTo(address.peer());
            assertThat(asked.flags()).isEqualTo(address.flags() & ~Address.REPORTED_FLAGS);
        }
    }

    @Test
    void any_link_comes_back() throws DecodeException {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            Link link = new Records(seed).link();
            assertThat(LinkCodec.decode(message(Rtm.RTM_NEWLINK, link, LinkCodec::encode)))
                    .as("seed %s", seed)
                    .isEqualTo(link);
        }
    }

    @Test
    void any_link_to_be_made_comes_back() throws DecodeException {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            NewLink link = new LinkRecords(new Random(seed)).newLink();
            MessageReader message = message(Rtm.RTM_NEWLINK, link, LinkCodec::encodeRequest);
            assertThat(LinkCodec.decodeNew(message)).as("seed %s", seed).isEqualTo(link);
        }
    }

    @Test
    void any_change_of_a_link_comes_back() throws DecodeException {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            LinkChange change = new LinkRecords(new Random(seed)).change();
            MessageReader message =
                    message(Rtm.RTM_NEWLINK, change, (one, out) -> LinkCodec.encodeRequest(7, one, out));
            assertThat(LinkCodec.decodeChange(message)).as("seed %s", seed).isEqualTo(change);
        }
    }

    @Test
    void any_statistics_and_namespace_ids_come_back() throws DecodeException {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            LinkRecords records = new LinkRecords(new Random(seed));
            InterfaceStatistics statistics = records.statistics();
            assertThat(RtDecoder.decode(message(Rtm.RTM_NEWSTATS, statistics, StatsCodec::encode)))
                    .as("seed %s", seed)
                    .isEqualTo(statistics);
            NamespaceId id = records.namespaceId();
            assertThat(RtDecoder.decode(message(Rtm.RTM_NEWNSID, id, NamespaceIdCodec::encode)))
                    .as("seed %s", seed)
                    .isEqualTo(id);
        }
    }

    @Test
    void anything_a_protocol_says_of_a_link_comes_back() throws DecodeException {
        for (long seed = SEED; seed < SEED + RECORDS; seed++) {
            ProtocolInfo info = new LinkRecords(new Random(seed)).protocolInfo();
            ByteBuf out = Unpooled.buffer();
            MessageWriter writer = new MessageWriter(out).begin(Rtm.RTM_NEWLINK, 0, 1);
            ProtocolInfoCodec.encode(info, writer);
            writer.end();
            assertThat(ProtocolInfoCodec.decode(Bytes.message(out)))
                    .as("seed %s", seed)
                    .contains(info);
        }
    }

    /** Nobody sends it; lost it must not be. */
    @Test
    void legs_that_are_none_are_kept() throws DecodeException {
        for (String header : new String[] {"02 00 00 00 fe 03 00 01 00000000", "1c 14 00 00 fe 00 00 01 00000000"}) {
            String label = header.startsWith("1c") ? "0800 0100 00064100" : "";
            ByteBuf body = Bytes.of(header + label + "0400 0900");
            ByteBuf message = Unpooled.buffer();
            message.writeIntLE(16 + body.readableBytes())
                    .writeShortLE(Rtm.RTM_NEWROUTE)
                    .writeZero(10)
                    .writeBytes(body);
            KernelObject route = RtDecoder.decode(Bytes.message(message));
            UnknownAttributes unknown = route instanceof MplsRoute mpls ? mpls.unknown() : ((Route) route).unknown();
            assertThat(unknown.attributes()).containsExactly(new RawAttribute(Rta.RTA_MULTIPATH, new byte[0]));
        }
    }

    /** Also that nothing is read beyond the message: the buffer ends where it does. */
    @Test
    void any_bytes_are_a_record_or_a_decode_exception() {
        List<byte[]> messages = new ArrayList<>();
        for (long seed = SEED; seed < SEED + 300; seed++) {
            Records records = new Records(seed);
            messages.add(bytes(Rtm.RTM_NEWROUTE, records.route(), RouteCodec::encode));
            messages.add(bytes(Rtm.RTM_NEWROUTE, new RouteRecords(records).mplsRoute(), MplsRouteCodec::encode));
            messages.add(bytes(Rtm.RTM_GETROUTE, new RouteRecords(records).lookup(), RouteLookupCodec::encode));
            messages.add(bytes(Rtm.RTM_NEWRULE, records.rule(), RuleCodec::encode));
            messages.add(bytes(Rtm.RTM_NEWADDR, records.address(), AddressCodec::encode));
            messages.add(bytes(Rtm.RTM_NEWLINK, records.link(), LinkCodec::encode));
            LinkRecords links = new LinkRecords(new Random(seed));
            messages.add(bytes(Rtm.RTM_NEWLINK, links.newLink(), LinkCodec::encodeRequest));
            messages.add(bytes(Rtm.RTM_NEWSTATS, links.statistics(), StatsCodec::encode));
            messages.add(bytes(Rtm.RTM_NEWNSID, links.namespaceId(), NamespaceIdCodec::encode));
        }
        Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = Mutations.mutate(messages.get(random.nextInt(messages.size())), random);
            refused += Mutations.survives(bytes, "seed " + SEED + ", mutation " + i) ? 0 : 1;
        }
        assertThat(refused).as("seed %s", SEED).isBetween(MUTATIONS / 20, MUTATIONS);
    }

    private static RouteTarget stripped(RouteTarget target) {
        if (target instanceof RouteTarget.NextHopId object) {
            return new RouteTarget.NextHopId(object.id());
        }
        if (target instanceof RouteTarget.Multipath multipath) {
            return new RouteTarget.Multipath(
                    multipath.legs().stream().map(NextHop::configured).toList());
        }
        return target instanceof RouteTarget.Single single
                ? new RouteTarget.Single(single.hop().configured())
                : target;
    }

    private static <T> MessageReader message(int type, T record, BiConsumer<T, MessageWriter> encoder)
            throws DecodeException {
        return Bytes.message(Unpooled.wrappedBuffer(bytes(type, record, encoder)));
    }

    private static <T> byte[] bytes(int type, T record, BiConsumer<T, MessageWriter> encoder) {
        ByteBuf out = Unpooled.buffer();
        MessageWriter writer = new MessageWriter(out).begin(type, 0, 1);
        encoder.accept(record, writer);
        writer.end();
        return ByteBufUtil.getBytes(out);
    }
}
