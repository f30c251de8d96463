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
 */
final class VariableLease implements LeaseFormat {
    private final boolean networkd;

    private VariableLease(boolean networkd) {
        this.networkd = networkd;
    }

    /** Of systemd-networkd, in files named by the interface's index. */
    static VariableLease ofNetworkd() {
        return new VariableLease(true);
    }

    /** Of NetworkManager, in files named by connection and interface. Newer versions write the address alone. */
    static VariableLease ofNetworkManager() {
        return new VariableLease(false);
    }

    @Override
    public List<Held> read(String name, byte[] content, Instant written) throws MalformedLeaseException {
        Map<String, String> variables = variables(new String(content, StandardCharsets.ISO_8859_1));
        Optional<IpAddress> address = address(first(variables.getOrDefault("ADDRESS", "")));
        Optional<IpAddress> router = address(first(variables.getOrDefault("ROUTER", "")));
        Optional<IpAddress> classless = defaultRouter(variables.getOrDefault("ROUTES", ""));
        Optional<IpAddress> gateway = classless.isPresent() ? classless : router;
        Lease lease = networkd
                ? Lease.ipv4("", address, gateway, "systemd-networkd").index(index(name))
                : Lease.ipv4(DeviceNames.ofNetworkManager(name), address, gateway, "NetworkManager");
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

    /** Static and classless routes: {@code 0.0.0.0/0,192.0.2.1 10.0.0.0/8,192.0.2.9}. */
    private static Optional<IpAddress> defaultRouter(String routes) throws MalformedLeaseException {
        for (String route : routes.split(" ", -1)) {
            if (route.startsWith("0.0.0.0/0,")) {
                return address(route.substring(route.indexOf(',') + 1));
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
