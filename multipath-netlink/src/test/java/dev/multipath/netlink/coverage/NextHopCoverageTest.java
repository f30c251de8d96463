package dev.multipath.netlink.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.NextHopBucketFilter;
import dev.multipath.netlink.NextHopFilter;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.codec.NextHopBucketCodec;
import dev.multipath.netlink.codec.NextHopObjectCodec;
import dev.multipath.netlink.codec.Nha;
import dev.multipath.netlink.codec.RtDecoder;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.golden.Golden;
import dev.multipath.netlink.model.KernelObject;
import dev.multipath.netlink.model.NextHopBucket;
import dev.multipath.netlink.model.NextHopGroupStatistics;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.NextHopTarget;
import dev.multipath.netlink.model.RawMessage;
import dev.multipath.netlink.model.UnknownAttributes;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Every attribute of nexthop objects in linux/nexthop.h has a type here, but for those listed with a reason. */
final class NextHopCoverageTest {
    /** None so far. */
    private static final Map<String, String> RAW = Map.of();

    /** Markers, and constants that are no attributes. */
    private static final String NO_ATTRIBUTE = "__.*|.*_(UNSPEC|MAX|PAD)|NHA_OP_FLAG_.*";

    /** An encapsulation in IP to 192.0.2.9, and its kind. */
    private static final byte[] TUNNEL = {8, 0, 2, 0, (byte) 192, 0, 2, 9};

    private static final byte[] TUNNEL_TYPE = {2, 0};

    private static final List<byte[]> PAYLOADS =
            List.of(new byte[0], new byte[] {1, 0}, new byte[] {1, 0, 0, 0}, new byte[] {1, 0, 0, 0, 0, 0, 0, 0});

    @Test
    void every_attribute_has_a_type_or_a_reason() throws DecodeException {
        Map<String, String> raw = new TreeMap<>();
        Set<Integer> asked = askedFor();
        for (Map.Entry<String, Integer> attribute : attributes().entrySet()) {
            String name = attribute.getKey();
            int number = attribute.getValue();
            boolean typed = switch (parent(name)) {
                case "NHA_RES_GROUP" -> typed(number, NextHopCoverageTest::inResilience);
                case "NHA_RES_BUCKET" -> typed(number, NextHopCoverageTest::inBucket);
                case "NHA_GROUP_STATS" -> typed(number, NextHopCoverageTest::inStatistics);
                case "NHA_GROUP_STATS_ENTRY" -> typed(number, NextHopCoverageTest::inEntry);
                default -> typed(number, NextHopCoverageTest::onTop) || asked.contains(number);
            };
            if (!typed) {
                raw.put(name, RAW.getOrDefault(name, "no reason given"));
            }
        }
        assertThat(raw).isEqualTo(new TreeMap<>(RAW));
    }

    /** An attribute that does not exist is raw in each place: otherwise this test could not fail. */
    @Test
    void what_has_no_type_is_found_out() throws DecodeException {
        assertThat(typed(18, NextHopCoverageTest::onTop)).isFalse();
        assertThat(typed(5, NextHopCoverageTest::inResilience)).isFalse();
        assertThat(typed(4, NextHopCoverageTest::inBucket)).isFalse();
        assertThat(typed(2, NextHopCoverageTest::inStatistics)).isFalse();
        assertThat(typed(4, NextHopCoverageTest::inEntry)).isFalse();
    }

    private static Map<String, Integer> attributes() {
        Optional<Path> golden = Golden.directory();
        assumeTrue(golden.isPresent(), "the specifications in shared/specs are not part of a clone");
        Path constants = golden.get().resolveSibling("specs").resolve("uapi_constants.json");
        assumeTrue(Files.exists(constants), "no " + constants);
        Map<String, Integer> attributes = new TreeMap<>();
        Golden.json(constants)
                .getAsJsonObject("headers")
                .getAsJsonObject("linux/nexthop.h")
                .entrySet()
                .forEach(constant -> {
                    if (constant.getKey().startsWith("NHA_")
                            && !constant.getKey().matches(NO_ATTRIBUTE)) {
                        attributes.put(constant.getKey(), constant.getValue().getAsInt());
                    }
                });
        assertThat(attributes).hasSizeGreaterThanOrEqualTo(28);
        return attributes;
    }

