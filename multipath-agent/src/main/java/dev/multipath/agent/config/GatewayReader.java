package dev.multipath.agent.config;

import dev.multipath.netlink.model.IpAddress;
import java.util.Optional;

/** Reads {@code gateway} and {@code gateway6}. */
final class GatewayReader {
    private static final GatewaySetting AUTO = new GatewaySetting.Auto();
    private static final String[] WORDS = {"auto", "dhcp", "peer", "none"};
    private static final String[] WORDS6 = {"auto", "peer", "none", "off"};

    private GatewayReader() {}

    static GatewaySetting read(TomlSection section, String key, boolean ipv4) {
        Optional<String> given = Values.string(section, key, expected(ipv4));
        if (given.isEmpty()) {
            return AUTO;
        }
        String text = given.get();
        return switch (text) {
            case "auto" -> AUTO;
            case "peer" -> new GatewaySetting.Peer();
            case "none" -> new GatewaySetting.None();
            case "off" -> ipv4 ? rejected(section, key, " is for gateway6", true) : new GatewaySetting.Off();
            case "dhcp" ->
                ipv4
                        ? new GatewaySetting.Dhcp()
                        : rejected(section, key, " is for gateway: DHCPv6 names no router", false);
            default -> address(section, key, text, ipv4);
        };
    }

    private static GatewaySetting address(TomlSection section, String key, String text, boolean ipv4) {
        Optional<IpAddress> parsed = AddressText.parse(text);
        if (parsed.isEmpty()) {
            String[] words = ipv4 ? WORDS : WORDS6;
            boolean word = NearMiss.of(text, words).isPresent();
            return wrong(
                    section,
                    key,
                    word ? UnknownName.word(key, text, words) : AddressText.notAnAddress(key, text, expected(ipv4)));
        }
        IpAddress address = parsed.get();
        if (address.isIpv4() != ipv4) {
            return rejected(section, key, ipv4 ? " is for gateway6" : " is for gateway", ipv4);
        }
        Optional<String> kind = AddressText.notAHost(address);
        if (kind.isPresent()) {
            String wanted = "; expected the address of the router behind the uplink";
            return wrong(section, key, key + ' ' + Quoted.of(text) + " is " + kind.get() + wanted);
        }
        return new GatewaySetting.Fixed(address);
    }

    private static GatewaySetting rejected(TomlSection section, String key, String why, boolean ipv4) {
        String text = Quoted.of(String.valueOf(section.get(key)));
        return wrong(section, key, key + ' ' + text + why + "; expected " + expected(ipv4));
    }

    private static GatewaySetting wrong(TomlSection section, String key, String message) {
        section.wrong(key, message);
        return AUTO;
    }

    private static String expected(boolean ipv4) {
        return ipv4
                ? "an IPv4 address, \"auto\", \"dhcp\", \"peer\" or \"none\""
                : "an IPv6 address, \"auto\", \"peer\", \"none\" or \"off\"";
    }
}
