package dev.multipath.netlink.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.codec.conntrack.ConntrackCodec;
import dev.multipath.netlink.codec.conntrack.TupleFilter;
import dev.multipath.netlink.codec.sockdiag.SocketCodec;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.conntrack.ConntrackEntry;
import dev.multipath.netlink.model.sockdiag.DiagSocket;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Recorded messages about connections and sockets: read, printed, and written again; requests as the tools write them. */
final class NetfilterFixturesTest {
    private static final int NETLINK_HEADER = 16;
    private static final int NFGENMSG = 4;

    @TestFactory
    Stream<DynamicTest> each_connection_is_read_printed_and_written_again() {
        return about("conntrack", "conntrack -L (kernel)")
                .map(fixture -> DynamicTest.dynamicTest(fixture.reading(), () -> {
                    ConntrackEntry entry = connection(fixture);
                    assertThat(entry).hasToString(fixture.reading());
                    assertThat(body(written(message -> ConntrackCodec.encode(entry, message))))
                            .isEqualTo(body(fixture.message()));
                }));
    }

    /** The tool also sends what a deletion does not need, and no id, so that it may hit a later connection. */
    @TestFactory
    Stream<DynamicTest> a_deletion_names_the_connection_as_the_tool_does() {
        return Fixture.all("conntrack").stream()
                .filter(fixture -> fixture.about().startsWith("conntrack -D"))
                .map(fixture -> DynamicTest.dynamicTest(fixture.about(), () -> {
                    ConntrackEntry entry = connection(fixture);
                    assertThat(entry).hasToString(fixture.reading());
                    byte[] ours = written(message -> ConntrackCodec.encodeDelete(entry, message));
                    assertThat(attributes(ours, NFGENMSG)).isNotEmpty();
                    assertThat(attributes(fixture.message(), NFGENMSG)).containsAll(attributes(ours, NFGENMSG));
                }));
    }

    @Test
    void a_mark_is_set_as_the_tool_sets_it() throws DecodeException {
        Fixture update = only("conntrack -U -p udp -s 10.0.0.2 --dport 53 -m 0x300");
        // The tool's request has one tuple; that of the same connection's deletion has both.
        ConntrackEntry entry = connection(only("conntrack -D -p udp -s 10.0.0.2 --dport 53"));
        byte[] ours = written(message -> ConntrackCodec.encodeMark(entry, FwMark.exactly(0x300), message));
        List<String> expected = attributes(update.message(), NFGENMSG);
        expected.add("08001500ffffffff");
        assertThat(attributes(ours, NFGENMSG)).isEqualTo(expected);
    }

    @Test
    void a_list_is_filtered_by_mark_as_the_tool_does_it() {
        byte[] ours = written(message -> ConntrackCodec.encodeDump(
                AddressFamily.UNSPEC,
                Optional.of(new FwMark(0x107, 0xff00)),
                OptionalInt.empty(),
                TupleFilter.ANY,
                TupleFilter.ANY,
                message));
        assertThat(body(ours))
                .isEqualTo(body(only("conntrack -L -m 0x100/0xff00").message()));
    }

    @Test
    void the_number_of_connections_is_asked_for_and_read() throws DecodeException {
        assertThat(body(written(ConntrackCodec::encodeCounts)))
                .isEqualTo(body(only("conntrack -C").message()));
        var counts = ConntrackCodec.decodeCounts(
                Messages.reader(only("conntrack -C (kernel)").message()));
        assertThat(counts.entries() + " of " + counts.maximum().orElseThrow())
                .isEqualTo(only("conntrack -C (kernel)").reading());
    }

    @TestFactory
    Stream<DynamicTest> each_socket_is_read_printed_and_written_again() {
        return answers()
                .map(fixture -> DynamicTest.dynamicTest(fixture.reading(), () -> {
                    DiagSocket socket = socket(fixture);
                    assertThat(socket).hasToString(fixture.reading());
                    byte[] again = written(message -> SocketCodec.encode(socket, message));
                    int behind = NETLINK_HEADER + SocketCodec.HEADER;
                    assertThat(hex(again, NETLINK_HEADER, behind))
                            .isEqualTo(hex(fixture.message(), NETLINK_HEADER, behind));
                    assertThat(attributes(again, SocketCodec.HEADER))
                            .containsExactlyInAnyOrderElementsOf(attributes(fixture.message(), SocketCodec.HEADER));
                }));
    }

    @TestFactory
    Stream<DynamicTest> a_socket_is_destroyed_as_the_tool_does_it() {
        return Fixture.all("sockets").stream()
                .filter(fixture -> fixture.about().startsWith("ss -K"))
                .map(fixture -> DynamicTest.dynamicTest(fixture.about(), () -> {
                    String request = body(fixture.message());
                    List<String> ours = new ArrayList<>();
                    for (Fixture answer : answers().toList()) {
                        DiagSocket socket = socket(answer);
                        ours.add(body(written(message -> SocketCodec.encodeDestroy(socket, message))));
                    }
                    assertThat(ours).contains(request);
                }));
    }

    /** {@code ss} asks for states 0x0b37: all but TIME_WAIT, listening and closed ones, SYN_RECV among them. */
    @Test
    void sockets_are_asked_for_as_the_tool_does_it() {
        List<String> ours = new ArrayList<>();
        for (int protocol : new int[] {DiagSocket.UDP, DiagSocket.TCP}) {
            for (AddressFamily family : List.of(AddressFamily.INET, AddressFamily.INET6)) {
                ours.add(body(written(message -> SocketCodec.encodeDump(family, protocol, 0x0b37, message))));
            }
        }
        assertThat(about("sockets", "ss -tu").map(fixture -> body(fixture.message())))
                .isEqualTo(ours);
    }

    private static Stream<Fixture> answers() {
        return Fixture.all("sockets").stream().filter(fixture -> !fixture.isRequest());
    }

    private static Stream<Fixture> about(String file, String about) {
        return Fixture.all(file).stream().filter(fixture -> fixture.about().equals(about));
    }

    private static Fixture only(String about) {
        List<Fixture> fixtures = about("conntrack", about).toList();
        assertThat(fixtures).hasSize(1);
        return fixtures.get(0);
    }

    private static ConntrackEntry connection(Fixture fixture) throws DecodeException {
        return ConntrackCodec.decode(Messages.reader(fixture.message()));
    }

    private static DiagSocket socket(Fixture fixture) throws DecodeException {
        int protocol = fixture.about().startsWith("ss -u") ? DiagSocket.UDP : DiagSocket.TCP;
        return SocketCodec.decode(Messages.reader(fixture.message()), protocol);
    }

    private static byte[] written(Consumer<MessageWriter> body) {
        ByteBuf out = Unpooled.buffer();
        MessageWriter writer = new MessageWriter(out).begin(0, 0, 0);
        body.accept(writer);
        writer.end();
        return ByteBufUtil.getBytes(out);
    }

    private static String body(byte[] message) {
        return hex(message, NETLINK_HEADER, message.length);
    }

    private static String hex(byte[] message, int from, int to) {
        return HexFormat.of().formatHex(message, from, to);
    }

    /** Each attribute of the message in hex, padding included. */
    private static List<String> attributes(byte[] message, int familyHeader) {
        List<String> attributes = new ArrayList<>();
        int at = NETLINK_HEADER + familyHeader;
        while (at < message.length) {
            int length = (message[at] & 0xff) | (message[at + 1] & 0xff) << 8;
            int end = at + (length + 3 & ~3);
            attributes.add(hex(message, at, end));
            at = end;
        }
        return attributes;
    }
}
