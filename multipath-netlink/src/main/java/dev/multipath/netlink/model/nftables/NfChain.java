package dev.multipath.netlink.model.nftables;

import dev.multipath.netlink.model.ByteString;
import dev.multipath.netlink.model.UnknownAttributes;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A chain: {@code NFTA_CHAIN_*}, without its rules.
 *
 * @param table which it is in
 * @param name unique in its table
 * @param base where packets enter it; absent for one that is only jumped to
 * @param flags {@code NFT_CHAIN_*} other than BASE, which {@code base} says
 * @param userData {@code NFTA_CHAIN_USERDATA} (Linux 5.10); see {@link NfUserData}
 * @param handle {@code NFTA_CHAIN_HANDLE}; absent before the kernel gave it one
 * @param unknown attributes not typed here (counters among them), kept and written back
 * @see <a href="https://man7.org/linux/man-pages/man8/nft.8.html">nft(8), Chains</a>
 */
public record NfChain(
        NfTableKey table,
        String name,
        Optional<NfBaseChain> base,
        long flags,
        ByteString userData,
        OptionalLong handle,
        UnknownAttributes unknown) {

    /** {@code NFT_CHAIN_BASE}. */
    private static final long BASE = 1;

    /** @throws IllegalArgumentException for flags that are no 32-bit number */
    public NfChain {
        Bounds.u32(flags, "chain flags");
        flags &= ~BASE;
    }

    /** A chain that is jumped to. */
    public static NfChain of(NfTableKey table, String name) {
        return new NfChain(
                table, name, Optional.empty(), 0, NfUserData.NONE, OptionalLong.empty(), UnknownAttributes.NONE);
    }

    /** A chain that packets enter by themselves. */
    public static NfChain of(NfTableKey table, String name, NfBaseChain base) {
        return new NfChain(
                table, name, Optional.of(base), 0, NfUserData.NONE, OptionalLong.empty(), UnknownAttributes.NONE);
    }

    /** The same with this user data. */
    public NfChain userData(ByteString data) {
        return new NfChain(table, name, base, flags, data, handle, unknown);
    }

    /** The same with a comment, which {@code nft} shows. */
    public NfChain comment(String text) {
        return userData(NfUserData.comment(text));
    }

    /** Without what the kernel adds: the handle. */
    public NfChain withoutState() {
        return new NfChain(table, name, base, flags, userData, OptionalLong.empty(), unknown);
    }

    /** Whether the two are equal but for what the kernel adds. */
    public boolean sameContent(NfChain other) {
        return withoutState().equals(other.withoutState());
    }

    /** As {@code nft} takes it: {@code "chain inet filter input"}. */
    @Override
    public String toString() {
        return "chain " + table + " " + name;
    }
}
