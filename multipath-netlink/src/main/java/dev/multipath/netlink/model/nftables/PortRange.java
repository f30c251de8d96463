package dev.multipath.netlink.model.nftables;

import java.util.Optional;

/** Registers of addresses and ports in the words of {@code nft --debug=netlink}. */
final class PortRange {
    private PortRange() {}

    static String addresses(Optional<NfRegister> min, Optional<NfRegister> max) {
        return range(" addr_min ", min) + range(" addr_max ", max);
    }

    static String text(Optional<NfRegister> min, Optional<NfRegister> max, long flags) {
        return range(" proto_min ", min) + range(" proto_max ", max) + (flags == 0 ? "" : " flags " + flags);
    }

    private static String range(String what, Optional<NfRegister> register) {
        return register.map(present -> what + present).orElse("");
    }
}
