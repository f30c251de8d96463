package dev.multipath.netlink.model;

import java.util.Arrays;

/** Numbers in a row, as long as the kernel that wrote them knew: counters, for the most part. */
public final class Numbers {
    private final long[] values;

    /** @param values copied */
    public Numbers(long... values) {
        OpenNumber.check(values.length, 0xffff / 4, "count of numbers");
        this.values = values.clone();
    }

    /** How many there are. */
    public int size() {
        return values.length;
    }

    /** The number at a place, from 0; 0 behind the last one, as the kernel takes it. */
    public long get(int place) {
        return place < values.length ? values[place] : 0;
    }

    /** A copy. */
    public long[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Numbers that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
