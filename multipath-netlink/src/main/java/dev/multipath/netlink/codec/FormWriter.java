package dev.multipath.netlink.codec;

import dev.multipath.netlink.model.Attribute;
import dev.multipath.netlink.model.AttributeForm;
import dev.multipath.netlink.model.Attributes;
import dev.multipath.netlink.model.BridgeId;
import dev.multipath.netlink.model.ChangedFlags;
import dev.multipath.netlink.model.DeviceMap;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.InterfaceConf;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NumberRange;
import dev.multipath.netlink.model.Numbers;
import dev.multipath.netlink.model.Octets;
import dev.multipath.netlink.model.QosMapping;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.NativeOrder;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Map;

/** Writes one value by the form of its key. */
final class FormWriter {
    private FormWriter() {}

    /**
     * An attribute.
     *
     * @param type its number, or its place in an array
     */
    static void write(AttributeWriter out, Attribute<?> key, int type, Object value, boolean told) {
        switch (key.form()) {
            case FLAG -> out.flag(type);
            case BOOL -> out.u8(type, (Boolean) value ? 1 : 0);
            case TOLD_FLAG -> toldFlag(out, type, (Boolean) value, told);
            case U8 -> out.u8(type, (Integer) value);
            case U16 -> out.u16(type, (Integer) value);
            case BE16 -> out.be16(type, (Integer) value);
            case S32 -> out.u32(type, (Integer) value);
            case U32 -> out.u32(type, (Long) value);
            case BE32 -> out.be32(type, (int) (long) (Long) value);
            case U64 -> out.u64(type, (Long) value);
            case UINT -> uint(out, type, (Long) value);
            case TEXT -> out.string(type, (String) value);
            case BARE_TEXT -> bareText(out, type, (String) value, told);
            default -> writeStructure(out, key, type, value, told);
        }
    }

    private static void writeStructure(AttributeWriter out, Attribute<?> key, int type, Object value, boolean told) {
        switch (key.form()) {
            case IPV4, IPV6 -> Addresses.write(out, type, (IpAddress) value);
            case HARDWARE -> out.bytes(type, ((HardwareAddress) value).toBytes());
            case OCTETS -> out.bytes(type, ((Octets) value).toBytes());
            case U32S -> numbers(out, type, (Numbers) value, false);
            case U64S -> numbers(out, type, (Numbers) value, true);
            case CONF -> conf(out, type, (InterfaceConf) value, told);
            case BRIDGE_ID -> bridgeId(out, type, (BridgeId) value);
            case CHANGED_FLAGS -> twoWords(out, type, ((ChangedFlags) value).flags(), ((ChangedFlags) value).mask());
            case PORT_RANGE -> portRange(out, type, (NumberRange) value);
            case QOS_MAPPING -> twoWords(out, type, ((QosMapping) value).from(), ((QosMapping) value).to());
            case DEVICE_MAP -> deviceMap(out, type, (DeviceMap) value);
            case NESTED -> nested(out, type, (Attributes) value, told);
            case LIST, ARRAY -> list(out, key, type, (List<?>) value, told);
            default -> StructureWriter.write(out, type, value);
        }
    }

    private static void toldFlag(AttributeWriter out, int type, boolean on, boolean told) {
        if (!told) {
            out.u8(type, on ? 1 : 0);
        } else if (on) {
            out.flag(type);
        }
    }

    private static void uint(AttributeWriter out, int type, long value) {
        if (value >>> 32 == 0) {
            out.u32(type, value);
        } else {
            out.u64(type, value);
        }
    }

    private static void bareText(AttributeWriter out, int type, String text, boolean told) {
        if (told) {
            out.text(type, text);
        } else {
            out.string(type, text);
        }
    }

    private static void numbers(AttributeWriter out, int type, Numbers numbers, boolean wide) {
        int mark = out.open(type);
        ByteBuf buffer = out.out();
        for (int i = 0; i < numbers.size(); i++) {
            if (wide) {
                NativeOrder.write64(buffer, numbers.get(i));
            } else {
                NativeOrder.write32(buffer, (int) numbers.get(i));
            }
        }
        out.close(mark);
    }

    /** What the kernel says has no gaps: what is not there is 0. */
    private static void conf(AttributeWriter out, int type, InterfaceConf conf, boolean told) {
        int mark = out.open(told ? type | AttributeReader.NESTED : type);
        if (told) {
            for (Map.Entry<Integer, Integer> entry : conf.values().entrySet()) {
                out.u32(entry.getKey(), entry.getValue());
            }
        } else {
            int last = conf.values().isEmpty() ? 0 : conf.values().lastKey();
            for (int number = 1; number <= last; number++) {
                NativeOrder.write32(out.out(), conf.get(number).orElse(0));
            }
        }
        out.close(mark);
    }

    private static void bridgeId(AttributeWriter out, int type, BridgeId id) {
        int mark = out.open(type);
        out.out().writeShort(id.priority());
        out.out().writeBytes(id.address().toBytes());
        out.close(mark);
    }

    private static void twoWords(AttributeWriter out, int type, long first, long second) {
        int mark = out.open(type);
        NativeOrder.write32(out.out(), (int) first);
        NativeOrder.write32(out.out(), (int) second);
        out.close(mark);
    }

    private static void portRange(AttributeWriter out, int type, NumberRange range) {
        int mark = out.open(type);
        out.out().writeShort((int) range.first());
        out.out().writeShort((int) range.last());
        out.close(mark);
    }

    private static void deviceMap(AttributeWriter out, int type, DeviceMap map) {
        int mark = out.open(type);
        ByteBuf buffer = out.out();
        NativeOrder.write64(buffer, map.memStart());
        NativeOrder.write64(buffer, map.memEnd());
        NativeOrder.write64(buffer, map.baseAddress());
        NativeOrder.write16(buffer, map.irq());
        buffer.writeByte(map.dma());
        buffer.writeByte(map.port());
        buffer.writeZero(4);
        out.close(mark);
    }

    private static void nested(AttributeWriter out, int type, Attributes inner, boolean told) {
        int mark = out.open(told ? type | AttributeReader.NESTED : type);
        AttributesCodec.write(out, inner, told);
        out.close(mark);
    }

    private static void list(AttributeWriter out, Attribute<?> key, int type, List<?> values, boolean told) {
        Attribute<?> element = key.element().orElseThrow();
        int mark = out.open(told ? type | AttributeReader.NESTED : type);
        for (int i = 0; i < values.size(); i++) {
            int number = key.form() == AttributeForm.ARRAY ? i : element.number();
            write(out, element, number, values.get(i), told);
        }
        out.close(mark);
    }
}
