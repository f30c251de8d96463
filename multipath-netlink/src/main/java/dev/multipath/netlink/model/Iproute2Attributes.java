package dev.multipath.netlink.model;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Renders {@link Attributes} as {@code ip link} words: {@code id 42 dstport 4789 nolearning}. */
final class Iproute2Attributes {
    private Iproute2Attributes() {}

    /** Word and value of each, in the order of their numbers; raw ones as {@code #NUMBER:HEX}. */
    static String text(Attributes attributes) {
        StringBuilder out = new StringBuilder();
        append(out, attributes);
        return out.toString();
    }

    static void append(StringBuilder out, Attributes attributes) {
        for (Map.Entry<Attribute<?>, Object> entry : attributes.values().entrySet()) {
            separate(out);
            one(out, entry.getKey(), entry.getValue());
        }
        for (RawAttribute raw : attributes.unknown().attributes()) {
            separate(out);
            out.append('#').append(raw);
        }
    }

    private static void one(StringBuilder out, Attribute<?> key, Object value) {
        String word = word(key);
        if (word.startsWith("[no]")) {
            out.append(Boolean.TRUE.equals(value) ? "" : "no").append(word, 4, word.length());
            return;
        }
        out.append(word);
        if (key.form() == AttributeForm.FLAG) {
            return;
        }
        out.append(' ').append(value(key, value));
    }

    private static String word(Attribute<?> key) {
        if (!key.word().isEmpty()) {
            return key.word();
        }
        String name = key.name();
        return (name.startsWith("IFLA_") ? name.substring(5) : name).toLowerCase(Locale.ROOT);
    }

    private static String value(Attribute<?> key, Object value) {
        if (value instanceof Boolean on) {
            return key.valueName(on ? 1 : 0).orElse(on ? "1" : "0");
        }
        if (value instanceof Number number) {
            return key.valueName(number.longValue()).orElseGet(() -> number(key, number));
        }
        if (value instanceof Attributes inner) {
            return "{ " + text(inner) + " }";
        }
        if (value instanceof NumberRange range) {
            return range.first() + " " + range.last();
        }
        if (value instanceof List<?> list) {
            return list(key, list);
        }
        return value.toString();
    }

    private static String number(Attribute<?> key, Number number) {
        boolean unsigned = key.form() == AttributeForm.U64 || key.form() == AttributeForm.UINT;
        return unsigned ? Long.toUnsignedString(number.longValue()) : number.toString();
    }

    /** ARP targets stand with commas, mappings of VLAN priorities with blanks. */
    private static String list(Attribute<?> key, List<?> values) {
        StringBuilder out = new StringBuilder();
        for (Object value : values) {
            if (out.length() > 0) {
                out.append(key.form() == AttributeForm.ARRAY ? ',' : ' ');
            }
            out.append(value instanceof Attributes inner ? "{ " + text(inner) + " }" : value.toString());
        }
        return out.toString();
    }

    private static void separate(StringBuilder out) {
        if (out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
            out.append(' ');
        }
    }
}
