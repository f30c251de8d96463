package dev.multipath.agent.gateway;

import dev.multipath.agent.uplink.Lease;
import dev.multipath.netlink.model.IpAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The leases of systemd-networkd and of NetworkManager's own client: one {@code NAME=value} a line. Their time of life is
 * left aside: the client takes the address away when it is over.
 *
 * @param byIndex whether files are named by the interface's index; else by connection and interface
 * @param router all of them, the preferred one first
 * @param routes static and classless ones, in pairs: {@code 0.0.0.0/0,192.0.2.1 10.0.0.0/8,192.0.2.9}
 */
record VariableLease(String client, boolean byIndex, String address, String router, String routes)
        implements LeaseFormat {

    /** Of systemd-networkd. */
    static VariableLease ofNetworkd() {
        return new VariableLease("systemd-networkd", true, "ADDRESS", "ROUTER", "ROUTES");
    }

    /** Of NetworkManager, to ask for the same address again. Newer versions write the address alone. */
    static VariableLease ofNetworkManager() {
        return new VariableLease("NetworkManager", false, "ADDRESS", "ROUTER", "ROUTES");
    }

    /** Of NetworkManager, among what it knows of a device; by whichever client it got it. */
    static VariableLease ofNetworkManagersDevices() {
        return new VariableLease(
                "NetworkManager", true, "dhcp4.ip_address", "dhcp4.routers", "dhcp4.rfc3442_classless_static_routes");
    }

    @Override
    public List<Held> read(String name, byte[] content, Instant written) throws MalformedLeaseException {
        Map<String, String> variables = variables(new String(content, StandardCharsets.ISO_8859_1));
        Optional<IpAddress> leased = address(first(variables.getOrDefault(address, "")));
        Optional<IpAddress> first = address(first(variables.getOrDefault(router, "")));
        Optional<IpAddress> classless = defaultRouter(variables.getOrDefault(routes, ""));
        Optional<IpAddress> gateway = classless.isPresent() ? classless : first;
        if (leased.isEmpty() && gateway.isEmpty()) {
            return List.of();
        }
        Lease lease = byIndex
                ? Lease.ipv4("", leased, gateway, client).index(index(name))
                : Lease.ipv4(DeviceNames.ofNetworkManager(name), leased, gateway, client);
        return List.of(new Held(lease, Optional.empty()));
    }

    private static int index(String name) throws MalformedLeaseException {
        try {
            return Integer.parseUnsignedInt(name);
        } catch (NumberFormatException wrong) {
            throw new MalformedLeaseException("its name is no interface index");
        }
    }

    private static Map<String, String> variables(String text) {
        Map<String, String> variables = new HashMap<>();
        for (String line : text.split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                variables.put(
                        line.substring(0, equals),
                        unquoted(line.substring(equals + 1).strip()));
            }
        }
        return variables;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static Optional<IpAddress> defaultRouter(String routes) throws MalformedLeaseException {
        String[] words = routes.split("[ ,]", -1);
        for (int i = 0; i + 1 < words.length; i += 2) {
            if (words[i].equals("0.0.0.0/0")) {
                return address(words[i + 1]);
            }
        }
        return Optional.empty();
    }

    private static String first(String list) {
        int space = list.indexOf(' ');
        return space < 0 ? list : list.substring(0, space);
    }

    private static Optional<IpAddress> address(String text) throws MalformedLeaseException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(IpAddress.parse(text)).filter(address -> !address.isAny());
        } catch (IllegalArgumentException wrong) {
            throw new MalformedLeaseException("no address: " + text);
        }
    }
}
