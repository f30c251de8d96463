package dev.multipath.netlink.model.nftables;

/**
 * Writes a register into the packet.
 *
 * @param base what the offset counts from
 * @param offset bytes
 * @param length bytes
 * @param from register
 * @param checksumType {@code NFT_PAYLOAD_CSUM_*}: 0 none, 1 that of IPv4 headers, 2 SCTP
 * @param checksumOffset where the checksum stands
 * @param checksumFlags 1: that of the transport header covers it, too
 */
public record PayloadWrite(
        PayloadBase base,
        long offset,
        long length,
        NfRegister from,
        long checksumType,
        long checksumOffset,
        long checksumFlags)
        implements Expression {
    /** @throws IllegalArgumentException for a number its field does not hold */
    public PayloadWrite {
        Bounds.u32(offset, "offset");
        Bounds.u32(length, "length");
        Bounds.u32(checksumType, "checksumType");
        Bounds.u32(checksumOffset, "checksumOffset");
        Bounds.u32(checksumFlags, "checksumFlags");
    }

    @Override
    public String name() {
        return "payload";
    }

    @Override
    public String toString() {
        return "[ payload write " + from + " => " + length + "b @ " + base + " header + " + offset + " csum_type "
                + checksumType + " csum_off " + checksumOffset + " csum_flags " + checksumFlags + " ]";
    }
}