    private static String parent(String name) {
        for (String nest : List.of("NHA_GROUP_STATS_ENTRY", "NHA_GROUP_STATS", "NHA_RES_GROUP", "NHA_RES_BUCKET")) {
            if (name.startsWith(nest + "_")) {
                return nest;
            }
        }
        return "";
    }

    private interface Place {
        /** Whether the attribute, put there, is taken for what it says and written again. */
        boolean takes(int number, byte[] payload) throws DecodeException;
    }

    private static boolean typed(int number, Place place) throws DecodeException {
        for (byte[] payload : PAYLOADS) {
            try {
                if (place.takes(number, payload)) {
                    return true;
                }
            } catch (DecodeException e) {
                // Not this length.
            }
        }
        return false;
    }

    /** Beside nothing, a device, half an encapsulation, a group. */
    private static boolean onTop(int number, byte[] payload) throws DecodeException {
        List<Consumer<AttributeWriter>> beside = List.of(
                out -> {},
                out -> out.u32(Nha.NHA_OIF, 1),
                out -> out.bytes(Nha.NHA_ENCAP, TUNNEL),
                out -> out.bytes(Nha.NHA_ENCAP_TYPE, TUNNEL_TYPE),
                out -> {
                    out.bytes(Nha.NHA_GROUP, new byte[] {1, 0, 0, 0, 0, 0, 0, 0});
                    out.u16(Nha.NHA_GROUP_TYPE, 1);
                });
        for (int family : new int[] {0, 2}) {
            for (Consumer<AttributeWriter> others : beside) {
                for (int type : new int[] {Rtm.RTM_NEWNEXTHOP, Rtm.RTM_NEWNEXTHOPBUCKET}) {
                    try {
                        if (takesOnTop(type, family, others, number, payload)) {
                            return true;
                        }
                    } catch (DecodeException e) {
                        // Not beside these.
                    }
                }
            }
        }
        return false;
    }

