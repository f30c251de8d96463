package dev.multipath.netlink.model.nftables;

import java.util.Optional;

/**
 * Gives the connection the address of the interface it leaves by for a source.
 *
 * @param flags {@code NF_NAT_RANGE_*}, see {@link Nat}
 * @param portMin the first port, in network order; absent for any
 * @param portMax the last port; absent for one only
 */
public record Masquerade(long flags, Optional<NfRegister> portMin, Optional<NfRegister> portMax) implements Expression {
    /** @throws IllegalArgumentException for a number its field does not hold */
    public Masquerade {
        Bounds.u32(flags, "flags");
        flags &= ~Nat.IMPLIED;
        if (portMax.equals(portMin)) {
            portMax = Optional.empty();
        }
    }

    /** {@code masquerade}. */
    public static Masquerade plain() {
        return new Masquerade(0, Optional.empty(), Optional.empty());
    }

    @Override
    public String name() {
        return "masq";
    }

    @Override
    public String toString() {
        return "[ masq" + PortRange.text(portMin, portMax, flags) + " ]";
    }
}
