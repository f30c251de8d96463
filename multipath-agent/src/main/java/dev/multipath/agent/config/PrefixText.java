package dev.multipath.agent.config;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import java.util.Optional;

/**
 * A destination or source as it is written, or what is wrong with it.
 *
 * @param prefix without host bits
 * @param complaint what to say after the text itself; empty if it is right
 */
record PrefixText(Optional<IpPrefix> prefix, String complaint) {
    static final String EXPECTED = "a prefix such as \"198.51.100.0/24\" or an address";

    static PrefixText parse(String text) {
        IpPrefix prefix;
        try {
            prefix = IpPrefix.parse(text);
        } catch (IllegalArgumentException notOne) {
            return new PrefixText(Optional.empty(), complaint(text));
        }
        if (!prefix.network().equals(prefix)) {
            String better = prefix.network() + "\", or \"" + prefix.address();
            return new PrefixText(
                    Optional.empty(),
                    " has bits set behind its length " + prefix.length() + "; expected \"" + better + '"');
        }
        return new PrefixText(Optional.of(prefix), "");
    }

    private static String complaint(String text) {
        int slash = text.indexOf('/');
        Optional<IpAddress> address = AddressText.parse(slash < 0 ? text : text.substring(0, slash));
        if (slash > 0 && address.isPresent()) {
            return " has no length from 0 to " + address.get().bitLength() + " behind the slash; expected " + EXPECTED;
        }
        return AddressText.whyNoAddress(text, EXPECTED);
    }
}
