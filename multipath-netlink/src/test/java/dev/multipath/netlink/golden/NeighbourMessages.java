package dev.multipath.netlink.golden;

import dev.multipath.netlink.codec.FdbCodec;
import dev.multipath.netlink.codec.NeighbourCodec;
import dev.multipath.netlink.codec.NeighbourTableCodec;
import dev.multipath.netlink.model.FdbEntry;
import dev.multipath.netlink.model.KernelObject;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.NeighbourTable;
import dev.multipath.netlink.wire.MessageWriter;

/** Neighbours, forwarding entries and neighbour tables to messages. */
final class NeighbourMessages {
    private NeighbourMessages() {}

    /** Writes header and attributes; false, and nothing written, for another object. */
    static boolean encode(KernelObject object, MessageWriter writer, boolean request) {
        if (object instanceof Neighbour neighbour) {
            if (request) {
                NeighbourCodec.encodeRequest(neighbour, writer);
            } else {
                NeighbourCodec.encode(neighbour, writer);
            }
        } else if (object instanceof FdbEntry entry) {
            if (request) {
                FdbCodec.encodeRequest(entry, writer);
            } else {
                FdbCodec.encode(entry, writer);
            }
        } else if (object instanceof NeighbourTable table) {
            NeighbourTableCodec.encode(table, writer);
        } else {
            return false;
        }
        return true;
    }
}
