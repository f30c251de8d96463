package dev.multipath.netlink.model.nftables;

import dev.multipath.netlink.model.ByteString;
import dev.multipath.netlink.model.UnknownAttributes;
import java.util.OptionalLong;

/**
 * A table: {@code NFTA_TABLE_*}, without what is in it.
 *
 * @param key family and name
 * @param flags {@code NFT_TABLE_F_*}, see the constants here
 * @param userData {@code NFTA_TABLE_USERDATA}, at most 256 bytes the kernel keeps and does not read (Linux 5.10); see
 *     {@link NfUserData}
 * @param handle {@code NFTA_TABLE_HANDLE}; absent before the kernel gave it one
 * @param owner {@code NFTA_TABLE_OWNER}: port of the socket that owns the table; the kernel says so
 * @param unknown attributes not typed here, kept and written back
 * @see <a href="https://man7.org/linux/man-pages/man8/nft.8.html">nft(8), Tables</a>
 */
public record NfTable(
        NfTableKey key,
        long flags,
        ByteString userData,
        OptionalLong handle,
        OptionalLong owner,
        UnknownAttributes unknown) {

    /** {@code NFT_TABLE_F_DORMANT}: its chains see no packets. */
    public static final long DORMANT = 1;
    /**
     * {@code NFT_TABLE_F_OWNER}: only the socket that made it may change it, and it goes when that is closed
     * (Linux 5.12). A table that must survive a crash has user data for a mark instead.
     */
    public static final long OWNER = 2;
    /** {@code NFT_TABLE_F_PERSIST}: an owned table stays, without owner, when the socket is closed (Linux 6.9). */
    public static final long PERSIST = 4;

    /** @throws IllegalArgumentException for flags that are no 32-bit number */
    public NfTable {
        Bounds.u32(flags, "table flags");
    }

    /** A table without flags. */
    public static NfTable of(NfFamily family, String name) {
        return new NfTable(
                new NfTableKey(family, name),
                0,
                NfUserData.NONE,
                OptionalLong.empty(),
                OptionalLong.empty(),
                UnknownAttributes.NONE);
    }

    /** The same with these flags. */
    public NfTable flags(long newFlags) {
        return new NfTable(key, newFlags, userData, handle, owner, unknown);
    }

    /** The same with this user data. */
    public NfTable userData(ByteString data) {
        return new NfTable(key, flags, data, handle, owner, unknown);
    }

    /** The same with a comment, which {@code nft} shows. */
    public NfTable comment(String text) {
        return userData(NfUserData.comment(text));
    }

    /** Without what the kernel adds: handle and owner. */
    public NfTable withoutState() {
        return new NfTable(key, flags, userData, OptionalLong.empty(), OptionalLong.empty(), unknown);
    }

    /** Whether the two are equal but for what the kernel adds. */
    public boolean sameContent(NfTable other) {
        return withoutState().equals(other.withoutState());
    }

    /** As {@code nft} begins it: {@code "table inet filter"}. */
    @Override
    public String toString() {
        return "table " + key;
    }
}
