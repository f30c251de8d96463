package dev.multipath.netlink.model.nftables;

import dev.multipath.netlink.model.ByteString;
import dev.multipath.netlink.model.UnknownAttributes;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An element of a set or map: {@code NFTA_SET_ELEM_*}.
 *
 * @param key absent for the catch-all element
 * @param keyEnd {@code NFTA_SET_ELEM_KEY_END}: the last key of a range, in sets of concatenations with ranges
 * @param data what a map makes of the key
 * @param flags {@code NFT_SET_ELEM_*}, see the constants here
 * @param timeout {@code NFTA_SET_ELEM_TIMEOUT}, milliseconds
 * @param expiration {@code NFTA_SET_ELEM_EXPIRATION}: how much of the timeout is left, milliseconds
 * @param userData {@code NFTA_SET_ELEM_USERDATA}; see {@link NfUserData}
 * @param unknown attributes not typed here (counters and other expressions among them), kept and written back
 */
public record NfElement(
        Optional<NfValue> key,
        Optional<NfValue> keyEnd,
        Optional<NfData> data,
        long flags,
        OptionalLong timeout,
        OptionalLong expiration,
        ByteString userData,
        UnknownAttributes unknown) {

    /** {@code NFT_SET_ELEM_INTERVAL_END}: in an interval set, the first key behind an interval. */
    public static final long INTERVAL_END = 1;
    /** {@code NFT_SET_ELEM_CATCHALL}: stands for every key not in the set (Linux 5.13). */
    public static final long CATCHALL = 2;

    /** By key, catch-all last; what ends an interval before what begins at the same key. */
    static final Comparator<NfElement> ORDER = Comparator.comparing((NfElement element) -> element.key.isEmpty())
            .thenComparing(element -> element.key.orElse(NfValue.zero(0)))
            .thenComparing(element -> -(element.flags & INTERVAL_END));

    /** @throws IllegalArgumentException for flags that are no 32-bit number */
    public NfElement {
        Bounds.u32(flags, "element flags");
    }

    /** An element of a set. */
    public static NfElement of(NfValue key) {
        return new NfElement(
                Optional.of(key),
                Optional.empty(),
                Optional.empty(),
                0,
                OptionalLong.empty(),
                OptionalLong.empty(),
                NfUserData.NONE,
                UnknownAttributes.NONE);
    }

    /** An element of a map. */
    public static NfElement of(NfValue key, NfData data) {
        return of(key).data(data);
    }

    /** The key behind the last of an interval. */
    public static NfElement intervalEnd(NfValue key) {
        return of(key).flags(INTERVAL_END);
    }

    /** The same with these flags. */
    public NfElement flags(long newFlags) {
        return new NfElement(key, keyEnd, data, newFlags, timeout, expiration, userData, unknown);
    }

    /** The same with this data. */
    public NfElement data(NfData newData) {
        return new NfElement(key, keyEnd, Optional.of(newData), flags, timeout, expiration, userData, unknown);
    }

    /** The same, leaving the set after so many milliseconds. */
    public NfElement timeout(long millis) {
        return new NfElement(key, keyEnd, data, flags, OptionalLong.of(millis), expiration, userData, unknown);
    }

    /** Without what changes by itself: the time left. */
    public NfElement withoutState() {
        return new NfElement(key, keyEnd, data, flags, timeout, OptionalLong.empty(), userData, unknown);
    }

    /** Key and data. */
    @Override
    public String toString() {
        String name = key.map(NfValue::toString).orElse("*");
        return data.map(value -> name + " : " + value).orElse(name);
    }
}
