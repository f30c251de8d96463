package dev.multipath.agent.config;

import dev.multipath.netlink.model.IpAddress;
import java.util.Optional;

/** One of the {@code targets} as the file writes it: an address, an address with a port, or a URL. */
final class TargetText {
    private static final String ADDRESS = "an IPv4 or IPv6 address, as names are not looked up";
    private static final String PORT = "an address and a port, such as \"192.0.2.53:443\" or \"[2001:db8::53]:443\"";
    private static final String HOST = "the address of a host upstream";

    private TargetText() {}

    /** What a text means, or what is wrong with it: words that go behind the text itself. */
    record Reading(Optional<ProbeTarget> target, String complaint) {
        static Reading of(ProbeTarget target) {
            return new Reading(Optional.of(target), "");
        }

        static Reading wrong(String complaint) {
            return new Reading(Optional.empty(), complaint);
        }
    }

    static Reading read(ProbeType type, String text) {
        return switch (type) {
            case TCP -> port(text);
            case HTTP -> UrlText.read(text);
            case ICMP, DNS, GATEWAY -> host(text);
        };
    }

    private static Reading host(String text) {
        Optional<IpAddress> address = AddressText.parse(text);
        if (address.isPresent()) {
            Optional<String> kind = AddressText.notAHost(address.get());
            return kind.isPresent()
                    ? Reading.wrong(" is " + kind.get() + "; expected " + HOST)
                    : Reading.of(new ProbeTarget.Host(address.get()));
        }
        if (text.contains("://")) {
            return Reading.wrong(" is a URL; expected an address, or type = \"http\"");
        }
        if (port(text).target().isPresent()) {
            return Reading.wrong(" has a port; expected an address, or type = \"tcp\"");
        }
        return Reading.wrong(AddressText.whyNoAddress(text, ADDRESS));
    }

    private static Reading port(String text) {
        Optional<IpAddress> bare = AddressText.parse(text);
        if (bare.isPresent()) {
            String example = new ProbeTarget.Port(bare.get(), 443).toString();
            return Reading.wrong(" has no port; expected one, such as " + Quoted.of(example));
        }
        if (text.contains("://")) {
            return Reading.wrong(" is a URL; expected an address and a port, or type = \"http\"");
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return Reading.wrong(" is no address with a port; expected " + PORT + ", as names are not looked up");
        }
        String host = text.substring(0, colon);
        boolean brackets = host.startsWith("[") && host.endsWith("]");
        Optional<IpAddress> address = AddressText.parse(brackets ? host.substring(1, host.length() - 1) : host);
        if (address.isEmpty() || address.get().isIpv6() != brackets) {
            return Reading.wrong(" is no address with a port; expected " + PORT + ", as names are not looked up");
        }
        Optional<String> kind = AddressText.notAHost(address.get());
        if (kind.isPresent()) {
            return Reading.wrong(" has " + kind.get() + "; expected " + HOST);
        }
        int number = portNumber(text.substring(colon + 1));
        return number == 0
                ? Reading.wrong(" has no port from 1 to 65535; expected " + PORT)
                : Reading.of(new ProbeTarget.Port(address.get(), number));
    }

    /** 0 for what is none. */
    private static int portNumber(String digits) {
        if (digits.isEmpty() || digits.length() > 5) {
            return 0;
        }
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return 0;
            }
            number = number * 10 + c - '0';
        }
        return number > 0xffff ? 0 : number;
    }
}
