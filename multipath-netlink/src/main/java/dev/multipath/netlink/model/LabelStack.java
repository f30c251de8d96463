package dev.multipath.netlink.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * MPLS labels, outermost first (RFC 3032). Routes carry them without traffic class and TTL, the bottom of the stack
 * marked: the kernel refuses all else.
 *
 * @param labels each 0..1048575; 0..15 have meanings of their own, 3 (implicit null) among them, which cannot be sent
 */
public record LabelStack(List<Integer> labels) {
    private static final int MAX_LABEL = 0xf_ffff;
    /** {@code MAX_NEW_LABELS}: what the kernel takes. */
    private static final int MAX_LABELS = 30;

    /** @throws IllegalArgumentException for a label wider than 20 bits, and for none or more than 30 */
    public LabelStack {
        labels = List.copyOf(labels);
        if (labels.isEmpty() || labels.size() > MAX_LABELS) {
            throw new IllegalArgumentException(labels.size() + " labels; 1.." + MAX_LABELS + " are possible");
        }
        for (int label : labels) {
            OpenNumber.check(label, MAX_LABEL, "label");
        }
    }

    /** These labels, outermost first. */
    public static LabelStack of(Integer... labels) {
        return new LabelStack(Arrays.asList(labels));
    }

    /**
     * Reads {@code 100/200}.
     *
     * @throws IllegalArgumentException unless the text is decimal numbers with slashes between them
     */
    public static LabelStack parse(String text) {
        List<Integer> labels = new ArrayList<>();
        for (String label : text.split("/", -1)) {
            if (!label.matches("[0-9]{1,7}")) {
                throw new IllegalArgumentException("not a label: '" + label + "'");
            }
            labels.add(Integer.parseInt(label));
        }
        return new LabelStack(labels);
    }

    /** As {@code ip} writes it: {@code 100/200}. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (int label : labels) {
            out.append(out.length() == 0 ? "" : "/").append(label);
        }
        return out.toString();
    }
}
