package dev.multipath.agent.gateway;

import dev.multipath.netlink.model.IpAddress;
import java.util.Arrays;
import java.util.Optional;

/**
 * DHCP option 121, classless static routes (RFC 3442): for each the length of the prefix, as many of its bytes as that
 * takes, and the router's four. Pure.
 */
final class ClasslessRoutes {
    private static final int ADDRESS = 4;
    private static final int MAX_LENGTH = 32;

    private ClasslessRoutes() {}

    /**
     * The router of the default route among them.
     *
     * @param option without its code and length
     * @return empty without a default, and for one that is on the link itself
     * @throws MalformedLeaseException if the bytes do not add up
     */
    static Optional<IpAddress> defaultRouter(byte[] option) throws MalformedLeaseException {
        Optional<IpAddress> found = Optional.empty();
        int at = 0;
        while (at < option.length) {
            int length = option[at] & 0xff;
            int router = at + 1 + (length + 7) / 8;
            if (length > MAX_LENGTH || router + ADDRESS > option.length) {
                throw new MalformedLeaseException("classless static routes break off at byte " + at);
            }
            IpAddress address = IpAddress.of(Arrays.copyOfRange(option, router, router + ADDRESS));
            if (length == 0 && found.isEmpty() && !address.isAny()) {
                found = Optional.of(address);
            }
            at = router + ADDRESS;
        }
        return found;
    }
}
