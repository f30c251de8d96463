package dev.multipath.netlink.wire;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the kernel would have accepted for an attribute: {@code NLMSGERR_ATTR_POLICY}.
 *
 * @param type {@code NL_ATTR_TYPE_*}: 2 u8, 3 u16, 4 u32, 5 u64, 6..9 signed, 10 binary, 11 string, 12 zero-ended string,
 *     13 nested
 * @param min smallest number
 * @param max largest number; unsigned where the type is
 * @param minLength shortest payload, bytes
 * @param maxLength longest payload, bytes
 * @param mask the bits allowed
 */
public record AttributePolicy(
        OptionalInt type,
        OptionalLong min,
        OptionalLong max,
        OptionalLong minLength,
        OptionalLong maxLength,
        OptionalLong mask) {

    private static final int TYPE = 1;
    private static final int MIN_VALUE_S = 2;
    private static final int MAX_VALUE_S = 3;
    private static final int MIN_VALUE_U = 4;
    private static final int MAX_VALUE_U = 5;
    private static final int MIN_LENGTH = 6;
    private static final int MAX_LENGTH = 7;
    private static final int BITFIELD32_MASK = 10;
    private static final int MASK = 12;

    static AttributePolicy read(AttributeReader in) throws DecodeException {
        OptionalInt type = OptionalInt.empty();
        OptionalLong min = OptionalLong.empty();
        OptionalLong max = OptionalLong.empty();
        OptionalLong minLength = OptionalLong.empty();
        OptionalLong maxLength = OptionalLong.empty();
        OptionalLong mask = OptionalLong.empty();
        while (in.next()) {
            switch (in.type()) {
                case TYPE -> type = OptionalInt.of(in.s32());
                case MIN_VALUE_S, MIN_VALUE_U -> min = OptionalLong.of(in.u64());
                case MAX_VALUE_S, MAX_VALUE_U -> max = OptionalLong.of(in.u64());
                case MIN_LENGTH -> minLength = OptionalLong.of(in.u32());
                case MAX_LENGTH -> maxLength = OptionalLong.of(in.u32());
                case BITFIELD32_MASK -> mask = OptionalLong.of(in.u32());
                case MASK -> mask = OptionalLong.of(in.u64());
                default -> {}
            }
        }
        return new AttributePolicy(type, min, max, minLength, maxLength, mask);
    }

    /** As {@code u32 0..4294967295}. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(typeName());
        if (min.isPresent() || max.isPresent()) {
            out.append(' ').append(number(min)).append("..").append(number(max));
        }
        if (minLength.isPresent() || maxLength.isPresent()) {
            out.append(' ')
                    .append(number(minLength))
                    .append("..")
                    .append(number(maxLength))
                    .append(" bytes");
        }
        if (mask.isPresent()) {
            out.append(" within mask 0x").append(Long.toHexString(mask.getAsLong()));
        }
        return out.toString();
    }

    private String number(OptionalLong value) {
        if (value.isEmpty()) {
            return "";
        }
        boolean signed = type.orElse(0) >= 6 && type.orElse(0) <= 9;
        return signed ? Long.toString(value.getAsLong()) : Long.toUnsignedString(value.getAsLong());
    }

    private String typeName() {
        return switch (type.orElse(0)) {
            case 1 -> "flag";
            case 2 -> "u8";
            case 3 -> "u16";
            case 4 -> "u32";
            case 5 -> "u64";
            case 6 -> "s8";
            case 7 -> "s16";
            case 8 -> "s32";
            case 9 -> "s64";
            case 10 -> "binary";
            case 11 -> "string";
            case 12 -> "zero-ended string";
            case 13 -> "nested";
            case 14 -> "nested array";
            case 15 -> "bitfield32";
            default -> "attribute";
        };
    }
}
