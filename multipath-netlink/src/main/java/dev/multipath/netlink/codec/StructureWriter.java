package dev.multipath.netlink.codec;

import dev.multipath.netlink.model.VfSetting;
import dev.multipath.netlink.model.WirelessEvent;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.KernelText;
import dev.multipath.netlink.wire.NativeOrder;
import io.netty.buffer.ByteBuf;
import java.util.UUID;

/** Writes the structures that few messages have: settings of virtual functions, ports of switches, wireless events. */
final class StructureWriter {
    private StructureWriter() {}

    static void write(AttributeWriter attributes, int type, Object value) {
        int mark = attributes.open(type);
        ByteBuf out = attributes.out();
        if (value instanceof VfSetting setting) {
            NativeOrder.write32(out, (int) setting.vf());
            setting(out, setting);
        } else if (value instanceof WirelessEvent event) {
            byte[] data = event.data().toBytes();
            NativeOrder.write16(out, StructureReader.WIRELESS_HEADER + data.length);
            NativeOrder.write16(out, event.command());
            out.writeBytes(data);
        } else if (value instanceof UUID id) {
            out.writeLong(id.getMostSignificantBits()).writeLong(id.getLeastSignificantBits());
        } else if (value instanceof String text) {
            byte[] bytes = KernelText.bytes(text);
            out.writeBytes(bytes).writeZero(StructureReader.PADDED_TEXT - bytes.length);
        } else {
            throw new IllegalStateException("no writer for " + value.getClass());
        }
        attributes.close(mark);
    }

    /** What stands behind the number of the function. */
    private static void setting(ByteBuf out, VfSetting setting) {
        if (setting instanceof VfSetting.Mac mac) {
            out.writeBytes(mac.address().toBytes());
        } else if (setting instanceof VfSetting.Vlan vlan) {
            words(out, vlan.vlan(), vlan.qos());
        } else if (setting instanceof VfSetting.TaggedVlan vlan) {
            words(out, vlan.vlan(), vlan.qos());
            out.writeShort(vlan.protocol()).writeZero(2);
        } else if (setting instanceof VfSetting.TxRate rate) {
            words(out, rate.rate());
        } else if (setting instanceof VfSetting.Rate rate) {
            words(out, rate.least(), rate.greatest());
        } else if (setting instanceof VfSetting.Switch onOff) {
            words(out, onOff.setting());
        } else if (setting instanceof VfSetting.LinkState link) {
            words(out, link.state());
        } else if (setting instanceof VfSetting.Guid guid) {
            words(out, 0);
            NativeOrder.write64(out, guid.guid());
        }
    }

    private static void words(ByteBuf out, long... values) {
        for (long value : values) {
            NativeOrder.write32(out, (int) value);
        }
    }
}
