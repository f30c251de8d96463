package dev.multipath.netlink.model.nftables;

import dev.multipath.netlink.model.ByteString;
import dev.multipath.netlink.model.UnknownAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A set, a map or a verdict map, with its elements: {@code NFTA_SET_*}.
 *
 * <p>An anonymous one, as {@code nft} makes of <code>{ … }</code> inside a rule, is called {@code __set0} or
 * {@code __map0}, counted from 0 in the order in which rules name them; the kernel chooses the number, and the set goes
 * with its rule.
 *
 * @param table which it is in
 * @param name unique in its table
 * @param flags {@code NFT_SET_*}, see the constants here
 * @param keyType what the keys are, and their length in bytes
 * @param dataType what a map's data are, and their length; absent for a set
 * @param policy {@code NFTA_SET_POLICY}: 0 for speed, 1 for little memory
 * @param size {@code NFTA_SET_DESC_SIZE}: how many elements it may have
 * @param fields {@code NFTA_SET_DESC_CONCAT}: lengths of the parts of a concatenated key
 * @param timeout {@code NFTA_SET_TIMEOUT}: how long elements stay unless they say so themselves, milliseconds
 * @param gcInterval {@code NFTA_SET_GC_INTERVAL}: how often they are looked through for it, milliseconds
 * @param userData {@code NFTA_SET_USERDATA}; see {@link NfUserData}
 * @param handle {@code NFTA_SET_HANDLE}; absent before the kernel gave it one
 * @param unknown attributes not typed here (expressions of the elements among them), kept and written back
 * @param elements sorted by key
 * @see <a href="https://man7.org/linux/man-pages/man8/nft.8.html">nft(8), Sets and Maps</a>
 */
public record NfSet(
        NfTableKey table,
        String name,
        long flags,
        NfType keyType,
        Optional<NfType> dataType,
        long policy,
        OptionalLong size,
        List<Integer> fields,
        OptionalLong timeout,
        OptionalLong gcInterval,
        ByteString userData,
        OptionalLong handle,
        UnknownAttributes unknown,
        List<NfElement> elements) {

    /** {@code NFT_SET_ANONYMOUS}. */
    public static final long ANONYMOUS = 0x1;
    /** {@code NFT_SET_CONSTANT}: no elements are added or deleted once a rule uses it. */
    public static final long CONSTANT = 0x2;
    /** {@code NFT_SET_INTERVAL}: its elements are the bounds of intervals. */
    public static final long INTERVAL = 0x4;
    /** {@code NFT_SET_MAP}. */
    public static final long MAP = 0x8;
    /** {@code NFT_SET_TIMEOUT}: elements may leave by themselves. */
    public static final long TIMEOUT = 0x10;
    /** {@code NFT_SET_EVAL}: rules add to it. */
    public static final long EVAL = 0x20;
    /** {@code NFT_SET_OBJECT}: maps to named counters, quotas and the like. */
    public static final long OBJECT = 0x40;
    /** {@code NFT_SET_CONCAT}. */
    public static final long CONCAT = 0x80;

    /**
     * Sorts the elements.
     *
     * @throws IllegalArgumentException for a number its field does not hold
     */
    public NfSet {
        Bounds.u32(flags, "set flags");
        Bounds.u32(policy, "policy");
        Bounds.u32(size.orElse(0), "size");
        Bounds.u32(gcInterval.orElse(0), "gc-interval");
        fields = List.copyOf(fields);
        elements = elements.stream().sorted(NfElement.ORDER).toList();
    }

    /** A set without elements; its user data say what {@code nft} needs to show it. */
    public static NfSet set(NfTableKey table, String name, NfType keys) {
        return of(table, name, 0, keys, Optional.empty());
    }

    /** A map without elements; its user data say what {@code nft} needs to show it. {@link NfType#VERDICT} as data makes it a verdict map. */
    public static NfSet map(NfTableKey table, String name, NfType keys, NfType data) {
        return of(table, name, MAP, keys, Optional.of(data));
    }

    private static NfSet of(NfTableKey table, String name, long flags, NfType keys, Optional<NfType> data) {
        return new NfSet(
                table,
                name,
                flags,
                keys,
                data,
                0,
                OptionalLong.empty(),
                List.of(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                NfUserData.byteOrder(keys, data),
                OptionalLong.empty(),
                UnknownAttributes.NONE,
                List.of());
    }

    /** Whether it has no name of its own. */
    public boolean isAnonymous() {
        return (flags & ANONYMOUS) != 0;
    }

    /** Whether it maps. */
    public boolean isMap() {
        return (flags & MAP) != 0;
    }

    /** The same as a rule has it inside: anonymous, constant, and as large as it is. */
    public NfSet anonymous() {
        return new NfSet(
                table,
                name,
                flags | ANONYMOUS | CONSTANT,
                keyType,
                dataType,
                policy,
                elements.isEmpty() ? size : OptionalLong.of(elements.size()),
                fields,
                timeout,
                gcInterval,
                userData,
                handle,
                unknown,
                elements);
    }

    /** The same with these flags. */
    public NfSet flags(long newFlags) {
        return new NfSet(
                table,
                name,
                newFlags,
                keyType,
                dataType,
                policy,
                size,
                fields,
                timeout,
                gcInterval,
                userData,
                handle,
                unknown,
                elements);
    }

    /** The same under another name. */
    public NfSet name(String newName) {
        return new NfSet(
                table,
                newName,
                flags,
                keyType,
                dataType,
                policy,
                size,
                fields,
                timeout,
                gcInterval,
                userData,
                handle,
                unknown,
                elements);
    }

    /** The same with this user data. */
    public NfSet userData(ByteString data) {
        return new NfSet(
                table,
                name,
                flags,
                keyType,
                dataType,
                policy,
                size,
                fields,
                timeout,
                gcInterval,
                data,
                handle,
                unknown,
                elements);
    }

    /** The same with these elements. */
    public NfSet elements(List<NfElement> newElements) {
        return new NfSet(
                table,
                name,
                flags,
                keyType,
                dataType,
                policy,
                size,
                fields,
                timeout,
                gcInterval,
                userData,
                handle,
                unknown,
                newElements);
    }

    /** The same with one element more. */
    public NfSet plus(NfElement element) {
        List<NfElement> more = new ArrayList<>(elements);
        more.add(element);
        return elements(more);
    }

    /** Without what the kernel adds: the handle, and the time elements have left. */
    public NfSet withoutState() {
        return new NfSet(
                table,
                name,
                flags,
                keyType,
                dataType,
                policy,
                size,
                fields,
                timeout,
                gcInterval,
                userData,
                OptionalLong.empty(),
                unknown,
                elements.stream().map(NfElement::withoutState).toList());
    }

    /** Whether the two are equal but for what the kernel adds. */
    public boolean sameContent(NfSet other) {
        return withoutState().equals(other.withoutState());
    }

    /** As {@code nft} takes it: {@code "set inet filter blocked"}, {@code "map inet filter ports"}. */
    @Override
    public String toString() {
        return (isMap() ? "map " : "set ") + table + " " + name;
    }
}
