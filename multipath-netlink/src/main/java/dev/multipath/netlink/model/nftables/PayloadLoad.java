package dev.multipath.netlink.model.nftables;

/**
 * Reads bytes of the packet into a register.
 *
 * @param base what the offset counts from
 * @param offset bytes
 * @param length bytes
 * @param to register
 */
public record PayloadLoad(PayloadBase base, long offset, long length, NfRegister to) implements Expression {
    /** @throws IllegalArgumentException for a number its field does not hold */
    public PayloadLoad {
        Bounds.u32(offset, "offset");
        Bounds.u32(length, "length");
    }

    @Override
    public String name() {
        return "payload";
    }

    @Override
    public String toString() {
        return "[ payload load " + length + "b @ " + base + " header + " + offset + " => " + to + " ]";
    }
}
