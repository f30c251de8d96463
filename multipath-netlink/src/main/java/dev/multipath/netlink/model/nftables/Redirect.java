package dev.multipath.netlink.model.nftables;

import java.util.Optional;

/**
 * Sends the connection to this machine.
 *
 * @param flags {@code NF_NAT_RANGE_*}, see {@link Nat}
 * @param portMin the first port, in network order; absent for any
 * @param portMax the last port; absent for one only
 */
public record Redirect(long flags, Optional<NfRegister> portMin, Optional<NfRegister> portMax) implements Expression {
    /** @throws IllegalArgumentException for a number its field does not hold */
    public Redirect {
        Bounds.u32(flags, "flags");
        flags &= ~Nat.IMPLIED;
        if (portMax.equals(portMin)) {
            portMax = Optional.empty();
        }
    }

    @Override
    public String name() {
        return "redir";
    }

    @Override
    public String toString() {
        return "[ redir" + PortRange.text(portMin, portMax, flags) + " ]";
    }
}
