package dev.multipath.netlink.model.nftables;

/**
 * Reads a header or option into a register, or whether there is one.
 *
 * @param op of which kind
 * @param type its number
 * @param offset bytes into it
 * @param length bytes
 * @param present only whether it is there, a byte
 * @param to register
 */
public record ExthdrLoad(ExthdrOp op, int type, long offset, long length, boolean present, NfRegister to)
        implements Expression {
    /** @throws IllegalArgumentException for a number its field does not hold */
    public ExthdrLoad {
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
        return "[ exthdr load " + op + " " + length + "b @ " + type + " + " + offset + (present ? " present" : "")
                + " => " + to + " ]";
    }
}
