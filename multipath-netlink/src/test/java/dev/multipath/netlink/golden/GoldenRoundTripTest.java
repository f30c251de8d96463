package dev.multipath.netlink.golden;

import static dev.multipath.netlink.golden.Messages.attributes;
import static dev.multipath.netlink.golden.Messages.decode;
import static dev.multipath.netlink.golden.Messages.encode;
import static dev.multipath.netlink.golden.Messages.header;
import static dev.multipath.netlink.golden.Messages.reader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.multipath.netlink.codec.LinkCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.KernelObject;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every recorded route, rule, link, address and nexthop message is decoded and encoded again, attribute for attribute. */
final class GoldenRoundTripTest {
    private static final List<Integer> OBJECTS = List.of(
            Rtm.RTM_NEWROUTE,
            Rtm.RTM_DELROUTE,
            Rtm.RTM_NEWRULE,
            Rtm.RTM_DELRULE,
            Rtm.RTM_NEWADDR,
            Rtm.RTM_DELADDR,
            Rtm.RTM_NEWLINK,
            Rtm.RTM_DELLINK,
            Rtm.RTM_NEWNEXTHOP,
            Rtm.RTM_DELNEXTHOP,
            Rtm.RTM_NEWNEXTHOPBUCKET,
            Rtm.RTM_DELNEXTHOPBUCKET);

    @TestFactory
    Stream<DynamicTest> what_programs_send_comes_out_as_they_sent_it() {
        return messages("capture_requests.jsonl")
                .map(line -> test(line, () -> {
                    assertThat(line.isRequest()).isTrue();
                    if (line.type() == Rtm.RTM_NEWLINK) {
                        assertLinkRequest(line);
                        return;
                    }
                    KernelObject object = decode(line.bytes());
                    byte[] request = encode(object, line.type(), true);
                    List<String> sent = attributes(line.bytes());
                    // A flush hands back what the dump before it showed, which is the kernel's own form.
                    if (line.about().startsWith("ip route flush")) {
                        request = encode(object, line.type(), false);
                    }
                    assertThat(attributes(request)).as(object.toString()).isEqualTo(sent);
                    assertThat(header(request)).isEqualTo(header(line.bytes()));
                    assertThat(decode(request)).isEqualTo(object);
                }));
    }

    @TestFactory
    Stream<DynamicTest> what_the_kernel_says_comes_out_as_it_said_it() {
        Stream<Golden.Line> captured =
                Stream.concat(messages("capture_replies.jsonl"), messages("probe_extack_and_semantics.jsonl"));
        return captured.map(line -> test(line, () -> {
            KernelObject object = decode(line.bytes());
            byte[] again = encode(object, line.type(), false);
            assertThat(attributes(again)).as(object.toString()).isEqualTo(attributes(line.bytes()));
            assertThat(header(again)).isEqualTo(header(line.bytes()));
            assertThat(decode(again)).isEqualTo(object);
        }));
    }

    /** Not all of these are real: some leave out what a kernel always says, which then comes in addition. */
    @TestFactory
    Stream<DynamicTest> what_other_libraries_test_with_loses_nothing() {
        Stream<Golden.Line> others = Stream.concat(messages("suites_rtnl.jsonl"), messages("aosp.jsonl"));
        return others.map(line -> test(line, () -> {
            KernelObject object;
            try {
                object = decode(line.bytes());
            } catch (DecodeException e) {
                assertThat(line.id()).as(e.getMessage()).containsAnyOf("TRUNCATED", "no attributes", "address_test.go");
                return;
            }
            byte[] again = encode(object, line.type(), false);
            List<String> lost = new ArrayList<>(attributes(line.bytes()));
            lost.removeAll(attributes(again));
            assertThat(lost).as(object.toString()).isEmpty();
            assertThat(decode(again)).isEqualTo(object);
        }));
    }

    private static void assertLinkRequest(Golden.Line line) throws DecodeException {
        MessageReader message = reader(line.bytes());
        int index = message.s32(4);
        ByteBuf out = Unpooled.buffer();
        MessageWriter writer = new MessageWriter(out).begin(line.type(), 0, 0);
        if ((message.flags() & 0x400) != 0) {
            NewLink link = LinkCodec.decodeNew(message);
            LinkCodec.encodeRequest(link, writer);
        } else {
            LinkChange change = LinkCodec.decodeChange(message);
            LinkCodec.encodeRequest(index, change, writer);
        }
        writer.end();
        byte[] again = ByteBufUtil.getBytes(out);
        assertThat(attributes(again)).isEqualTo(attributes(line.bytes()));
        assertThat(header(again)).isEqualTo(header(line.bytes()));
    }

    private static Stream<Golden.Line> messages(String file) {
        Optional<Path> directory = Golden.directory();
        assumeTrue(directory.isPresent(), "the recordings in shared/golden are not part of a clone");
        List<Golden.Line> lines = Golden.messages(directory.get(), file, OBJECTS);
        assertThat(lines).isNotEmpty();
        // Numbers 20 and 21 are SOCK_DIAG's too.
        return lines.stream().filter(line -> !line.id().startsWith("aosp/InetDiag"));
    }

    private static DynamicTest test(Golden.Line line, org.junit.jupiter.api.function.Executable body) {
        return DynamicTest.dynamicTest(line.id() + " " + line.about(), body);
    }
}
