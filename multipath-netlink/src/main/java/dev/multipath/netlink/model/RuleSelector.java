package dev.multipath.netlink.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Which packets a rule is for; an absent part matches all.
 *
 * @param from {@code FRA_SRC}; length 0 = all
 * @param to {@code FRA_DST}; length 0 = all
 * @param tos {@code tos} of the header, 0..255; 0 = all. The kernel refuses it together with {@code dscp}
 * @param inputInterface {@code FRA_IIFNAME}, a name of at most 15 bytes
 * @param outputInterface {@code FRA_OIFNAME}: sockets bound to that device
 * @param mark {@code FRA_FWMARK} and {@code FRA_FWMASK}
 * @param uid {@code FRA_UID_RANGE}
 * @param ipProtocol {@code FRA_IP_PROTO}, 0..255
 * @param sourcePort {@code FRA_SPORT_RANGE}; the kernel refuses 65535
 * @param destinationPort {@code FRA_DPORT_RANGE}
 * @param sourcePortMask {@code FRA_SPORT_MASK}, 0..65535: the bits of a single source port that count; absent = all
 * @param destinationPortMask {@code FRA_DPORT_MASK}
 * @param dscp {@code FRA_DSCP} and {@code FRA_DSCP_MASK}
 * @param flowLabel {@code FRA_FLOWLABEL} and {@code FRA_FLOWLABEL_MASK}; IPv6 only
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
        OptionalInt sourcePortMask,
        OptionalInt destinationPortMask,
        Optional<Dscp> dscp,
        Optional<FlowLabel> flowLabel,
        OptionalLong tunnelId,
        boolean l3mdev,
        boolean inverted) {

    private static final int ALL_PORT_BITS = 0xffff;

    /**
     * @throws IllegalArgumentException for a number its field does not hold, prefixes of two families, and an interface name
     *     that is not 1..15 characters
     */
    public RuleSelector {
        OpenNumber.check(tos, 0xff, "tos");
        if (!from.family().equals(to.family())) {
            throw new IllegalArgumentException("from " + from + " to " + to + ": two families");
        }
        OpenNumber.check(ipProtocol.orElse(0), 0xff, "IP protocol");
        checkPorts(sourcePort, "source");
        checkPorts(destinationPort, "destination");
        OpenNumber.check(sourcePortMask.orElse(0), 0xffff, "source port mask");
        OpenNumber.check(destinationPortMask.orElse(0), 0xffff, "destination port mask");
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
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                false,
                false);
    }

    /** Of what most rules differ in. */
    @Override
    public int hashCode() {
        int hash = 31 * from.hashCode() + to.hashCode();
        hash = 31 * hash + mark.hashCode();
        return 31 * hash + outputInterface.hashCode();
    }

    /** This selector, to be changed part by part. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Describes a selector part by part. */
    public static final class Builder {
        private IpPrefix from;
        private IpPrefix to;
        private int tos;
        private Optional<String> inputInterface;
        private Optional<String> outputInterface;
        private Optional<FwMark> mark;
        private Optional<NumberRange> uid;
        private OptionalInt ipProtocol;
        private Optional<NumberRange> sourcePort;
        private Optional<NumberRange> destinationPort;
        private OptionalInt sourcePortMask;
        private OptionalInt destinationPortMask;
        private Optional<Dscp> dscp;
        private Optional<FlowLabel> flowLabel;
        private OptionalLong tunnelId;
        private boolean l3mdev;
        private boolean inverted;

        private Builder(RuleSelector start) {
            from = start.from;
            to = start.to;
            tos = start.tos;
            inputInterface = start.inputInterface;
            outputInterface = start.outputInterface;
            mark = start.mark;
            uid = start.uid;
            ipProtocol = start.ipProtocol;
            sourcePort = start.sourcePort;
            destinationPort = start.destinationPort;
            sourcePortMask = start.sourcePortMask;
            destinationPortMask = start.destinationPortMask;
            dscp = start.dscp;
            flowLabel = start.flowLabel;
            tunnelId = start.tunnelId;
            l3mdev = start.l3mdev;
            inverted = start.inverted;
        }

        /** Source addresses. */
        public Builder from(IpPrefix value) {
            from = value;
            return this;
        }

        /** Destination addresses. */
        public Builder to(IpPrefix value) {
            to = value;
            return this;
        }

        /** Type of service, 0..255; 0 = all. */
        public Builder tos(int value) {
            tos = value;
            return this;
        }

        /** Name of the device it came in by; {@code lo} for packets of this machine. */
        public Builder inputInterface(String value) {
            inputInterface = Optional.of(value);
            return this;
        }

        /** Name of the device its socket is bound to. */
        public Builder outputInterface(String value) {
            outputInterface = Optional.of(value);
            return this;
        }

        /** Firewall mark. */
        public Builder mark(FwMark value) {
            mark = Optional.of(value);
            return this;
        }

        /** User ids of the sending socket. */
        public Builder uid(NumberRange value) {
            uid = Optional.of(value);
            return this;
        }

        /** Protocol inside IP: 6 TCP, 17 UDP, …. */
        public Builder ipProtocol(int value) {
            ipProtocol = OptionalInt.of(value);
            return this;
        }

        /** Source ports. */
        public Builder sourcePort(NumberRange value) {
            sourcePort = Optional.of(value);
            return this;
        }

        /** Destination ports. */
        public Builder destinationPort(NumberRange value) {
            destinationPort = Optional.of(value);
            return this;
        }

        /** The bits of a single source port that count, 0..65535; all of them is what no mask means. */
        public Builder sourcePortMask(int mask) {
            sourcePortMask = mask == RuleSelector.ALL_PORT_BITS ? OptionalInt.empty() : OptionalInt.of(mask);
            return this;
        }

        /** The bits of a single destination port that count, 0..65535. */
        public Builder destinationPortMask(int mask) {
            destinationPortMask = mask == RuleSelector.ALL_PORT_BITS ? OptionalInt.empty() : OptionalInt.of(mask);
            return this;
        }

        /** Differentiated services code point; kernel 6.13 and later, masks 6.15. */
        public Builder dscp(Dscp value) {
            dscp = Optional.of(value);
            return this;
        }

        /** IPv6 flow label; kernel 6.14 and later. */
        public Builder flowLabel(FlowLabel value) {
            flowLabel = Optional.of(value);
            return this;
        }

        /** Tunnel id, 64 bits. */
        public Builder tunnelId(long value) {
            tunnelId = OptionalLong.of(value);
            return this;
        }

        /** Whether the table is that of the packet's VRF. */
        public Builder l3mdev(boolean value) {
            l3mdev = value;
            return this;
        }

        /** Whether the rule is for all other packets: "not". */
        public Builder inverted(boolean value) {
            inverted = value;
            return this;
        }

        /** The whole. */
        public RuleSelector build() {
            return new RuleSelector(
                    from,
                    to,
                    tos,
                    inputInterface,
                    outputInterface,
                    mark,
                    uid,
                    ipProtocol,
                    sourcePort,
                    destinationPort,
                    sourcePortMask,
                    destinationPortMask,
                    dscp,
                    flowLabel,
                    tunnelId,
                    l3mdev,
                    inverted);
        }
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
