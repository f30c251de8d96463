package dev.multipath.netlink.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.multipath.netlink.model.Attribute;
import dev.multipath.netlink.model.Attributes;
import dev.multipath.netlink.model.DevlinkPortAttributes;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.LinkAttributes;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.Octets;
import dev.multipath.netlink.model.PortAttributes;
import dev.multipath.netlink.model.VfAttributes;
import dev.multipath.netlink.model.VfSetting;
import dev.multipath.netlink.model.WirelessEvent;
import dev.multipath.netlink.wire.Bytes;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The structures of virtual functions, switch ports and wireless events are those of linux/if_link.h, byte for byte. */
final class VfSettingTest {
    private static final String ZEROS = "0000000000000000 0000000000000000 0000000000000000 0000";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1  | 03000000 020000000007 " + ZEROS + " | 3 02:00:00:00:00:07",
                "2  | 03000000 64000000 05000000 | 3 100 qos 5",
                "3  | 03000000 e8030000 | 3 1000",
                "4  | 03000000 01000000 | 3 on",
                "5  | 03000000 02000000 | 3 disable",
                "6  | 03000000 0a000000 e8030000 | 3 min_tx_rate 10 max_tx_rate 1000",
                "7  | 03000000 ffffffff | 3 4294967295",
                "9  | 03000000 00000000 | 3 off",
                "10 | 03000000 00000000 8877665544332211 | 3 11:22:33:44:55:66:77:88",
                "11 | 00000000 00000000 0100000000000080 | 0 80:00:00:00:00:00:00:01",
            })
    void structures_are_the_headers(int number, String hex, String words) throws DecodeException {
        Attributes vf = decode(number, hex);
        Attribute<?> key = VfAttributes.ALL.get(number);
        assertThat(vf.unknown().isEmpty()).isTrue();
        assertThat(vf.values().get(key)).hasToString(words);
        assertThat(encoded(vf)).contains(hex.replace(" ", ""));
    }

    @Test
    void vlans_with_tags_are_a_list() throws DecodeException {
        VfSetting.TaggedVlan outer = new VfSetting.TaggedVlan(3, 100, 0, 0x88a8);
        VfSetting.TaggedVlan inner = new VfSetting.TaggedVlan(3, 200, 7, 0x8100);
        String hex = "14000100 03000000 64000000 00000000 88a80000 14000100 03000000 c8000000 07000000 81000000";
        Attributes vf = decode(12, hex);
        assertThat(vf.get(VfAttributes.VF_VLAN_LIST)).contains(List.of(outer, inner));
        assertThat(outer).hasToString("3 100 qos 0 proto 0x88a8");
        assertThat(encoded(vf)).contains(hex.replace(" ", ""));
    }

    @ParameterizedTest
    @CsvSource({"1, 35", "2, 8", "3, 4", "4, 12", "5, 4", "6, 16", "7, 4", "9, 4", "10, 12", "11, 20"})
    void another_length_is_malformed(int number, int length) {
        assertThatExceptionOfType(DecodeException.class)
                .isThrownBy(() -> decode(number, "00".repeat(length)))
                .withMessageContaining(VfAttributes.ALL.get(number).name());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10 | 03000000 01000000 1122334455667788",
                "12 | 14000100 03000000 64000000 00000000 88a80001",
            })
    void what_stands_in_the_padding_is_not_lost(int number, String hex) throws DecodeException {
        Attributes vf = decode(number, hex);
        assertThat(vf.values()).isEmpty();
        assertThat(encoded(vf)).contains(hex.replace(" ", ""));
    }

    @Test
    void an_address_has_the_length_of_its_network() {
        VfSetting.Mac mac = new VfSetting.Mac(0, HardwareAddress.parse("02:00:00:00:00:01"));
        assertThat(mac.address(6)).isEqualTo(HardwareAddress.parse("02:00:00:00:00:01"));
        assertThat(mac).isEqualTo(new VfSetting.Mac(0, mac.address()));
        assertThat(mac.address().toBytes()).hasSize(32);
    }

    @Test
    void numbers_too_wide_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new VfSetting.Vlan(0, 1L << 32, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new VfSetting.TaggedVlan(0, 1, 0, 0x10000));
        assertThatIllegalArgumentException().isThrownBy(() -> new VfSetting.Switch(-1, 0));
    }

    @Test
    void ports_of_switches_are_typed() throws DecodeException {
        UUID id = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
        Attributes port = Attributes.of(PortAttributes.PORT_PROFILE, "gold")
                .with(PortAttributes.PORT_INSTANCE_UUID, id)
                .with(PortAttributes.PORT_REQUEST, 2);
        Attributes link = Attributes.of(LinkAttributes.PORT_SELF, port)
                .with(LinkAttributes.VF_PORTS, List.of(port.with(PortAttributes.PORT_VF, 3L)));
        String bytes = ByteBufUtil.hexDump(write(link));
        assertThat(bytes).contains("676f6c64" + "00".repeat(36)).contains("00112233445566778899aabbccddeeff");
        assertThat(change(link).attributes()).isEqualTo(link);
        assertThat(port).hasToString("profile gold instance " + id + " request associate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Attributes.of(PortAttributes.PORT_PROFILE, "x".repeat(40)));
    }

    @Test
    void the_handle_of_devlink_is_typed() throws DecodeException {
        Attributes handle = Attributes.of(DevlinkPortAttributes.BUS_NAME, "pci")
                .with(DevlinkPortAttributes.DEV_NAME, "0000:03:00.0")
                .with(DevlinkPortAttributes.PORT_INDEX, 1L);
        Attributes link = Attributes.of(LinkAttributes.DEVLINK_PORT, handle);
        assertThat(change(link).attributes()).isEqualTo(link);
    }

    @Test
    void a_wireless_event_is_a_command_and_its_data() throws DecodeException {
        ByteBuf message = message("0c000b00 0800 198b 00000000");
        Attributes attributes = LinkCodec.decodeChange(Bytes.message(message)).attributes();
        assertThat(attributes.get(LinkAttributes.WIRELESS))
                .contains(new WirelessEvent(0x8b19, new Octets(new byte[4])));
        // A length that is not the payload's: kept raw.
        ByteBuf odd = message("0c000b00 0900 198b 00000000");
        assertThat(LinkCodec.decodeChange(Bytes.message(odd))
                        .attributes()
                        .unknown()
                        .attributes())
                .hasSize(1);
    }

    /** One attribute of a virtual function, as a request carries it. */
    private static Attributes decode(int number, String hex) throws DecodeException {
        String payload = hex.replace(" ", "");
        String attribute = header(payload.length() / 2, number) + payload;
        String info = header(attribute.length() / 2, 1) + attribute;
        ByteBuf message = message(header(info.length() / 2, 22) + info);
        Attributes attributes = LinkCodec.decodeChange(Bytes.message(message)).attributes();
        assertThat(attributes.unknown().isEmpty()).isTrue();
        return attributes.get(LinkAttributes.VFINFO_LIST).orElseThrow().get(0);
    }

    private static String header(int payload, int type) {
        return String.format("%02x00%02x00", payload + 4, type);
    }

    private static String encoded(Attributes vf) {
        return ByteBufUtil.hexDump(write(Attributes.of(LinkAttributes.VFINFO_LIST, List.of(vf))));
    }

    private static LinkChange change(Attributes link) throws DecodeException {
        return LinkCodec.decodeChange(Bytes.message(write(link)));
    }

    private static ByteBuf write(Attributes link) {
        ByteBuf out = Unpooled.buffer();
        MessageWriter writer = new MessageWriter(out).begin(Rtm.RTM_NEWLINK, 0, 1);
        LinkCodec.encodeRequest(7, LinkChange.NOTHING.attributes(link), writer);
        writer.end();
        return out;
    }

    private static ByteBuf message(String attributes) {
        ByteBuf bytes = Bytes.of("00 00 0000 07000000 00000000 00000000" + attributes);
        ByteBuf message = Unpooled.buffer();
        message.writeIntLE(16 + bytes.readableBytes())
                .writeShortLE(Rtm.RTM_NEWLINK)
                .writeZero(10)
                .writeBytes(bytes);
        return message;
    }
}
