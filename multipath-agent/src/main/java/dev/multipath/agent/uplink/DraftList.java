package dev.multipath.agent.uplink;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * An immutable list under change: it is copied when something is changed, and never if nothing is.
 *
 * @param <T> kind of element; none is null
 */
public final class DraftList<T> extends AbstractList<T> implements RandomAccess {
    private final List<T> original;
    private T @Nullable [] items;

    /** @param original immutable, as {@link List#copyOf} makes it */
    public DraftList(List<T> original) {
        this.original = original;
    }

    /** As it is now, immutable; the original where nothing was changed. */
    public List<T> toList() {
        return items == null ? original : List.of(items);
    }

    /** Whether it was changed, be it back again. */
    public boolean isChanged() {
        return items != null;
    }

    @Override
    public T get(int index) {
        return items == null ? original.get(index) : items[index];
    }

    @Override
    public int size() {
        return items == null ? original.size() : items.length;
    }

    // The same object is no change.
    @Override
    @SuppressWarnings("ReferenceEquality")
    public T set(int index, T element) {
        T before = get(index);
        if (before != element) {
            items = items == null ? originals() : items;
            items[index] = Objects.requireNonNull(element);
        }
        return before;
    }

    @Override
    public void add(int index, T element) {
        Objects.checkIndex(index, size() + 1);
        Objects.requireNonNull(element);
        Object[] all = items == null ? original.toArray() : items;
        T[] more = array(all.length + 1);
        System.arraycopy(all, 0, more, 0, index);
        more[index] = element;
        System.arraycopy(all, index, more, index + 1, all.length - index);
        items = more;
        modCount++;
    }

    @Override
    public T remove(int index) {
        T removed = get(index);
        Object[] all = items == null ? original.toArray() : items;
        T[] less = array(all.length - 1);
        System.arraycopy(all, 0, less, 0, index);
        System.arraycopy(all, index + 1, less, index, less.length - index);
        items = less;
        modCount++;
        return removed;
    }

    // An array of objects that holds nothing else and is shown to nobody.
    @SuppressWarnings("unchecked")
    private T[] originals() {
        return (T[]) original.toArray();
    }

    // Likewise.
    @SuppressWarnings("unchecked")
    private T[] array(int size) {
        return (T[]) new Object[size];
    }
}
