package dev.multipath.netlink.wire;

import org.jspecify.annotations.Nullable;

/** What the numbers of one attribute set are called, for error messages. */
public interface AttributeNames {
    /** Names nothing: numbers only. */
    AttributeNames NUMBERS = new AttributeNames() {
        @Override
        public String name(int type) {
            return Integer.toString(type);
        }
    };

    /**
     * The name of an attribute; one that has none is given back in digits.
     *
     * @param type without flag bits
     */
    String name(int type);

    /** The set inside a nested attribute; null where none is known. */
    default @Nullable AttributeNames nested(int type) {
        return null;
    }
}
