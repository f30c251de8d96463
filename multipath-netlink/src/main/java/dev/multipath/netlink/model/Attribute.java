package dev.multipath.netlink.model;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The typed key of one attribute in {@link Attributes}: its number, its names, and which values it takes. All there are
 * stand as constants in the class of their set: {@link VxlanAttributes#VXLAN_ID}.
 *
 * @param <T> its values
 */
public final class Attribute<T> {
    private final AttributeSet set;
    private final int number;
    private final String name;
    private final String word;
    private final AttributeForm form;
    private final long min;
    private final long max;
    private final Map<Long, String> valueNames;
    private final AttributeSet inner;
    private final Optional<Attribute<?>> element;

    private Attribute(
            AttributeSet set,
            int number,
            String name,
            String word,
            AttributeForm form,
            long min,
            long max,
            Map<Long, String> valueNames,
            AttributeSet inner,
            Optional<Attribute<?>> element) {
        this.set = set;
        this.number = number;
        this.name = name;
        this.word = word;
        this.form = form;
        this.min = min;
        this.max = max;
        this.valueNames = valueNames;
        this.inner = inner;
        this.element = element;
    }

    /**
     * A key not yet of a set; {@link AttributeSet#add} makes it one.
     *
     * @param type the Java type of the form, spelled out for the compiler
     * @param name behind the prefix of the set
     * @param word of iproute2, {@code [no]word} where absence is said by {@code no}; empty where it has none
     */
    static <T> Attribute<T> of(Class<T> type, AttributeForm form, int number, String name, String word) {
        if (type != form.type()) {
            throw new IllegalArgumentException(name + ": " + type + " is not " + form);
        }
        return new Attribute<>(
                AttributeSet.NONE,
                number,
                name,
                word,
                form,
                form.min(),
                form.max(),
                Map.of(),
                AttributeSet.NONE,
                Optional.empty());
    }

    /** A key whose values are attributes of this set. */
    static Attribute<Attributes> nested(int number, String name, String word, AttributeSet inner) {
        Attribute<Attributes> key = of(Attributes.class, AttributeForm.NESTED, number, name, word);
        return new Attribute<>(
                key.set, number, name, word, key.form, key.min, key.max, Map.of(), inner, Optional.empty());
    }

    /** A key whose values are lists of this element. */
    static <E> Attribute<List<E>> list(AttributeForm form, int number, String name, String word, Attribute<E> element) {
        return new Attribute<>(
                AttributeSet.NONE, number, name, word, form, 0, 0, Map.of(), AttributeSet.NONE, Optional.of(element));
    }

    /** The same for fewer numbers than would fit. */
    Attribute<T> range(long least, long greatest) {
        return new Attribute<>(set, number, name, word, form, least, greatest, valueNames, inner, element);
    }

    /** The same with words for its numbers. */
    Attribute<T> named(Map<Long, String> names) {
        return new Attribute<>(set, number, name, word, form, min, max, Map.copyOf(names), inner, element);
    }

    /** The same with words for its numbers, from 0. */
    Attribute<T> named(String... names) {
        Map<Long, String> map = new java.util.HashMap<>();
        for (int i = 0; i < names.length; i++) {
            map.put((long) i, names[i]);
        }
        return named(map);
    }

    Attribute<T> in(AttributeSet owner, String prefix) {
        return new Attribute<>(owner, number, prefix + name, word, form, min, max, valueNames, inner, element);
    }

    /** The set it belongs to. */
    public AttributeSet set() {
        return set;
    }

    /** {@code nla_type} without flag bits. */
    public int number() {
        return number;
    }

    /** As the kernel's headers spell it. */
    public String name() {
        return name;
    }

    /** As iproute2 spells it; empty where it does not. */
    String word() {
        return word;
    }

    /** How it stands on the wire. */
    public AttributeForm form() {
        return form;
    }

    /** What its values consist of, where they are attributes: {@link AttributeForm#NESTED}. */
    public AttributeSet inner() {
        return inner;
    }

    /** What its values are lists of: {@link AttributeForm#LIST}, {@link AttributeForm#ARRAY}. */
    public Optional<Attribute<?>> element() {
        return element;
    }

    /** The word for a number, where it has one. */
    Optional<String> valueName(long value) {
        return Optional.ofNullable(valueNames.get(value));
    }

    /**
     * Insists on a value the attribute can have.
     *
     * @return the value
     * @throws IllegalArgumentException naming attribute and value
     */
    @SuppressWarnings("unchecked")
    T check(Object value) {
        if (!form.type().isInstance(value)) {
            throw new IllegalArgumentException(name + " " + value + " is not " + form);
        }
        if (value instanceof Number number && (number.longValue() < min || number.longValue() > max)) {
            throw new IllegalArgumentException(name + " " + value + " is outside " + min + ".." + max);
        }
        if (value instanceof Boolean on && form == AttributeForm.FLAG && !on) {
            throw new IllegalArgumentException(name + " is a flag: leave it out where it is off");
        }
        if (value instanceof String text && text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(name + " has a zero character");
        }
        if (value instanceof String text
                && form == AttributeForm.PADDED_TEXT
                && text.getBytes(StandardCharsets.UTF_8).length >= AttributeForm.PADDED_TEXT_LENGTH) {
            throw new IllegalArgumentException(name + " '" + text + "' is longer than 39 bytes");
        }
        if (value instanceof IpAddress address && address.isIpv4() != (form == AttributeForm.IPV4)) {
            throw new IllegalArgumentException(name + " " + value + " is not " + form);
        }
        if (value instanceof Attributes nested) {
            nested.requireSet(inner, name);
        }
        if (value instanceof NumberRange range && range.last() > 0xffff) {
            throw new IllegalArgumentException(name + " " + range + " is outside 0..65535");
        }
        if (value instanceof List<?> list) {
            return (T) list.stream().map(element.orElseThrow()::check).toList();
        }
        return (T) value;
    }

    /** Its name. */
    @Override
    public String toString() {
        return name;
    }
}
