package dev.multipath.agent.gateway;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a DHCP client leaves its leases.
 *
 * <p>udhcpc is missing: it keeps none, and hands what it got to a script in variables that no standard place takes up.
 *
 * @param directory below the root
 * @param names of the files, whole
 */
record LeaseSource(String directory, Pattern names, LeaseFormat format) {
    private static final LeaseFormat DHCLIENT = new DhclientLeases();

    /** Debian's place of dhclient's, then that of Red Hat's. */
    static final List<LeaseSource> ALL = List.of(
            source("var/lib/dhcp", ".*\\.leases?", DHCLIENT),
            source("var/lib/dhclient", ".*\\.leases?", DHCLIENT),
            source("run/systemd/netif/leases", "[0-9]+", VariableLease.ofNetworkd()),
            source("run/NetworkManager/devices", "[0-9]+", VariableLease.ofNetworkManagersDevices()),
            source("var/lib/NetworkManager", "internal-.*\\.lease", VariableLease.ofNetworkManager()),
            source("var/lib/NetworkManager", "dhclient-.*\\.lease", DHCLIENT),
            source("var/lib/dhcpcd", ".*\\.lease", new DhcpMessage("dhcpcd")),
            source("var/lib/dhcpcd", ".*\\.lease6", new Dhcpv6Message("dhcpcd")),
            source("var/lib/dhcpcd5", ".*\\.lease", new DhcpMessage("dhcpcd")));

    private static LeaseSource source(String directory, String names, LeaseFormat format) {
        return new LeaseSource(directory, Pattern.compile(names), format);
    }
}
