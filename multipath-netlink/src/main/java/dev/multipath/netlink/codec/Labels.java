package dev.multipath.netlink.codec;

import dev.multipath.netlink.model.LabelStack;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** MPLS labels as attribute payloads: {@code struct mpls_label}, 4 bytes each in network order. */
final class Labels {
    private static final int LABEL_SHIFT = 12;
    /** {@code MPLS_LS_S_MASK}: bottom of the stack. */
    private static final int BOTTOM = 0x100;

    private Labels() {}

    /** The whole payload; absent where it is not as routes have it: traffic class or TTL set, the bottom elsewhere. */
    static Optional<LabelStack> read(AttributeReader in) throws DecodeException {
        List<Integer> labels = new ArrayList<>(2);
        for (int at = 0; at < in.length(); at += 4) {
            int entry = in.be32At(at);
            int label = entry >>> LABEL_SHIFT;
            if (entry != (label << LABEL_SHIFT | (at + 4 == in.length() ? BOTTOM : 0))) {
                return Optional.empty();
            }
            labels.add(label);
        }
        return labels.isEmpty() ? Optional.empty() : Optional.of(new LabelStack(labels));
    }

    static void write(AttributeWriter out, int type, LabelStack stack) {
        int mark = out.open(type);
        List<Integer> labels = stack.labels();
        for (int i = 0; i < labels.size(); i++) {
            out.out().writeInt(labels.get(i) << LABEL_SHIFT | (i + 1 == labels.size() ? BOTTOM : 0));
        }
        out.close(mark);
    }
}
