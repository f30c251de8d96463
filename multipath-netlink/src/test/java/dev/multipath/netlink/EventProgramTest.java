package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.multipath.netlink.codec.LinkCodec;
import dev.multipath.netlink.codec.RouteCodec;
import dev.multipath.netlink.codec.RtDecoder;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.codec.RuleCodec;
import dev.multipath.netlink.golden.Golden;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpPrefix;
import dev.multipath.netlink.model.KernelObject;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTable;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.FilterProgram;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import dev.multipath.netlink.wire.NativeOrder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Filters as programs, run over messages by an interpreter. */
final class EventProgramTest {
    private static final RouteTable BIG = RouteTable.of(7900);
    private static final RouteTable SMALL = RouteTable.of(42);
    private static final Protocol OURS = Protocol.of(77);
    private static final List<EventFilter> FILTERS = List.of(
            EventFilter.ALL,
            EventFilter.ALL.onlyTables(RouteTable.MAIN),
            EventFilter.ALL.onlyTables(BIG, SMALL),
            EventFilter.ALL.exceptTables(RouteTable.LOCAL, RouteTable.of(1000)),
            EventFilter.ALL.onlyProtocols(Protocol.KERNEL, OURS),
            EventFilter.ALL.exceptProtocols(Protocol.BOOT),
            EventFilter.ALL.exceptProtocols(Protocol.UNSPEC).exceptTables(RouteTable.MAIN),
            EventFilter.ALL.onlyProtocols(Protocol.BOOT).onlyTables(RouteTable.MAIN, RouteTable.of(100)),
            EventFilter.ALL.exceptTypes(Rtm.RTM_NEWLINK, Rtm.RTM_DELRULE),
            EventFilter.ALL.onlyDefaultsExcept(OURS),
            EventFilter.ALL.onlyDefaultsExcept(Protocol.KERNEL, OURS).exceptProtocols(Protocol.BOOT),
            EventFilter.ALL.onlyTypes(Rtm.RTM_NEWROUTE, Rtm.RTM_NEWADDR).exceptTables(RouteTable.MAIN));

    private static boolean keeps(EventFilter filter, byte[] message) {
        return Bpf.keeps(EventProgram.of(filter), message);
    }

    private static byte[] message(int type, KernelObject object) {
        ByteBuf out = Unpooled.buffer();
        MessageWriter writer = new MessageWriter(out).begin(type, 0, 0);
        if (object instanceof Route route) {
            RouteCodec.encode(route, writer);
        } else {
            RuleCodec.encode((Rule) object, writer);
        }
        writer.end();
        return ByteBufUtil.getBytes(out);
    }

    private static Route route(RouteTable table, Protocol protocol) {
        return Route.to(IpPrefix.parse("198.51.100.0/24")).dev(3).table(table).protocol(protocol);
    }

    @Test
    void tables_above_255_are_told_apart() {
        EventFilter only = EventFilter.ALL.onlyTables(BIG);
        for (int type : new int[] {Rtm.RTM_NEWROUTE, Rtm.RTM_DELROUTE}) {
            assertThat(keeps(only, message(type, route(BIG, OURS)))).isTrue();
            assertThat(keeps(only, message(type, route(RouteTable.of(7901), OURS))))
                    .isFalse();
            assertThat(keeps(only, message(type, route(RouteTable.of(7900 & 0xff), OURS))))
                    .isFalse();
            assertThat(keeps(only, message(type, route(RouteTable.of(252), OURS))))
                    .isFalse();
        }
        EventFilter except = EventFilter.ALL.exceptTables(RouteTable.of(0xffff_fffeL));
        assertThat(keeps(except, message(Rtm.RTM_NEWROUTE, route(RouteTable.of(0xffff_fffeL), OURS))))
                .isFalse();
        assertThat(keeps(except, message(Rtm.RTM_NEWROUTE, route(RouteTable.of(0xffff_ffffL), OURS))))
                .isTrue();
    }