    private static boolean takesOnTop(
            int type, int family, Consumer<AttributeWriter> others, int number, byte[] payload) throws DecodeException {
        byte[] value = switch (number) {
            case Nha.NHA_RES_BUCKET -> new byte[] {6, 0, 1, 0, 1, 0, 0, 0, 8, 0, 3, 0, 1, 0, 0, 0};
            case Nha.NHA_ENCAP -> TUNNEL;
            case Nha.NHA_ENCAP_TYPE -> TUNNEL_TYPE;
            default -> payload;
        };
        KernelObject object = decode(type, family, out -> {
            out.u32(Nha.NHA_ID, 1);
            others.accept(out);
            if (number == Nha.NHA_ENCAP || number == Nha.NHA_ENCAP_TYPE) {
                out.u32(Nha.NHA_OIF, 1);
            }
            out.bytes(number, value);
        });
        if (object instanceof RawMessage) {
            return false;
        }
        UnknownAttributes unknown =
                object instanceof NextHopObject nexthop ? nexthop.unknown() : ((NextHopBucket) object).unknown();
        AttributeReader again = reader(type, object).attributes(8, Nha.NAMES);
        while (again.next()) {
            if (again.type() == number && unknown.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static boolean inResilience(int number, byte[] payload) throws DecodeException {
        NextHopTarget.Group group = group(out -> {
            int nest = out.open(Nha.NHA_RES_GROUP);
            out.bytes(number, payload);
            out.close(nest);
        });
        return group.resilience().orElseThrow().unknown().isEmpty();
    }

    private static boolean inStatistics(int number, byte[] payload) throws DecodeException {
        NextHopTarget.Group group = group(out -> {
            int nest = out.open(Nha.NHA_GROUP_STATS);
            out.bytes(number, payload);
            out.close(nest);
        });
        return group.statistics().orElseThrow().unknown().isEmpty();
    }

    private static boolean inEntry(int number, byte[] payload) throws DecodeException {
        NextHopTarget.Group group = group(out -> {
            int nest = out.open(Nha.NHA_GROUP_STATS);
            int entry = out.open(1);
            out.bytes(number, payload);
            out.close(entry);
            out.close(nest);
        });
        NextHopGroupStatistics statistics = group.statistics().orElseThrow();
        return statistics.members().get(0).unknown().isEmpty();
    }

    private static boolean inBucket(int number, byte[] payload) throws DecodeException {
        NextHopBucket bucket = (NextHopBucket) decode(Rtm.RTM_NEWNEXTHOPBUCKET, 0, out -> {
            out.u32(Nha.NHA_ID, 1);
            int nest = out.open(Nha.NHA_RES_BUCKET);
            out.u16(1, 1);
            out.u32(3, 1);
            out.bytes(number, payload);
            out.close(nest);
        });
        return bucket.unknownInBucket().isEmpty();
    }

    private static NextHopTarget.Group group(Consumer<AttributeWriter> more) throws DecodeException {
        KernelObject object = decode(Rtm.RTM_NEWNEXTHOP, 0, out -> {
            out.bytes(Nha.NHA_GROUP, new byte[] {1, 0, 0, 0, 0, 0, 0, 0});
            out.u16(Nha.NHA_GROUP_TYPE, 1);
            more.accept(out);
        });
        return (NextHopTarget.Group) ((NextHopObject) object).target();
    }

    private static KernelObject decode(int type, int family, Consumer<AttributeWriter> attributes)
            throws DecodeException {
        ByteBuf out = Unpooled.buffer();
        MessageWriter message = new MessageWriter(out).begin(type, 0, 0);
        message.u8(family).u8(0).u8(0).u8(0).u32(0);
        attributes.accept(message.attributes());
        message.end();
        return RtDecoder.decode(first(out));
    }

    private static MessageReader reader(int type, KernelObject object) throws DecodeException {
        ByteBuf out = Unpooled.buffer();
        MessageWriter message = new MessageWriter(out).begin(type, 0, 0);
        if (object instanceof NextHopBucket bucket) {
            NextHopBucketCodec.encode(bucket, message);
        } else {
            NextHopObjectCodec.encode((NextHopObject) object, message);
        }
        message.end();
        return first(out);
    }

    private static MessageReader first(ByteBuf bytes) throws DecodeException {
        MessageReader message = new MessageReader(bytes);
        assertThat(message.next()).isTrue();
        return message;
    }

    /** What the widest of our questions contain. */
    private static Set<Integer> askedFor() throws DecodeException {
        NextHopFilter filter =
                NextHopFilter.ALL.interfaceIndex(1).master(2).groupsOnly().fdbOnly();
        Set<Integer> numbers =
                new HashSet<>(question(netlink -> netlink.nexthops().listWithStatistics(filter)));
        NextHopBucketFilter buckets = NextHopBucketFilter.of(1).nexthopId(2).interfaceIndex(3);
        numbers.addAll(question(netlink -> netlink.nexthops().buckets().list(buckets)));
        return numbers;
    }

    private static Set<Integer> question(Consumer<RtNetlink> asking) throws DecodeException {
        DeafSocket socket = new DeafSocket();
        try (RtNetlink netlink = RtNetlink.open(NetNs.current(), namespace -> socket)) {
            assertThatExceptionOfType(NetlinkException.Closed.class).isThrownBy(() -> asking.accept(netlink));
        }
        AttributeReader attributes = first(socket.sent()).attributes(8, Nha.NAMES);
        Set<Integer> numbers = new HashSet<>();
        while (attributes.next()) {
            numbers.add(attributes.type());
        }
        return numbers;
    }
}
