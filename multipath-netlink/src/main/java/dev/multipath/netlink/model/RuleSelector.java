package dev.multipath.netlink.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Which packets a rule is for; an absent part matches all.
 *
 * @param from {@code FRA_SRC}; length 0 = all
 * @param to {@code FRA_DST}; length 0 = all
 * @param tos {@code tos} of the header, 0..255; 0 = all
 * @param inputInterface {@code FRA_IIFNAME}, a name of at most 15 bytes
 * @param outputInterface {@code FRA_OIFNAME}: sockets bound to that device
 * @param mark {@code FRA_FWMARK} and {@code FRA_FWMASK}
 * @param uid {@code FRA_UID_RANGE}
 * @param ipProtocol {@code FRA_IP_PROTO}, 0..255
 * @param sourcePort {@code FRA_SPORT_RANGE}; the kernel refuses 65535
 * @param destinationPort {@code FRA_DPORT_RANGE}
 * @param tunnelId {@code FRA_TUN_ID}, 64 bits
 * @param l3mdev {@code FRA_L3MDEV}: the table is that of the packet's VRF
 * @param inverted {@code FIB_RULE_INVERT}, "not"
 */
public record RuleSelector(
        IpPrefix from,
        IpPrefix to,
        int tos,
        Optional<String> inputInterface,
        Optional<String> outputInterface,
        Optional<FwMark> mark,
        Optional<NumberRange> uid,
        OptionalInt ipProtocol,
        Optional<NumberRange> sourcePort,
        Optional<NumberRange> destinationPort,
        OptionalLong tunnelId,
        boolean l3mdev,
        boolean inverted) {

    public RuleSelector {
        OpenNumber.check(tos, 0xff, "tos");
        if (!from.family().equals(to.family())) {
            throw new IllegalArgumentException("from " + from + " to " + to + ": two families");
        }
        checkPorts(sourcePort, "source");
        checkPorts(destinationPort, "destination");
        checkName(inputInterface);
        checkName(outputInterface);
    }

    /** Every packet of a family. */
    public static RuleSelector all(AddressFamily family) {
        return new RuleSelector(
                IpPrefix.all(family),
                IpPrefix.all(family),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                false,
                false);
    }

    private static void checkPorts(Optional<NumberRange> ports, String which) {
        if (ports.isPresent() && (ports.get().first() < 1 || ports.get().last() > 65535)) {
            throw new IllegalArgumentException(which + " ports " + ports.get() + " are outside 1..65535");
        }
    }

    private static void checkName(Optional<String> name) {
        if (name.isPresent() && (name.get().isEmpty() || name.get().length() > 15)) {
            throw new IllegalArgumentException("interface name '" + name.get() + "' is not 1..15 characters");
        }
    }
}
