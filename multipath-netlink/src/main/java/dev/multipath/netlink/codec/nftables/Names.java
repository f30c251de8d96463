package dev.multipath.netlink.codec.nftables;

import dev.multipath.netlink.wire.AttributeNames;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of an attribute set whose numbers follow each other, for error messages. */
final class Names implements AttributeNames {
    private final String prefix;
    private final String[] names;
    private final Map<Integer, AttributeNames> nested = new HashMap<>();

    /** @param names of the attributes from 1, without the prefix */
    Names(String prefix, String... names) {
        this.prefix = prefix;
        this.names = names.clone();
    }

    /** What the attributes inside one are called. */
    Names with(int type, AttributeNames inner) {
        nested.put(type, inner);
        return this;
    }

    /** How many attributes have a name. */
    int count() {
        return names.length;
    }

    @Override
    public String name(int type) {
        return prefix + (type > 0 && type <= names.length ? names[type - 1] : Integer.toString(type));
    }

    @Override
    public @Nullable AttributeNames nested(int type) {
        return nested.get(type);
    }
}
