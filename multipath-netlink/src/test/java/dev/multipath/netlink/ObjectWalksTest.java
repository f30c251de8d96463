package dev.multipath.netlink;

import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_DUMP_INTR;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_MULTI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkFilter;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkSocketFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Walks over links, standing for all objects of one dump, and over addresses, which take two. */
final class ObjectWalksTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final ScriptedSocket socket = new ScriptedSocket();
    private final Conversation conversation = new Conversation(socket, socket.ticker());
    private final Links links =
            new Links(conversation, TIMEOUT, new TunTaps(NetNs.current(), NetlinkSocketFactory.system()));

    private final List<Integer> seen = new ArrayList<>();

    @AfterEach
    void close() {
        conversation.close();
    }

    private static ScriptedSocket.Script dump(int flags, int... indexes) {
        return (request, kernel) -> {
            for (int index : indexes) {
                kernel.link(request.sequence(), NLM_F_MULTI | flags, index).flush();
            }
            kernel.done(request.sequence(), 0, 0).flush();
        };
    }

    @Test
    void a_visitor_that_does_not_start_over_has_seen_everything_when_it_is_told() {
        socket.script(dump(NLM_F_DUMP_INTR, 1, 2));
        assertThatExceptionOfType(NetlinkException.DumpInterrupted.class)
                .isThrownBy(() -> links.walk(LinkFilter.ALL, link -> seen.add(link.index())));
        assertThat(seen).containsExactly(1, 2);
    }

    @Test
    void a_visitor_that_starts_over_sees_all_again() {
        socket.script(dump(NLM_F_DUMP_INTR, 1, 2), dump(0, 1, 2, 3));
        links.walk(LinkFilter.ALL, new Visitor<Link>() {
            @Override
            public void visit(Link link) {
                seen.add(link.index());
            }

            @Override
            public boolean restart() {
                seen.clear();
                return true;
            }
        });
        assertThat(seen).containsExactly(1, 2, 3);
    }

    @Test
    void what_a_visitor_throws_ends_the_walk_and_the_handle_stays_usable() {
        socket.script(dump(0, 1, 2, 3), dump(0, 7));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> links.walk(LinkFilter.ALL, link -> {
                    seen.add(link.index());
                    throw new ArithmeticException("enough");
                }));
        assertThat(seen).containsExactly(1);
        assertThat(links.list()).extracting(Link::index).containsExactly(7);
    }

    @Test
    void from_inside_the_handle_takes_no_requests() {
        socket.script(dump(0, 1));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> links.walk(LinkFilter.ALL, link -> links.list()));
    }

    @Test
    void addresses_are_asked_for_by_family_and_a_filter_asks_once() {
        Addresses addresses = new Addresses(conversation, TIMEOUT);
        socket.script(dump(0), dump(0), dump(0));
        addresses.walk(AddressFilter.ALL, address -> seen.add(1));
        assertThat(socket.requests).hasSize(2);
        addresses.walk(AddressFilter.of(AddressFamily.INET6), address -> seen.add(1));
        assertThat(socket.requests).hasSize(3);
        assertThat(seen).isEmpty();
    }
}
