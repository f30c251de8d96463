package dev.multipath.netlink.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.codec.FdbCodec;
import dev.multipath.netlink.codec.NeighbourCodec;
import dev.multipath.netlink.codec.NeighbourTableCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.FdbEntry;
import dev.multipath.netlink.model.FdbFlush;
import dev.multipath.netlink.model.NeighbourTable;
import dev.multipath.netlink.wire.AttributeNames;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.Bytes;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every attribute of {@code rt-neigh.yaml} has a type here, or stands in a list with the reason why not: a message that
 * carries nothing but it (and what every message carries) leaves nothing in {@code UnknownAttributes}.
 */
final class NeighbourCoverageTest {
    private static final String MAC = "0a00 0200 020000000001 0000";
    private static final String DST = "0800 0100 0a000001";

    /** What a neighbour entry has, by attribute; lengths are those of linux/neighbour.h. */
    private static final Map<String, String> NEIGHBOUR = Map.of(
            "dst", "",
            "lladdr", MAC,
            "cacheinfo", "1400 0300" + "00".repeat(16),
            "probes", "0800 0400 01000000",
            "protocol", "0500 0c00 10 000000",
            "flags-ext", "0800 0f00 01000000");

    private static final Map<String, String> FORWARDING = Map.ofEntries(
            Map.entry("dst", DST),
            Map.entry("lladdr", ""),
            Map.entry("cacheinfo", "1400 0300" + "00".repeat(16)),
            Map.entry("vlan", "0600 0500 0500 0000"),
            Map.entry("port", "0600 0600 12b5 0000"),
            Map.entry("vni", "0800 0700 05000000"),
            Map.entry("ifindex", "0800 0800 03000000"),
            Map.entry("master", "0800 0900 03000000"),
            Map.entry("link-netnsid", "0800 0a00 03000000"),
            Map.entry("src-vni", "0800 0b00 03000000"),
            Map.entry("nh-id", "0800 0d00 03000000"),
            Map.entry("fdb-ext-attrs", "0c00 0e80 0500 0100 01 000000"),
            Map.entry("flags-ext", "0800 0f00 02000000"));

    /** In requests alone: {@link FdbFlush} writes them. */
    private static final Map<String, Integer> FLUSH = Map.of("ndm-state-mask", 16, "ndm-flags-mask", 17);

    private static final Map<String, String> RAW = Map.of("unspec", "number 0 marks no attribute");

    private static final Map<String, String> TABLE = Map.of(
            "name", "",
            "thresh1", "0800 0200 80000000",
            "thresh2", "0800 0300 80000000",
            "thresh3", "0800 0400 80000000",
            "config", "2400 0500" + "00".repeat(32),
            "parms", "0c00 0600 0800 0100 03000000",
            "stats", "5c00 0700" + "00".repeat(88),
            "gc-interval", "0c00 0800 3075000000000000",
            "pad", "0400 0900");

    @Test
    void every_neighbour_attribute_has_a_type() throws DecodeException {
        TreeSet<String> typed = new TreeSet<>(RAW.keySet());
        for (Map.Entry<String, String> entry : NEIGHBOUR.entrySet()) {
            number(entry.getKey(), entry.getValue(), "neighbour-attrs");
            var message =
                    Bytes.message(hex(Rtm.RTM_NEWNEIGH, "02 000000 03000000 0200 00 01" + DST + entry.getValue()));
            assertThat(NeighbourCodec.decode(message).unknown().attributes())
                    .as(entry.getKey())
                    .isEmpty();
            typed.add(entry.getKey());
        }
        for (Map.Entry<String, String> entry : FORWARDING.entrySet()) {
            number(entry.getKey(), entry.getValue(), "neighbour-attrs");
            var message =
                    Bytes.message(hex(Rtm.RTM_NEWNEIGH, "07 000000 03000000 8000 00 00" + MAC + entry.getValue()));
            assertThat(FdbCodec.decode(message).unknown().attributes())
                    .as(entry.getKey())
                    .isEmpty();
            typed.add(entry.getKey());
        }
        for (Map.Entry<String, Integer> entry : FLUSH.entrySet()) {
            assertThat(flushWrites(entry.getValue())).as(entry.getKey()).isTrue();
            typed.add(entry.getKey());
        }
        assertThat(typed).isEqualTo(names("neighbour-attrs"));
    }

