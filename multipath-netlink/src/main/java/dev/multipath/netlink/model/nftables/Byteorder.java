package dev.multipath.netlink.model.nftables;

/**
 * Turns numbers from the machine's order into the network's, or back.
 *
 * @param from register
 * @param to register
 * @param toNetwork else to the machine's
 * @param length bytes in all
 * @param size bytes of each number
 */
public record Byteorder(NfRegister from, NfRegister to, boolean toNetwork, int length, int size) implements Expression {
    /** @throws IllegalArgumentException for a number its field does not hold */
    public Byteorder {
        Bounds.u32(length, "length");
        Bounds.u32(size, "size");
    }

    @Override
    public String name() {
        return "byteorder";
    }

    @Override
    public String toString() {
        return "[ byteorder " + to + " = " + (toNetwork ? "hton(" : "ntoh(") + from + ", " + size + ", " + length
                + ") ]";
    }
}
