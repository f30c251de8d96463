package dev.multipath.netlink;

import dev.multipath.netlink.codec.NeighbourCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.wire.MessageWriter;

/** Requests about one neighbour. */
final class NeighbourRequest {
    private NeighbourRequest() {}

    /**
     * Makes, changes or deletes one, or asks for it.
     *
     * @param verb as {@code "replace"}
     */
    record One(int type, int flags, Neighbour neighbour, String verb) implements Request {
        @Override
        public void write(MessageWriter message) {
            if (type == Rtm.RTM_NEWNEIGH) {
                NeighbourCodec.encodeRequest(neighbour, message);
            } else {
                NeighbourCodec.encodeKey(neighbour, message);
            }
        }

        @Override
        public String words() {
            return "ip neighbour " + verb + " " + neighbour;
        }
    }
}
