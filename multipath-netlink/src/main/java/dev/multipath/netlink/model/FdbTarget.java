package dev.multipath.netlink.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Where a tunnel device sends frames for a hardware address: nowhere in particular, to one remote end, or to a nexthop
 * group. The kernel refuses a remote end together with a group.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/bridge.8.html">bridge(8)</a>
 */
public sealed interface FdbTarget {
    /** Out of the interface itself: every entry of a bridge. */
    record None() implements FdbTarget {}

    /**
     * To a remote tunnel end; what is absent is as the device has it.
     *
     * @param address {@code NDA_DST}
     * @param port {@code NDA_PORT}: UDP port, 0..65535
     * @param vni {@code NDA_VNI}: network identifier
     * @param interfaceIndex {@code NDA_IFINDEX}: the way out
     */
    record Remote(Optional<IpAddress> address, OptionalInt port, OptionalLong vni, OptionalInt interfaceIndex)
            implements FdbTarget {

        /** @throws IllegalArgumentException when all is absent, and for a number its field does not hold */
        public Remote {
            OpenNumber.check(port.orElse(0), 0xffff, "port");
            OpenNumber.check(vni.orElse(0), 0xffff_ffffL, "network identifier");
            if (address.isEmpty() && port.isEmpty() && vni.isEmpty() && interfaceIndex.isEmpty()) {
                throw new IllegalArgumentException("a remote end of which nothing is said");
            }
        }

        /** {@code dst ADDRESS}. */
        public static Remote of(IpAddress address) {
            return new Remote(Optional.of(address), OptionalInt.empty(), OptionalLong.empty(), OptionalInt.empty());
        }

        /** The same by another UDP port. */
        public Remote port(int newPort) {
            return new Remote(address, OptionalInt.of(newPort), vni, interfaceIndex);
        }

        /** The same in another virtual network. */
        public Remote vni(long newVni) {
            return new Remote(address, port, OptionalLong.of(newVni), interfaceIndex);
        }

        /** The same by another interface. */
        public Remote via(int index) {
            return new Remote(address, port, vni, OptionalInt.of(index));
        }
    }

    /**
     * To the members of a nexthop group made for forwarding entries.
     *
     * @param id {@code NDA_NH_ID}
     */
    record Group(long id) implements FdbTarget {
        /** @throws IllegalArgumentException outside 0..2³²−1 */
        public Group {
            OpenNumber.check(id, 0xffff_ffffL, "nexthop id");
        }
    }

    /** No target. */
    FdbTarget NONE = new None();
}
