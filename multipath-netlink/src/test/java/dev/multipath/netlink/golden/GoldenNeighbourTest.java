package dev.multipath.netlink.golden;

import static dev.multipath.netlink.golden.Messages.attributes;
import static dev.multipath.netlink.golden.Messages.decode;
import static dev.multipath.netlink.golden.Messages.encode;
import static dev.multipath.netlink.golden.Messages.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.FdbEntry;
import dev.multipath.netlink.model.FdbTarget;
import dev.multipath.netlink.model.KernelObject;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.NeighbourCacheInfo;
import dev.multipath.netlink.model.RawMessage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every recorded neighbour, forwarding entry and neighbour table is decoded and encoded again, and means the same. */
final class GoldenNeighbourTest {
    private static final List<Integer> NEIGHBOURS = List.of(Rtm.RTM_NEWNEIGH, Rtm.RTM_DELNEIGH);
    private static final List<Integer> TABLES = List.of(Rtm.RTM_NEWNEIGHTBL);

    @TestFactory
    Stream<DynamicTest> what_programs_send_comes_out_as_they_sent_it() {
        return messages("capture_requests.jsonl", NEIGHBOURS)
                .map(line -> test(line, () -> {
                    KernelObject object = decode(line.bytes());
                    byte[] request = encode(object, line.type(), true);
                    assertThat(attributes(request)).as(object.toString()).isEqualTo(attributes(line.bytes()));
                    assertThat(header(request)).isEqualTo(header(line.bytes()));
                    assertThat(decode(request)).isEqualTo(object);
                }));
    }

    @TestFactory
    Stream<DynamicTest> what_the_kernel_says_comes_out_as_it_said_it() {
        Stream<Golden.Line> replies =
                Stream.concat(messages("capture_replies.jsonl", NEIGHBOURS), messages("capture_replies.jsonl", TABLES));
        return replies.map(line -> test(line, () -> {
            KernelObject object = decode(line.bytes());
            assertThat(object).isNotInstanceOf(RawMessage.class);
            byte[] again = encode(object, line.type(), false);
            assertThat(attributes(again)).as(object.toString()).isEqualTo(attributes(line.bytes()));
            assertThat(header(again)).isEqualTo(header(line.bytes()));
            assertThat(again).hasSameSizeAs(line.bytes());
            assertThat(decode(again)).isEqualTo(object);
        }));
    }

    /** Some of these are of no family: they are handed on as they came. */
    @TestFactory
    Stream<DynamicTest> what_other_libraries_test_with_loses_nothing() {
        Stream<Golden.Line> others =
                Stream.concat(messages("suites_rtnl.jsonl", NEIGHBOURS), messages("aosp.jsonl", NEIGHBOURS));
        return others.map(line -> test(line, () -> {
            KernelObject object = decode(line.bytes());
            assertThat(object instanceof RawMessage).isEqualTo(line.id().contains("neigh_test.go"));
            byte[] again = encode(object, line.type(), false);
            assertThat(attributes(again)).as(object.toString()).isEqualTo(attributes(line.bytes()));
        }));
    }

    @TestFactory
    Stream<DynamicTest> values_are_those_another_decoder_found() {
        return Stream.of("capture_requests.jsonl", "capture_replies.jsonl", "suites_rtnl.jsonl", "aosp.jsonl")
                .flatMap(file -> messages(file, NEIGHBOURS))
                .map(line -> test(line, () -> {
                    KernelObject object = decode(line.bytes());
                    Map<String, JsonElement> theirs = decoded(line);
                    if (object instanceof Neighbour neighbour) {
                        assertThat(ours(neighbour)).isEqualTo(texts(theirs));
                    } else if (object instanceof FdbEntry entry) {
                        assertThat(ours(entry)).isEqualTo(texts(theirs));
                    }
                }));
    }

    private static Map<String, String> ours(Neighbour neighbour) {
        Map<String, String> ours = new HashMap<>();
        ours.put("NDA_DST", neighbour.address().toString());
        neighbour.hardwareAddress().ifPresent(hardware -> ours.put("NDA_LLADDR", hardware.toString()));
        neighbour.protocol().ifPresent(protocol -> ours.put("NDA_PROTOCOL", protocol.toString()));
        neighbour.probes().ifPresent(probes -> ours.put("NDA_PROBES", Long.toString(probes)));
        neighbour.extendedFlags().ifPresent(flags -> ours.put("NDA_FLAGS_EXT", Long.toString(flags)));
        neighbour.cacheInfo().ifPresent(info -> ours.put("NDA_CACHEINFO", text(info)));
        return ours;
    }

    private static Map<String, String> ours(FdbEntry entry) {
        Map<String, String> ours = new HashMap<>();
        ours.put("NDA_LLADDR", entry.address().toString());
        if (entry.target() instanceof FdbTarget.Remote remote) {
            remote.address().ifPresent(address -> ours.put("NDA_DST", address.toString()));
            remote.interfaceIndex().ifPresent(index -> ours.put("NDA_IFINDEX", Integer.toString(index)));
        }
        entry.cacheInfo().ifPresent(info -> ours.put("NDA_CACHEINFO", text(info)));
        return ours;
    }

    private static String text(NeighbourCacheInfo info) {
        return info.confirmed() + " " + info.used() + " " + info.updated() + " " + info.references();
    }

    private static Map<String, String> texts(Map<String, JsonElement> theirs) {
        Map<String, String> texts = new HashMap<>();
        theirs.forEach((name, value) -> {
            if (value.isJsonObject()) {
                JsonObject info = value.getAsJsonObject();
                texts.put(
                        name,
                        info.get("confirmed") + " " + info.get("used") + " " + info.get("updated") + " "
                                + info.get("refcnt"));
            } else {
                String text = value.getAsString();
                texts.put(name, text.startsWith("RTPROT_") ? text.substring(7).toLowerCase(Locale.ROOT) : text);
            }
        });
        return texts;
    }

    private static Map<String, JsonElement> decoded(Golden.Line line) {
        Map<String, JsonElement> attributes = new HashMap<>();
        for (JsonElement each : line.line().getAsJsonObject("decoded").getAsJsonArray("attrs")) {
            JsonObject attribute = each.getAsJsonObject();
            attributes.put(attribute.get("attr").getAsString(), attribute.get("value"));
        }
        return attributes;
    }

    private static Stream<Golden.Line> messages(String file, List<Integer> types) {
        Optional<Path> directory = Golden.directory();
        assumeTrue(directory.isPresent(), "the recordings in shared/golden are not part of a clone");
        List<Golden.Line> lines = Golden.messages(directory.get(), file, types);
        assertThat(lines).isNotEmpty();
        return lines.stream();
    }

    private static DynamicTest test(Golden.Line line, org.junit.jupiter.api.function.Executable body) {
        return DynamicTest.dynamicTest(line.id() + " " + line.about(), body);
    }
}
