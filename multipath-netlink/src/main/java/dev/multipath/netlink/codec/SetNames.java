package dev.multipath.netlink.codec;

import dev.multipath.netlink.model.Attribute;
import dev.multipath.netlink.model.AttributeForm;
import dev.multipath.netlink.model.AttributeSet;
import dev.multipath.netlink.wire.AttributeNames;
import org.jspecify.annotations.Nullable;

/** The names of a set of typed keys, for error messages. */
final class SetNames implements AttributeNames {
    private final AttributeSet set;

    SetNames(AttributeSet set) {
        this.set = set;
    }

    @Override
    public String name(int type) {
        Attribute<?> key = set.get(type);
        return key == null ? set.prefix() + type : key.name();
    }

    @Override
    public @Nullable AttributeNames nested(int type) {
        Attribute<?> key = set.get(type);
        return key == null ? null : inside(key);
    }

    /** What the attributes inside one are called. */
    static @Nullable AttributeNames inside(Attribute<?> key) {
        if (key.form() == AttributeForm.NESTED) {
            return new SetNames(key.inner());
        }
        boolean array = key.form() == AttributeForm.ARRAY;
        return key.element().isPresent() ? new Elements(key.element().get(), array) : null;
    }

    /** Elements of a list all have one number and name; those of an array are numbered by their place. */
    private record Elements(Attribute<?> element, boolean array) implements AttributeNames {
        @Override
        public String name(int type) {
            if (array) {
                return element.name() + '[' + type + ']';
            }
            return type == element.number() ? element.name() : AttributeNames.NUMBERS.name(type);
        }

        @Override
        public @Nullable AttributeNames nested(int type) {
            return inside(element);
        }
    }
}
