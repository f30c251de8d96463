package dev.multipath.netlink.model.nftables;

import java.util.Optional;

/**
 * Gives the connection another source or destination.
 *
 * @param destination else the source
 * @param family of the address
 * @param addressMin the first address; absent for none
 * @param addressMax the last; absent for one only
 * @param portMin the first port, in network order; absent for any
 * @param portMax the last port; absent for one only
 * @param flags {@code NF_NAT_RANGE_*}, see the constants here, but for those that say that there are addresses and ports
 */
public record Nat(
        boolean destination,
        NfFamily family,
        Optional<NfRegister> addressMin,
        Optional<NfRegister> addressMax,
        Optional<NfRegister> portMin,
        Optional<NfRegister> portMax,
        long flags)
        implements Expression {
    /** {@code NF_NAT_RANGE_PROTO_RANDOM}: ports by chance. */
    public static final long RANDOM = 0x4;
    /** {@code NF_NAT_RANGE_PERSISTENT}: a client keeps its address. */
    public static final long PERSISTENT = 0x8;
    /** {@code NF_NAT_RANGE_PROTO_RANDOM_FULLY}. */
    public static final long FULLY_RANDOM = 0x10;
    /** {@code NF_NAT_RANGE_NETMAP}: prefix for prefix. */
    public static final long NETMAP = 0x40;

    /** {@code NF_NAT_RANGE_MAP_IPS} and {@code NF_NAT_RANGE_PROTO_SPECIFIED}, which the kernel adds. */
    static final long IMPLIED = 0x3;

    /** @throws IllegalArgumentException for a number its field does not hold */
    public Nat {
        Bounds.u32(flags, "flags");
        flags &= ~IMPLIED;
        if (addressMax.equals(addressMin)) {
            addressMax = Optional.empty();
        }
        if (portMax.equals(portMin)) {
            portMax = Optional.empty();
        }
    }

    /** {@code snat to REGISTER}. */
    public static Nat source(NfFamily family, NfRegister address) {
        return new Nat(false, family, Optional.of(address), Optional.empty(), Optional.empty(), Optional.empty(), 0);
    }

    /** {@code dnat to REGISTER}. */
    public static Nat destination(NfFamily family, NfRegister address) {
        return new Nat(true, family, Optional.of(address), Optional.empty(), Optional.empty(), Optional.empty(), 0);
    }

    @Override
    public String name() {
        return "nat";
    }

    @Override
    public String toString() {
        return "[ nat " + (destination ? "dnat " : "snat ") + family + PortRange.addresses(addressMin, addressMax)
                + PortRange.text(portMin, portMax, flags) + " ]";
    }
}
