package dev.multipath.netlink.model;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The attributes that may stand together in one place: one enum of the kernel's headers. */
public final class AttributeSet {
    /** The set without any: everything found there is kept raw. */
    public static final AttributeSet NONE = new AttributeSet("");

    private final String prefix;
    /** Grows while the class of its constants is initialised, never afterwards. */
    private @Nullable Attribute<?>[] byNumber = new Attribute<?>[0];

    /** @param prefix what all its names begin with */
    AttributeSet(String prefix) {
        this.prefix = prefix;
    }

    /** Takes a key in; for the constants of the set's class only. */
    <T> Attribute<T> add(Attribute<T> key) {
        Attribute<T> own = key.in(this, prefix);
        if (get(key.number()) != null) {
            throw new IllegalStateException(own + " has the number of " + get(key.number()));
        }
        if (key.number() >= byNumber.length) {
            byNumber = Arrays.copyOf(byNumber, key.number() + 8);
        }
        byNumber[key.number()] = own;
        return own;
    }

    /**
     * The key with this number.
     *
     * @return null where none is known
     */
    public @Nullable Attribute<?> get(int number) {
        return number >= 0 && number < byNumber.length ? byNumber[number] : null;
    }

    /** What all its names begin with. */
    public String prefix() {
        return prefix;
    }

    /** Every key, by number. */
    public Collection<Attribute<?>> all() {
        Stream<@Nullable Attribute<?>> keys = Arrays.stream(byNumber);
        List<Attribute<?>> found = new java.util.ArrayList<>();
        keys.filter(Objects::nonNull).forEach(key -> found.add(Objects.requireNonNull(key)));
        return found;
    }

    @Override
    public String toString() {
        return prefix + "*";
    }
}
