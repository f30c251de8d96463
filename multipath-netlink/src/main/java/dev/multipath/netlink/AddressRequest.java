package dev.multipath.netlink;

import dev.multipath.netlink.codec.AddressCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.InterfaceNames;
import dev.multipath.netlink.model.Iproute2;
import dev.multipath.netlink.wire.MessageWriter;

/** Requests about addresses. */
final class AddressRequest {
    private AddressRequest() {}

    /**
     * Adds, replaces or deletes one.
     *
     * @param verb as {@code "add"}
     */
    record Change(int type, int flags, Address address, String verb) implements Request {
        @Override
        public void write(MessageWriter message) {
            AddressCodec.encodeRequest(address, message);
        }

        @Override
        public String words() {
            return "ip address " + verb + " " + Iproute2.address(address, InterfaceNames.NUMBERS);
        }
    }

    /** Dumps those of one family, of one interface where the index is not 0. */
    record Dump(AddressFamily family, int interfaceIndex) implements Request {
        @Override
        public int type() {
            return Rtm.RTM_GETADDR;
        }

        @Override
        public int flags() {
            return 0;
        }

        @Override
        public void write(MessageWriter message) {
            message.u8(family.value()).u8(0).u8(0).u8(0).u32(interfaceIndex);
        }

        @Override
        public String words() {
            boolean ipv4 = family.value() == AddressFamily.INET.value();
            String all = ipv4 ? "ip -4 address show" : "ip -6 address show";
            return interfaceIndex == 0 ? all : all + " dev if" + interfaceIndex;
        }
    }
}
