package dev.multipath.netlink.model;

import java.util.ArrayList;
import java.util.List;

/** Attributes a decoder did not know, in wire order, kept so that read-modify-write loses nothing. */
public record UnknownAttributes(List<RawAttribute> attributes) {
    /** None. */
    public static final UnknownAttributes NONE = new UnknownAttributes(List.of());

    /** Keeps a copy of the list. */
    public UnknownAttributes {
        attributes = List.copyOf(attributes);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return attributes.isEmpty();
    }

    /** These attributes and one more behind them. */
    public UnknownAttributes plus(RawAttribute attribute) {
        List<RawAttribute> longer = new ArrayList<>(attributes);
        longer.add(attribute);
        return new UnknownAttributes(longer);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnknownAttributes that && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return attributes.hashCode();
    }
}
