package dev.multipath.agent.migrate;

import dev.multipath.netlink.model.IpAddress;
import java.util.Optional;

/** A destination as {@code ip route} takes it: an address, or one with a length or a mask behind it. */
final class Destination {
    private Destination() {}

    /** As a prefix or an address, the bits behind its length cleared; empty for anything else. */
    static Optional<String> of(String text) {
        int slash = text.indexOf('/');
        Optional<IpAddress> address = address(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty() || slash < 0) {
            return address.map(IpAddress::toString);
        }
        int length = length(text.substring(slash + 1), address.get());
        return length < 0 ? Optional.empty() : Optional.of(address.get().masked(length) + "/" + length);
    }

    static Optional<IpAddress> address(String text) {
        try {
            return text.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")
                    ? Optional.of(IpAddress.parse(text))
                    : Optional.empty();
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** Of 24 or 255.255.255.0; −1 for neither. */
    private static int length(String text, IpAddress address) {
        if (text.matches("[0-9]{1,3}")) {
            int length = Integer.parseInt(text);
            return length <= address.bitLength() ? length : -1;
        }
        Optional<IpAddress> mask = address(text);
        if (mask.isEmpty() || !mask.get().isIpv4() || !address.isIpv4()) {
            return -1;
        }
        int bits = (int) mask.get().low();
        int length = Integer.bitCount(bits);
        boolean whole = bits == (length == 0 ? 0 : -1 << (32 - length));
        return whole ? length : -1;
    }
}