    @Test
    void of_a_full_feed_only_defaults_and_routes_of_a_chosen_protocol_are_kept() {
        EventFilter filter = EventFilter.ALL.onlyDefaultsExcept(OURS);
        Route feed = route(RouteTable.MAIN, Protocol.BIRD);
        for (int type : new int[] {Rtm.RTM_NEWROUTE, Rtm.RTM_DELROUTE}) {
            assertThat(keeps(filter, message(type, feed))).isFalse();
            assertThat(keeps(filter, message(type, feed.protocol(OURS)))).isTrue();
            for (AddressFamily family : List.of(AddressFamily.INET, AddressFamily.INET6)) {
                Route route = Route.defaultRoute(family).dev(3).protocol(Protocol.BIRD);
                assertThat(keeps(filter, message(type, route))).isTrue();
            }
        }
        Rule rule = Rule.lookup(AddressFamily.INET, BIG).priority(5);
        assertThat(keeps(filter, message(Rtm.RTM_NEWRULE, rule))).as("a rule").isTrue();
    }

    @Test
    void rules_are_judged_by_what_they_look_up_and_their_protocol() {
        Rule rule = Rule.lookup(AddressFamily.INET6, BIG).priority(5).protocol(OURS);
        Rule unspecific = Rule.lookup(AddressFamily.INET, SMALL).priority(5);
        Rule jump = rule.action(new RuleAction.Goto(9));

        assertThat(keeps(EventFilter.ALL.onlyTables(BIG), message(Rtm.RTM_NEWRULE, rule)))
                .isTrue();
        assertThat(keeps(EventFilter.ALL.onlyTables(SMALL), message(Rtm.RTM_NEWRULE, rule)))
                .isFalse();
        assertThat(keeps(EventFilter.ALL.onlyTables(SMALL), message(Rtm.RTM_NEWRULE, jump)))
                .isTrue();
        assertThat(keeps(EventFilter.ALL.onlyProtocols(OURS), message(Rtm.RTM_DELRULE, jump)))
                .isTrue();
        assertThat(keeps(EventFilter.ALL.exceptProtocols(OURS), message(Rtm.RTM_DELRULE, jump)))
                .isFalse();
        assertThat(keeps(EventFilter.ALL.onlyProtocols(OURS), message(Rtm.RTM_NEWRULE, unspecific)))
                .isFalse();
        assertThat(keeps(EventFilter.ALL.exceptProtocols(OURS), message(Rtm.RTM_NEWRULE, unspecific)))
                .isTrue();
    }

    @Test
    void what_cannot_be_judged_passes() {
        EventFilter strict = EventFilter.ALL.onlyTables(BIG).onlyProtocols(OURS);
        byte[] odd = message(Rtm.RTM_NEWROUTE, route(SMALL, OURS));
        byte[] foreign = odd.clone();
        foreign[16] = (byte) AddressFamily.MPLS.value();

        assertThat(keeps(strict, odd)).isFalse();
        assertThat(keeps(strict, foreign)).isTrue();
        assertThat(keeps(strict, java.util.Arrays.copyOf(odd, 20)))
                .as("cut off")
                .isTrue();
        assertThat(keeps(strict, Golden.withHeader(Rtm.RTM_NEWNEXTHOP, new byte[8])))
                .isTrue();
        assertThat(keeps(strict, Golden.withHeader(3, new byte[0]))).isTrue();
    }

    @Test
    void what_a_socket_caused_is_told_by_its_port() {
        byte[] ours = message(Rtm.RTM_NEWROUTE, route(BIG, OURS));
        NativeOrder.set32(Unpooled.wrappedBuffer(ours), 12, 0x8765_4321);
        byte[] kernels = message(Rtm.RTM_NEWROUTE, route(BIG, OURS));

        assertThat(keeps(EventFilter.ALL.exceptSenders(0x8765_4321), ours)).isFalse();
        assertThat(keeps(EventFilter.ALL.exceptSenders(0x8765_4321), kernels)).isTrue();
        assertThat(keeps(EventFilter.ALL.exceptSenders(7), ours)).isTrue();
        assertThat(keeps(EventFilter.ALL.exceptSenders(7).onlyTables(SMALL), ours))
                .isFalse();
    }

