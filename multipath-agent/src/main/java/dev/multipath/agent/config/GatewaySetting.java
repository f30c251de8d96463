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

    /** Whatever can be found out: the peer of a point-to-point link, another's route in the kernel, a DHCP lease. */
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

    /** The router in the DHCP lease, whatever others have set; {@code gateway} only. */
    record Dhcp() implements GatewaySetting {
        @Override
        public String toString() {
            return "dhcp";
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
