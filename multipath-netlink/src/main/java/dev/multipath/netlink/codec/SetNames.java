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
        return key.element().isPresent() ? new Elements(key.element().get()) : null;
    }

    /** Elements of a list all have one name. */
    private record Elements(Attribute<?> element) implements AttributeNames {
        @Override
        public String name(int type) {
            return element.name() + '[' + type + ']';
        }

        @Override
        public @Nullable AttributeNames nested(int type) {
            return inside(element);
        }
    }
}
