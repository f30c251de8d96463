package dev.multipath.netlink.model.nftables;

/**
 * Writes a register into an option that is there.
 *
 * @param op of which kind
 * @param type its number: 2 for the TCP option {@code maxseg}
 * @param offset bytes into it
 * @param length bytes
 * @param from register
 */
public record ExthdrWrite(ExthdrOp op, int type, long offset, long length, NfRegister from) implements Expression {
    /** @throws IllegalArgumentException for a number its field does not hold */
    public ExthdrWrite {
        Bounds.u8(type, "type");
        Bounds.u32(offset, "offset");
        Bounds.u32(length, "length");
    }

    @Override
    public String name() {
        return "exthdr";
    }

    @Override
    public String toString() {
        return "[ exthdr write " + op + " " + from + " => " + length + "b @ " + type + " + " + offset + " ]";
    }
}
