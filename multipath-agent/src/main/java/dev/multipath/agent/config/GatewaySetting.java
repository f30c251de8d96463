package dev.multipath.agent.config;

import dev.multipath.netlink.model.IpAddress;

/** Where the next hop of one family of an uplink comes from: {@code gateway} and {@code gateway6}. */
public sealed interface GatewaySetting {

    /** This very address. */
    record Fixed(IpAddress address) implements GatewaySetting {
        @Override
        public String toString() {
            return address.toString();
        }
    }

    /** Whatever can be found out: a route or advertisement in the kernel, the peer of a point-to-point link. */
    record Auto() implements GatewaySetting {
        @Override
        public String toString() {
            return "auto";
        }
    }

    /** The address at the other end of a point-to-point link. */
    record Peer() implements GatewaySetting {
        @Override
        public String toString() {
            return "peer";
        }
    }

    /** A point-to-point link that needs no next hop. */
    record None() implements GatewaySetting {
        @Override
        public String toString() {
            return "none";
        }
    }

    /** The family is not used on this uplink; {@code gateway6} only. */
    record Off() implements GatewaySetting {
        @Override
        public String toString() {
            return "off";
        }
    }
}
