package dev.multipath.netlink.model.nftables;

/**
 * What {@code nft} takes the keys or data of a set for: {@code NFTA_SET_KEY_TYPE}, {@code NFTA_SET_DATA_TYPE}. The kernel
 * keeps the number and does not read it, but for that of verdicts; {@code nft} cannot show a set of a type it does not
 * know.
 *
 * @param value 0..2³²−1
 * @param length how many bytes one has; 0 of verdicts
 * @see <a href="https://git.netfilter.org/nftables/tree/include/datatype.h">nftables, datatype.h</a>
 */
public record NfType(long value, int length) {
    /** None in particular: numbers of {@code numgen}. */
    public static final NfType INTEGER = new NfType(4, 4);
    /** An IPv4 address. */
    public static final NfType IPV4_ADDRESS = new NfType(7, 4);
    /** An IPv6 address. */
    public static final NfType IPV6_ADDRESS = new NfType(8, 16);
    /** A protocol above IP. */
    public static final NfType INET_PROTOCOL = new NfType(12, 1);
    /** A port, in network order. */
    public static final NfType INET_SERVICE = new NfType(13, 2);
    /** A mark, in the machine's order. */
    public static final NfType MARK = new NfType(19, 4);
    /** The index of an interface. */
    public static final NfType INTERFACE_INDEX = new NfType(20, 4);
    /** The name of an interface. */
    public static final NfType INTERFACE_NAME = new NfType(41, 16);
    /** {@code NFT_DATA_VERDICT}: the data of a verdict map. */
    public static final NfType VERDICT = new NfType(0xffff_ff00L, 0);

    /** @throws IllegalArgumentException for what is no 32-bit number */
    public NfType {
        Bounds.u32(value, "type");
        Bounds.u32(length, "length");
        if (value == 0xffff_ff00L) {
            length = 0;
        }
    }

    /** Whether its bytes are in the machine's order, for {@code nft} also names of interfaces. */
    boolean isHostOrder() {
        return value == INTEGER.value
                || value == MARK.value
                || value == INTERFACE_INDEX.value
                || value == INTERFACE_NAME.value;
    }

    /** As {@code nft} names it; the number for one that has no constant here. */
    @Override
    public String toString() {
        if (value == VERDICT.value) {
            return "verdict";
        }
        return switch ((int) value) {
            case 4 -> "integer";
            case 7 -> "ipv4_addr";
            case 8 -> "ipv6_addr";
            case 12 -> "inet_proto";
            case 13 -> "inet_service";
            case 19 -> "mark";
            case 20 -> "iface_index";
            case 41 -> "ifname";
            default -> Long.toString(value);
        };
    }
}
