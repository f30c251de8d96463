package dev.multipath.netlink.model.conntrack;

import dev.multipath.netlink.model.OpenNumber;

/** What tells connections between two addresses apart: the transport's part of a {@link ConntrackTuple}. */
public sealed interface Layer4 {
    /** Nothing: a protocol the kernel tracks by its addresses alone. */
    Layer4 NONE = new None();

    /**
     * Ports of TCP, UDP, UDP-Lite, SCTP and DCCP; the keys of GRE.
     *
     * @param source 0..65535
     * @param destination 0..65535
     */
    record Ports(int source, int destination) implements Layer4 {
        /** @throws IllegalArgumentException for what is no port */
        public Ports {
            OpenNumber.check(source, 0xffff, "source port");
            OpenNumber.check(destination, 0xffff, "destination port");
        }

        @Override
        public String toString() {
            return "sport=" + source + " dport=" + destination;
        }
    }

    /**
     * An ICMP or ICMPv6 question and its answer.
     *
     * @param type 0..255
     * @param code 0..255
     * @param id of the sender, 0..65535
     */
    record Icmp(int type, int code, int id) implements Layer4 {
        /** @throws IllegalArgumentException for a number its field does not hold */
        public Icmp {
            OpenNumber.check(type, 0xff, "ICMP type");
            OpenNumber.check(code, 0xff, "ICMP code");
            OpenNumber.check(id, 0xffff, "ICMP id");
        }

        @Override
        public String toString() {
            return "type=" + type + " code=" + code + " id=" + id;
        }
    }

    /** See {@link #NONE}. */
    record None() implements Layer4 {
        @Override
        public String toString() {
            return "";
        }
    }
}