    @Test
    void every_attribute_of_a_table_has_a_type() throws DecodeException {
        for (Map.Entry<String, String> entry : TABLE.entrySet()) {
            number(entry.getKey(), entry.getValue(), "ndt-attrs");
            assertThat(table(entry.getValue()).unknown().attributes())
                    .as(entry.getKey())
                    .isEmpty();
        }
        assertThat(TABLE.keySet()).isEqualTo(names("ndt-attrs"));
    }

    @Test
    void every_parameter_of_a_table_has_a_type() throws DecodeException {
        for (SpecAttributes.Attribute attribute : SpecAttributes.of("rt-neigh").set("ndtpa-attrs")) {
            String number = String.format("%02x00", attribute.number());
            boolean wide = attribute.name().matches(".*time.*|.*-delay");
            String value = wide ? "0c00" + number + "0500000000000000" : "0800" + number + "05000000";
            String nested = attribute.name().equals("pad") ? "0400" + number : value;
            String length = String.format("%02x00", 4 + nested.length() / 2);
            NeighbourTable table = table(length + "0600" + nested);
            assertThat(table.parameters().orElseThrow().unknown().attributes())
                    .as(attribute.name())
                    .isEmpty();
            int said = table.parameters().orElseThrow().values().size()
                    + (table.interfaceIndex().isPresent() ? 1 : 0);
            assertThat(said).as(attribute.name()).isEqualTo(attribute.name().equals("pad") ? 0 : 1);
        }
    }

    /** What the lists above rest on. */
    @Test
    void a_number_without_a_type_is_kept_raw() throws DecodeException {
        assertThat(table("0800 3f00 01000000").unknown().attributes()).hasSize(1);
        var neighbour =
                Bytes.message(hex(Rtm.RTM_NEWNEIGH, "02 000000 03000000 0200 00 01" + DST + "0800 3f00 01000000"));
        assertThat(NeighbourCodec.decode(neighbour).unknown().attributes()).hasSize(1);
        var entry = Bytes.message(hex(Rtm.RTM_NEWNEIGH, "07 000000 03000000 8000 00 00" + MAC + "0800 3f00 01000000"));
        assertThat(FdbCodec.decode(entry).unknown().attributes()).hasSize(1);
    }

    private static NeighbourTable table(String attribute) throws DecodeException {
        return NeighbourTableCodec.decode(
                Bytes.message(hex(Rtm.RTM_NEWNEIGHTBL, "02 000000" + "0600 0100 6100 0000" + attribute)));
    }

    private static boolean flushWrites(int type) throws DecodeException {
        FdbFlush flush = FdbFlush.of(3)
                .state(FdbEntry.STATIC, FdbEntry.STATIC | FdbEntry.PERMANENT)
                .flags(0, FdbEntry.EXT_LEARNED);
        ByteBuf out = Unpooled.buffer();
        MessageWriter writer = new MessageWriter(out).begin(Rtm.RTM_DELNEIGH, 0, 0);
        FdbCodec.encodeFlush(flush, writer);
        writer.end();
        AttributeReader in = Bytes.message(out).attributes(12, AttributeNames.NUMBERS);
        while (in.next()) {
            if (in.type() == type) {
                return true;
            }
        }
        return false;
    }

    /** That the bytes above carry the attribute they are listed under. */
    private static void number(String name, String bytes, String set) {
        if (!bytes.isEmpty()) {
            String digits = bytes.replace(" ", "");
            int number = Integer.parseInt(digits.substring(4, 6), 16);
            assertThat(SpecAttributes.of("rt-neigh").set(set)).contains(new SpecAttributes.Attribute(name, number));
        }
    }

    private static Set<String> names(String set) {
        TreeSet<String> names = new TreeSet<>();
        for (SpecAttributes.Attribute attribute : SpecAttributes.of("rt-neigh").set(set)) {
            names.add(attribute.name());
        }
        return names;
    }

    private static ByteBuf hex(int type, String body) {
        ByteBuf bytes = Bytes.of(body);
        ByteBuf message = Unpooled.buffer();
        message.writeIntLE(16 + bytes.readableBytes())
                .writeShortLE(type)
                .writeZero(10)
                .writeBytes(bytes);
        return message;
    }
}
