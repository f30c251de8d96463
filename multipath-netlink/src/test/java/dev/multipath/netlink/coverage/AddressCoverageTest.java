package dev.multipath.netlink.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.codec.AddressCodec;
import dev.multipath.netlink.codec.GroupAddressCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.wire.Bytes;
import dev.multipath.netlink.wire.DecodeException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every attribute of {@code rt-addr.yaml} has a type here: a message that carries nothing but it (and an address) leaves
 * nothing in {@code UnknownAttributes}.
 */
final class AddressCoverageTest {
    private static final Map<String, String> ADDRESS = Map.of(
            "address", "0800 0100 0a000001",
            "local", "0800 0200 0a000001",
            "label", "0700 0300 766100 00",
            "broadcast", "0800 0400 0a0000ff",
            "cacheinfo", "1400 0600" + "ff".repeat(16),
            "flags", "0800 0800 80000000",
            "rt-priority", "0800 0900 4d000000",
            "target-netnsid", "0800 0a00 01000000",
            "proto", "0500 0b00 02 000000");

    private static final Map<String, String> GROUP =
            Map.of("multicast", "0800 0700 e0000001", "anycast", "0800 0500 0a000001");

    @Test
    void every_attribute_has_a_type() throws DecodeException {
        TreeSet<String> typed = new TreeSet<>();
        for (Map.Entry<String, String> entry : ADDRESS.entrySet()) {
            number(entry);
            var message = message(Rtm.RTM_NEWADDR, "0800 0200 0a000001" + entry.getValue());
            assertThat(AddressCodec.decode(Bytes.message(message)).unknown().attributes())
                    .as(entry.getKey())
                    .isEmpty();
            typed.add(entry.getKey());
        }
        for (Map.Entry<String, String> entry : GROUP.entrySet()) {
            number(entry);
            var message = message(Rtm.RTM_NEWMULTICAST, entry.getValue());
            assertThat(GroupAddressCodec.decode(Bytes.message(message))
                            .unknown()
                            .attributes())
                    .as(entry.getKey())
                    .isEmpty();
            typed.add(entry.getKey());
        }
        TreeSet<String> names = new TreeSet<>();
        for (SpecAttributes.Attribute attribute : SpecAttributes.of("rt-addr").set("addr-attrs")) {
            names.add(attribute.name());
        }
        assertThat(typed).isEqualTo(names);
    }

    /** What the lists above rest on. */
    @Test
    void a_number_without_a_type_is_kept_raw() throws DecodeException {
        var address = message(Rtm.RTM_NEWADDR, "0800 0200 0a000001 0800 3f00 01000000");
        assertThat(AddressCodec.decode(Bytes.message(address)).unknown().attributes())
                .hasSize(1);
        var group = message(Rtm.RTM_NEWMULTICAST, "0800 0700 e0000001 0800 3f00 01000000");
        assertThat(GroupAddressCodec.decode(Bytes.message(group)).unknown().attributes())
                .hasSize(1);
    }

    /** That the bytes above carry the attribute they are listed under. */
    private static void number(Map.Entry<String, String> entry) {
        int number = Integer.parseInt(entry.getValue().replace(" ", "").substring(4, 6), 16);
        assertThat(SpecAttributes.of("rt-addr").set("addr-attrs"))
                .contains(new SpecAttributes.Attribute(entry.getKey(), number));
    }

    private static ByteBuf message(int type, String attributes) {
        ByteBuf bytes = Bytes.of("02 18 80 00 03000000" + attributes);
        ByteBuf message = Unpooled.buffer();
        message.writeIntLE(16 + bytes.readableBytes())
                .writeShortLE(type)
                .writeZero(10)
                .writeBytes(bytes);
        return message;
    }
}
