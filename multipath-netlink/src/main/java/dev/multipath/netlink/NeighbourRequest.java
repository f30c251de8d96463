package dev.multipath.netlink;

import dev.multipath.netlink.codec.NeighbourCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.wire.MessageWriter;

/** Requests about neighbours. */
final class NeighbourRequest {
    private NeighbourRequest() {}

    /**
     * Changes one, or asks for it.
     *
     * @param verb as {@code "replace"}
     */
    record One(int type, int flags, Neighbour neighbour, String verb) implements Request {
        @Override
        public void write(MessageWriter message) {
            NeighbourCodec.encode(neighbour, message);
        }

        @Override
        public String words() {
            return "ip neighbour " + verb + " " + neighbour;
        }
    }

    /** Dumps those of one family. */
    record Dump(AddressFamily family) implements Request {
        @Override
        public int type() {
            return Rtm.RTM_GETNEIGH;
        }

        @Override
        public int flags() {
            return 0;
        }

        @Override
        public void write(MessageWriter message) {
            message.u8(family.value()).u8(0).u16(0).u32(0).u16(0).u8(0).u8(0);
        }

        @Override
        public String words() {
            return family.equals(AddressFamily.INET) ? "ip -4 neighbour show" : "ip -6 neighbour show";
        }
    }
}
