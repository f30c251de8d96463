package dev.multipath.agent.gateway;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which device a lease file is for, where only its name says so. Pure. */
final class DeviceNames {
    /** Versions before 9 of dhcpcd begin with its name; leases of wireless networks have the network's behind the device's. */
    private static final Pattern DHCPCD = Pattern.compile("(?:dhcpcd-)?([^-]+)(?:-.*)?\\.lease6?");

    /** The connection's UUID, then the device. */
    private static final Pattern NETWORK_MANAGER =
            Pattern.compile("(?:internal|dhclient)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-(.+)\\.lease");

    private DeviceNames() {}

    static String ofDhcpcd(String file) throws MalformedLeaseException {
        return of(DHCPCD, file);
    }

    static String ofNetworkManager(String file) throws MalformedLeaseException {
        return of(NETWORK_MANAGER, file);
    }

    private static String of(Pattern pattern, String file) throws MalformedLeaseException {
        Matcher matcher = pattern.matcher(file);
        if (!matcher.matches()) {
            throw new MalformedLeaseException("its name does not tell the interface");
        }
        return matcher.group(1);
    }
}