    @Test
    void as_many_values_as_a_choice_takes_fit_into_a_program() {
        EventFilter wide = new EventFilter(
                choice(IntStream.range(1000, 1128).mapToObj(RouteTable::of).toList()),
                choice(IntStream.range(0, 128).mapToObj(Protocol::of).toList()),
                choice(IntStream.range(16, 144).boxed().toList()),
                choice(IntStream.range(0, 128).mapToObj(Protocol::of).toList()),
                new EventFilter.Choice<>(
                        false, Set.copyOf(IntStream.range(1, 129).boxed().toList())));
        FilterProgram program = EventProgram.of(wide);

        assertThat(program.instructions()).hasSizeLessThanOrEqualTo(FilterProgram.MAX_INSTRUCTIONS);
        assertThat(Bpf.keeps(program, message(Rtm.RTM_NEWROUTE, route(RouteTable.of(1127), OURS))))
                .isTrue();
        assertThat(Bpf.keeps(program, message(Rtm.RTM_NEWROUTE, route(RouteTable.of(1128), OURS))))
                .isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> choice(IntStream.range(0, 129).boxed().toList()));
        assertThatIllegalArgumentException().isThrownBy(() -> EventFilter.ALL.onlyTypes());
        assertThatIllegalArgumentException().isThrownBy(() -> EventFilter.ALL.onlyTypes(70_000));
    }

    private static <T> EventFilter.Choice<T> choice(List<T> values) {
        return new EventFilter.Choice<>(true, new java.util.HashSet<>(values));
    }

    /** The program and the decoded objects must agree on every message of the recordings. */
    @Test
    void every_recorded_message_is_judged_as_its_meaning_says() throws DecodeException {
        Optional<Path> golden = Golden.directory();
        assumeTrue(golden.isPresent(), "no recordings here: shared/golden");
        int kept = 0;
        int dropped = 0;
        for (String file : List.of("capture_replies.jsonl", "capture_other_families.jsonl", "suites_rtnl.jsonl")) {
            List<Integer> types = IntStream.range(16, 60).boxed().toList();
            for (Golden.Line line : Golden.messages(golden.get(), file, types)) {
                for (EventFilter filter : FILTERS) {
                    boolean expected = meant(filter, line.bytes());
                    assertThat(keeps(filter, line.bytes()))
                            .as("%s by %s", line.id(), filter)
                            .isEqualTo(expected);
                    kept += expected ? 1 : 0;
                    dropped += expected ? 0 : 1;
                }
            }
        }
        assertThat(kept).isGreaterThan(1000);
        assertThat(dropped).isGreaterThan(200);
    }

    private static boolean meant(EventFilter filter, byte[] bytes) throws DecodeException {
        MessageReader message = new MessageReader(Unpooled.wrappedBuffer(bytes));
        assertThat(message.next()).isTrue();
        if (!filter.types().wants(message.type())) {
            return false;
        }
        if (message.type() == Rtm.RTM_NEWLINK && !LinkCodec.isTyped(message)) {
            return true;
        }
        KernelObject object;
        try {
            object = RtDecoder.decode(message);
        } catch (DecodeException e) {
            // Of the suites' broken ones only those matter that begin like a route.
            return keeps(filter, bytes);
        }
        if (object instanceof Route route) {
            boolean whole = route.isDefault() || filter.whole().wants(route.protocol());
            return whole
                    && filter.tables().wants(route.table())
                    && filter.protocols().wants(route.protocol());
        }
        if (object instanceof Rule rule) {
            boolean table = !(rule.action() instanceof RuleAction.Lookup lookup)
                    || filter.tables().wants(lookup.table());
            return table && filter.protocols().wants(rule.protocol());
        }
        return true;
    }
}
