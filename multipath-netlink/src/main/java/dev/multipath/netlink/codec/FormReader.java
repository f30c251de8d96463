package dev.multipath.netlink.codec;

import dev.multipath.netlink.model.Attribute;
import dev.multipath.netlink.model.AttributeForm;
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
import dev.multipath.netlink.wire.AttributeNames;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.KernelText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads one value by the form of its key. */
final class FormReader {
    static final int DEVICE_MAP_LENGTH = 32;
    private static final int HARDWARE_MAX = 32;
    private static final int CONF_MAX = 1000;

    private FormReader() {}

    /**
     * The value of the attribute last reached.
     *
     * @return null where the value would not come out as it came in: it is then to be kept raw
     * @throws DecodeException for a payload of another size than the form has
     */
    static @Nullable Object read(AttributeReader in, Attribute<?> key, boolean told) throws DecodeException {
        return switch (key.form()) {
            case FLAG -> flag(in);
            case BOOL -> bool(in);
            case TOLD_FLAG -> told ? flag(in) : bool(in);
            case U8 -> in.u8();
            case U16 -> in.u16();
            case BE16 -> be16(in);
            case S32 -> in.s32();
            case U32 -> in.u32();
            case BE32 -> be32(in);
            case U64 -> in.u64();
            case UINT -> uint(in);
            case TEXT -> text(in, true);
            case BARE_TEXT -> text(in, !told);
            default -> readStructure(in, key, told);
        };
    }

    private static @Nullable Object readStructure(AttributeReader in, Attribute<?> key, boolean told)
            throws DecodeException {
        return switch (key.form()) {
            case IPV4 -> ipv4(in);
            case IPV6 -> ipv6(in);
            case HARDWARE -> in.length() > HARDWARE_MAX ? null : new HardwareAddress(in.bytes());
            case OCTETS -> new Octets(in.bytes());
            case U32S -> numbers(in, 4);
            case U64S -> numbers(in, 8);
            case CONF -> told ? toldConf(in) : saidConf(in);
            case BRIDGE_ID -> bridgeId(in);
            case CHANGED_FLAGS -> changedFlags(in);
            case PORT_RANGE -> portRange(in);
            case QOS_MAPPING -> qosMapping(in);
            case DEVICE_MAP -> deviceMap(in);
            case NESTED -> AttributesCodec.read(in.nested(new SetNames(key.inner())), key.inner(), told);
            case LIST, ARRAY -> list(in, key, told);
            default -> StructureReader.read(in, key.form());
        };
    }

    private static @Nullable Object flag(AttributeReader in) {
        return in.length() == 0 ? Boolean.TRUE : null;
    }

    private static @Nullable Object bool(AttributeReader in) throws DecodeException {
        int value = in.u8();
        return value > 1 ? null : value == 1;
    }

    private static Object be32(AttributeReader in) throws DecodeException {
        in.requireLength(4);
        return in.be32At(0) & 0xffff_ffffL;
    }

    private static Object be16(AttributeReader in) throws DecodeException {
        in.requireLength(2);
        return be16At(in, 0);
    }

    private static @Nullable Object uint(AttributeReader in) throws DecodeException {
        if (in.length() == 4) {
            return in.u32();
        }
        long value = in.u64();
        return value >>> 32 == 0 ? null : value;
    }

    private static @Nullable Object text(AttributeReader in, boolean terminated) {
        String text = in.string();
        int length = KernelText.bytes(text).length + (terminated ? 1 : 0);
        return in.length() == length ? text : null;
    }

    /** Text with a zero byte behind it; empty where it would not come out as it came in. */
    static Optional<String> text(AttributeReader in) {
        return Optional.ofNullable((String) text(in, true));
    }

    private static Object ipv4(AttributeReader in) throws DecodeException {
        in.requireLength(4);
        return IpAddress.ipv4(in.be32At(0));
    }

    private static Object ipv6(AttributeReader in) throws DecodeException {
        in.requireLength(16);
        return IpAddress.ipv6(in.be64At(0), in.be64At(8));
    }

    private static Object numbers(AttributeReader in, int size) throws DecodeException {
        if (in.length() % size != 0) {
            throw in.error(in.length() + " bytes are not whole numbers of " + size);
        }
        long[] values = new long[in.length() / size];
        for (int i = 0; i < values.length; i++) {
            values[i] = size == 4 ? in.u32At(i * 4) : in.u64At(i * 8);
        }
        return new Numbers(values);
    }

    private static @Nullable Object saidConf(AttributeReader in) throws DecodeException {
        if (in.length() % 4 != 0 || in.length() > 4 * CONF_MAX) {
            throw in.error(in.length() + " bytes are not up to " + CONF_MAX + " numbers of 4");
        }
        SortedMap<Integer, Integer> values = new TreeMap<>();
        for (int i = 0; i < in.length() / 4; i++) {
            values.put(i + 1, in.s32At(4 * i));
        }
        return new InterfaceConf(values);
    }

    private static @Nullable Object toldConf(AttributeReader in) throws DecodeException {
        SortedMap<Integer, Integer> values = new TreeMap<>();
        AttributeReader each = in.nested(AttributeNames.NUMBERS);
        while (each.next()) {
            boolean fits = each.type() >= 1 && each.type() <= CONF_MAX;
            if (!fits || values.put(each.type(), each.s32()) != null) {
                return null;
            }
        }
        return new InterfaceConf(values);
    }

    private static Object bridgeId(AttributeReader in) throws DecodeException {
        in.requireLength(8);
        return new BridgeId(be16At(in, 0), new HardwareAddress(Arrays.copyOfRange(in.bytes(), 2, 8)));
    }

    private static int be16At(AttributeReader in, int offset) throws DecodeException {
        return in.u8At(offset) << 8 | in.u8At(offset + 1);
    }

    private static Object changedFlags(AttributeReader in) throws DecodeException {
        in.requireLength(8);
        return new ChangedFlags(in.u32At(0), in.u32At(4));
    }

    private static Object portRange(AttributeReader in) throws DecodeException {
        in.requireLength(4);
        try {
            return new NumberRange(be16At(in, 0), be16At(in, 2));
        } catch (IllegalArgumentException e) {
            throw in.error(e);
        }
    }

    private static Object qosMapping(AttributeReader in) throws DecodeException {
        in.requireLength(8);
        return new QosMapping(in.u32At(0), in.u32At(4));
    }

    /** The structure ends in 4 bytes of padding, which a newer kernel might use. */
    private static @Nullable Object deviceMap(AttributeReader in) throws DecodeException {
        if (in.length() != DEVICE_MAP_LENGTH || in.u32At(28) != 0) {
            return null;
        }
        return new DeviceMap(in.u64At(0), in.u64At(8), in.u64At(16), in.u16At(24), in.u8At(26), in.u8At(27));
    }

    /** A list with anything else in it is no list of these. */
    private static @Nullable Object list(AttributeReader in, Attribute<?> key, boolean told) throws DecodeException {
        Attribute<?> element = key.element().orElseThrow();
        AttributeNames names = SetNames.inside(key);
        AttributeReader each = in.nested(names == null ? AttributeNames.NUMBERS : names);
        List<Object> values = new ArrayList<>();
        while (each.next()) {
            int expected = key.form() == AttributeForm.ARRAY ? values.size() : element.number();
            Object value = each.type() == expected ? read(each, element, told) : null;
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return values;
    }
}
