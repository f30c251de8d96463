package dev.multipath.agent.detection;

import java.util.Arrays;
import java.util.List;

/** Times that something took, in nanoseconds, and how often it never came. */
record Delays(List<Long> sorted, int never) {
    Delays {
        long[] values = sorted.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(values);
        sorted = Arrays.stream(values).boxed().toList();
    }

    /** The lower one of the two in the middle; {@link Long#MAX_VALUE} if it mostly, or always, never came. */
    long median() {
        int index = (sorted.size() + never - 1) / 2;
        return index < 0 || index >= sorted.size() ? Long.MAX_VALUE : sorted.get(index);
    }

    /** {@link Long#MAX_VALUE} if it once never came. */
    long worst() {
        return never > 0 || sorted.isEmpty() ? Long.MAX_VALUE : sorted.get(sorted.size() - 1);
    }
}
