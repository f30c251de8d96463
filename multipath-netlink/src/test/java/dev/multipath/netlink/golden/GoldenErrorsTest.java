package dev.multipath.netlink.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.multipath.netlink.codec.AttributePath;
import dev.multipath.netlink.codec.RtDecoder;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.ErrorReply;
import dev.multipath.netlink.wire.ExtendedAck;
import dev.multipath.netlink.wire.MessageReader;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Recorded refusals and recorded nonsense. */
final class GoldenErrorsTest {
    private static final List<Integer> ANSWERS = List.of(2, 3);

    @TestFactory
    Stream<DynamicTest> refusals_are_read_with_all_the_kernel_said() {
        Path directory = directory();
        return Stream.of("capture_errors.jsonl", "probe_extack_and_semantics.jsonl", "suites_rtnl.jsonl")
                .flatMap(file -> Golden.messages(directory, file, ANSWERS).stream())
                .map(line -> DynamicTest.dynamicTest(line.id() + " " + line.about(), () -> compare(line)));
    }

    private static void compare(Golden.Line line) throws DecodeException {
        ErrorReply reply = ErrorReply.read(first(line.bytes()));
        JsonObject decoded = line.line().getAsJsonObject("decoded");
        if (decoded.has("error")) {
            assertThat(reply.errno()).isEqualTo(-decoded.get("error").getAsInt());
        }
        ExtendedAck ack = reply.ack();
        if (!decoded.has("extack")) {
            assertThat(ack).isEqualTo(ExtendedAck.NONE);
            return;
        }
        for (JsonElement said : decoded.getAsJsonArray("extack")) {
            if (said instanceof JsonArray pair) {
                assertThat(ack.message()).contains(pair.get(1).getAsString());
                continue;
            }
            JsonObject attribute = said.getAsJsonObject();
            switch (attribute.get("type").getAsInt()) {
                case 1 ->
                    assertThat(ack.message()).contains(attribute.get("value").getAsString());
                case 2 ->
                    assertThat(ack.offset())
                            .isEqualTo(OptionalLong.of(attribute.get("value").getAsLong()));
                case 4 -> assertThat(ack.policy()).isPresent();
                default -> assertThat(attribute).isNull();
            }
        }
    }

    @Test
    void the_offset_of_a_refusal_is_the_name_of_an_attribute() throws DecodeException {
        Map<String, String> expected = Map.of(
                "probe/bad-len-priority(u16)#0", "RTA_PRIORITY",
                "probe/bad-len-priority cap_ack#0", "RTA_PRIORITY",
                "probe/newlink ifname too long#0", "IFLA_IFNAME");
        int found = 0;
        for (JsonObject line : Golden.lines(directory(), "probe_extack_and_semantics.jsonl")) {
            String name = expected.get(line.get("id").getAsString());
            if (name != null) {
                ErrorReply reply = ErrorReply.read(first(hex(line, "hex")));
                long offset = reply.ack().offset().orElseThrow();
                assertThat(AttributePath.at(Unpooled.wrappedBuffer(hex(line, "req_hex")), offset))
                        .contains(name);
                found++;
            }
        }
        assertThat(found).isEqualTo(expected.size());
    }

    @Test
    void what_would_have_been_accepted_is_said_in_words() throws DecodeException {
        Map<String, String> expected = Map.of(
                "probe/bad-len-priority(u16)#0", "u32 0..4294967295",
                "probe/newlink ifname too long#0", "string ..15 bytes");
        for (JsonObject line : Golden.lines(directory(), "probe_extack_and_semantics.jsonl")) {
            String words = expected.get(line.get("id").getAsString());
            if (words != null) {
                ErrorReply reply = ErrorReply.read(first(hex(line, "hex")));
                assertThat(reply.ack().policy().orElseThrow()).hasToString(words);
            }
        }
    }

    /** A verdict of "not decodable" is owed a DecodeException that names the place. */
    @TestFactory
    Stream<DynamicTest> nonsense_is_refused_by_name() {
        Map<String, String> places = Map.of(
                "jsimonetti/link_test.go:420:kernel <4.6", "IFLA_0",
                "jsimonetti/link_test.go:462:kernel 4.6+", "IFLA_0",
                "jsimonetti/address_test.go:115:invalid attr", "ifa_family",
                "jsimonetti/rule_test.go:77:with attributes", "family");
        return Golden.lines(directory(), "negative.jsonl").stream()
                .filter(line -> places.containsKey(line.get("id").getAsString()))
                .map(line -> DynamicTest.dynamicTest(line.get("id").getAsString(), () -> {
                    byte[] bytes = Golden.messages(directory(), "negative.jsonl", List.of(16, 20, 32)).stream()
                            .filter(m -> m.id().equals(line.get("id").getAsString()))
                            .findFirst()
                            .orElseThrow()
                            .bytes();
                    String place = places.get(line.get("id").getAsString());
                    assertThatThrownBy(() -> decodeStrictly(bytes))
                            .isInstanceOfSatisfying(
                                    DecodeException.class,
                                    e -> assertThat(e.place()).isEqualTo(place));
                }));
    }

    /** Unlike {@link RtDecoder}, which hands on what is of another family, this insists. */
    private static void decodeStrictly(byte[] bytes) throws DecodeException {
        MessageReader message = first(bytes);
        switch (message.type()) {
            case 20 -> dev.multipath.netlink.codec.AddressCodec.decode(message);
            case 32 -> dev.multipath.netlink.codec.RuleCodec.decode(message);
            default -> RtDecoder.decode(message);
        }
    }

    private static Path directory() {
        Optional<Path> directory = Golden.directory();
        assumeTrue(directory.isPresent(), "the recordings in shared/golden are not part of a clone");
        return directory.get();
    }

    private static byte[] hex(JsonObject line, String key) {
        return HexFormat.of().parseHex(line.get(key).getAsString());
    }

    private static MessageReader first(byte[] bytes) throws DecodeException {
        MessageReader message = new MessageReader(Unpooled.wrappedBuffer(bytes));
        assertThat(message.next()).isTrue();
        return message;
    }
}
