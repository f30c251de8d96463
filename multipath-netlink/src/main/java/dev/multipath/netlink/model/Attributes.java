package dev.multipath.netlink.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Values by typed keys, all of one {@link AttributeSet}; what has no key is kept raw beside them, so that reading and
 * writing back loses nothing. Immutable.
 *
 * <pre>{@code
 * Attributes.of(VXLAN_ID, 42L).with(VXLAN_PORT, 4789)
 * }</pre>
 */
public final class Attributes {
    /** None. */
    public static final Attributes NONE =
            new Attributes(AttributeSet.NONE, Collections.emptyMap(), UnknownAttributes.NONE);

    private final AttributeSet set;
    private final Map<Attribute<?>, Object> values;
    private final UnknownAttributes unknown;

    private Attributes(AttributeSet set, Map<Attribute<?>, Object> values, UnknownAttributes unknown) {
        this.set = set;
        this.values = values;
        this.unknown = unknown;
    }

    /**
     * One value.
     *
     * @throws IllegalArgumentException for a value the attribute cannot have
     */
    public static <T> Attributes of(Attribute<T> key, T value) {
        return NONE.with(key, value);
    }

    /** Raw attributes alone. */
    public static Attributes raw(UnknownAttributes attributes) {
        return NONE.unknown(attributes);
    }

    /**
     * The same with this value.
     *
     * @throws IllegalArgumentException for a value the attribute cannot have, and for a key of another set
     */
    public <T> Attributes with(Attribute<T> key, T value) {
        return new Builder(this).put(key, value).build();
    }

    /** The same without this key. */
    public Attributes without(Attribute<?> key) {
        if (!values.containsKey(key)) {
            return this;
        }
        Builder fewer = new Builder(this);
        fewer.values.remove(key);
        return fewer.build();
    }

    /** The same with these raw attributes in the place of those it has. */
    public Attributes unknown(UnknownAttributes attributes) {
        return new Attributes(set, values, attributes);
    }

    /** The value of a key. */
    @SuppressWarnings("unchecked")
    public <T> Optional<T> get(Attribute<T> key) {
        return Optional.ofNullable((T) values.get(key));
    }

    /** Whether the key has a value. */
    public boolean has(Attribute<?> key) {
        return values.containsKey(key);
    }

    /** Every value by its key, in the order they were put or read. */
    public Map<Attribute<?>, Object> values() {
        return values;
    }

    /** What has no key, in wire order. */
    public UnknownAttributes unknown() {
        return unknown;
    }

    /** Whether there is nothing, raw ones included. */
    public boolean isEmpty() {
        return values.isEmpty() && unknown.isEmpty();
    }

    /**
     * Insists that all keys are of one set.
     *
     * @param where what they are for, in messages
     * @throws IllegalArgumentException naming a key of another set
     */
    void requireSet(AttributeSet expected, String where) {
        if (!values.isEmpty() && set != expected) {
            throw new IllegalArgumentException(
                    values.keySet().iterator().next() + " is not of " + where + ", which takes " + expected);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attributes that && values.equals(that.values) && unknown.equals(that.unknown);
    }

    @Override
    public int hashCode() {
        return 31 * values.hashCode() + unknown.hashCode();
    }

    /** In the words of iproute2. */
    @Override
    public String toString() {
        return Iproute2Attributes.text(this);
    }

    /** Collects values one by one. */
    public static final class Builder {
        private AttributeSet set;
        private final Map<Attribute<?>, Object> values = new LinkedHashMap<>();
        private UnknownAttributes unknown = UnknownAttributes.NONE;

        /** Begins with none. */
        public Builder() {
            set = AttributeSet.NONE;
        }

        private Builder(Attributes from) {
            set = from.set;
            unknown = from.unknown;
            values.putAll(from.values);
        }

        /**
         * Sets a value.
         *
         * @throws IllegalArgumentException for a value the attribute cannot have, and for a key of another set
         */
        public Builder put(Attribute<?> key, Object value) {
            if (values.isEmpty()) {
                set = key.set();
            } else if (set != key.set()) {
                throw new IllegalArgumentException(key + " is not of " + set);
            }
            values.put(key, key.check(value));
            return this;
        }

        /** Whether the key has a value. */
        public boolean has(Attribute<?> key) {
            return values.containsKey(key);
        }

        /** Sets the raw ones. */
        public Builder unknown(UnknownAttributes attributes) {
            unknown = attributes;
            return this;
        }

        /** What was collected; this is of no further use then. */
        public Attributes build() {
            return values.isEmpty() && unknown.isEmpty()
                    ? NONE
                    : new Attributes(set, Collections.unmodifiableMap(values), unknown);
        }
    }
}
