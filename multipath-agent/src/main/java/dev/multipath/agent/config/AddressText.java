package dev.multipath.agent.config;

import dev.multipath.netlink.model.IpAddress;
import java.util.Optional;

/** Literal addresses in the file: never looked up, and only those one other host can have. */
final class AddressText {
    private static final long BROADCAST = 0xffff_ffffL;
    private static final int MAX_LENGTH = 45;

    private AddressText() {}

    static Optional<IpAddress> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(IpAddress.parse(text));
        } catch (IllegalArgumentException notLiteral) {
            return Optional.empty();
        }
    }

    /**
     * What to say of a text that is no address.
     *
     * @param what the key, or what the text was to be
     */
    static String notAnAddress(String what, String text, String expected) {
        return what + ' ' + Quoted.of(text) + whyNoAddress(text, expected);
    }

    /** The same without the text itself in front. */
    static String whyNoAddress(String text, String expected) {
        int zone = text.indexOf('%');
        if (zone > 0 && parse(text.substring(0, zone)).isPresent()) {
            return " names an interface; expected the address alone, " + Quoted.of(text.substring(0, zone));
        }
        int slash = text.indexOf('/');
        if (slash > 0 && parse(text.substring(0, slash)).isPresent()) {
            return " is a prefix; expected one address, such as " + Quoted.of(text.substring(0, slash));
        }
        return " is no address; expected " + expected;
    }

    /** What an address is that no single other host can have; empty for one that a host can have. */
    static Optional<String> notAHost(IpAddress address) {
        if (address.isAny()) {
            return Optional.of("the unspecified address");
        }
        if (address.isLoopback()) {
            return Optional.of("a loopback address");
        }
        if (address.isMulticast()) {
            return Optional.of("a multicast address");
        }
        if (address.isIpv4()) {
            return ipv4NotAHost(address);
        }
        boolean mapped = address.high() == 0 && address.low() >>> 32 == 0xffff;
        return mapped ? Optional.of("an IPv4 address in IPv6 form") : Optional.empty();
    }

    private static Optional<String> ipv4NotAHost(IpAddress address) {
        if (address.low() == BROADCAST) {
            return Optional.of("the broadcast address");
        }
        return address.low() >>> 24 == 0 ? Optional.of("in 0.0.0.0/8, which no host has") : Optional.empty();
    }
}
