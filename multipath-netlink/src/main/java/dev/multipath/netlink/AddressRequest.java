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
        /** @throws IllegalArgumentException for an address of another namespace: the kernel would take it for one of ours */
        Change {
            if (address.targetNetNsId().isPresent()) {
                throw new IllegalArgumentException("in another namespace: " + address);
            }
        }

        @Override
        public void write(MessageWriter message) {
            AddressCodec.encodeRequest(address, message);
        }

        @Override
        public String words() {
            return "ip address " + verb + " " + Iproute2.address(address, InterfaceNames.NUMBERS);
        }
    }

    /** Asks for one IPv6 address. */
    record Get(Address address) implements Request {
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
            AddressCodec.encodeKey(address.interfaceIndex(), address.local(), message);
        }

        @Override
        public String words() {
            return "ip -6 address show to " + address.local() + " dev if" + address.interfaceIndex();
        }
    }

    /**
     * Dumps those of one family that a filter lets through.
     *
     * @param type {@code RTM_GETADDR}, {@code RTM_GETMULTICAST} or {@code RTM_GETANYCAST}
     */
    record Dump(int type, AddressFamily family, AddressFilter filter) implements Request {
        @Override
        public int flags() {
            return 0;
        }

        @Override
        public void write(MessageWriter message) {
            AddressCodec.encodeDump(family, filter.interfaceIndex(), filter.targetNetNsId(), message);
        }

        @Override
        public String words() {
            StringBuilder out = new StringBuilder(family.equals(AddressFamily.INET) ? "ip -4 " : "ip -6 ");
            out.append(type == Rtm.RTM_GETADDR ? "address show" : "maddress show");
            out.append(type == Rtm.RTM_GETANYCAST ? " anycast" : "");
            filter.interfaceIndex().ifPresent(index -> out.append(" dev if").append(index));
            filter.targetNetNsId().ifPresent(id -> out.append(" target-nsid ").append(id));
            return out.toString();
        }
    }
}
