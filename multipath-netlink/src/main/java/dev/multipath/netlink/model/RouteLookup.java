package dev.multipath.netlink.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A question to the kernel's forwarding lookup: {@code ip route get}.
 *
 * @param destination where the packet goes
 * @param source where it says it comes from
 * @param inputInterface index of the device it came in by; absent for a packet of this machine
 * @param outputInterface index of the device the socket is bound to; that of a VRF device looks in the VRF's table
 * @param mark firewall mark
 * @param uid user id of the sending socket; absent = the asking process's
 * @param ipProtocol 6 TCP, 17 UDP, …: needed for the ports to count
 * @param sourcePort 1..65535
 * @param destinationPort 1..65535
 * @param tos type of service
 * @param flowLabel IPv6 flow label, 0..0xfffff; kernel 6.14 and later
 * @param fibMatch whether to answer with the table's entry as it stands rather than with what it means for the packet
 */
public record RouteLookup(
        IpAddress destination,
        Optional<IpAddress> source,
        OptionalInt inputInterface,
        OptionalInt outputInterface,
        OptionalLong mark,
        OptionalLong uid,
        OptionalInt ipProtocol,
        OptionalInt sourcePort,
        OptionalInt destinationPort,
        int tos,
        OptionalInt flowLabel,
        boolean fibMatch) {

    /** @throws IllegalArgumentException for a number its field does not hold, and for addresses of two families */
    public RouteLookup {
        OpenNumber.check(tos, 0xff, "tos");
        OpenNumber.check(flowLabel.orElse(0), FlowLabel.ALL_BITS, "flow label");
        OpenNumber.check(mark.orElse(0), 0xffff_ffffL, "mark");
        OpenNumber.check(uid.orElse(0), 0xffff_ffffL, "uid");
        OpenNumber.check(ipProtocol.orElse(0), 0xff, "IP protocol");
        OpenNumber.check(sourcePort.orElse(0), 0xffff, "source port");
        OpenNumber.check(destinationPort.orElse(0), 0xffff, "destination port");
        if (source.isPresent() && !source.get().family().equals(destination.family())) {
            throw new IllegalArgumentException("from " + source.get() + " to " + destination + ": two families");
        }
    }

    /** A packet of this machine to a destination, nothing else known. */
    public static RouteLookup to(IpAddress destination) {
        return new RouteLookup(
                destination,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                0,
                OptionalInt.empty(),
                false);
    }

    /** What follows {@code ip route get}, interfaces by number. */
    @Override
    public String toString() {
        return Iproute2.lookup(this, InterfaceNames.NUMBERS);
    }

    /** This question, to be changed part by part. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Describes a question part by part. */
    public static final class Builder {
        private IpAddress destination;
        private Optional<IpAddress> source;
        private OptionalInt inputInterface;
        private OptionalInt outputInterface;
        private OptionalLong mark;
        private OptionalLong uid;
        private OptionalInt ipProtocol;
        private OptionalInt sourcePort;
        private OptionalInt destinationPort;
        private int tos;
        private OptionalInt flowLabel;
        private boolean fibMatch;

        private Builder(RouteLookup start) {
            destination = start.destination;
            source = start.source;
            inputInterface = start.inputInterface;
            outputInterface = start.outputInterface;
            mark = start.mark;
            uid = start.uid;
            ipProtocol = start.ipProtocol;
            sourcePort = start.sourcePort;
            destinationPort = start.destinationPort;
            tos = start.tos;
            flowLabel = start.flowLabel;
            fibMatch = start.fibMatch;
        }

        /** Where the packet goes. */
        public Builder destination(IpAddress value) {
            destination = value;
            return this;
        }

        /** Where it says it comes from. */
        public Builder source(IpAddress value) {
            source = Optional.of(value);
            return this;
        }

        /** Index of the device it came in by. */
        public Builder inputInterface(int value) {
            inputInterface = OptionalInt.of(value);
            return this;
        }

        /** Index of the device the socket is bound to. */
        public Builder outputInterface(int value) {
            outputInterface = OptionalInt.of(value);
            return this;
        }

        /** Firewall mark. */
        public Builder mark(long value) {
            mark = OptionalLong.of(value);
            return this;
        }

        /** User id of the sending socket. */
        public Builder uid(long value) {
            uid = OptionalLong.of(value);
            return this;
        }

        /** Protocol inside IP: 6 TCP, 17 UDP, …. */
        public Builder ipProtocol(int value) {
            ipProtocol = OptionalInt.of(value);
            return this;
        }

        /** Source port. */
        public Builder sourcePort(int value) {
            sourcePort = OptionalInt.of(value);
            return this;
        }

        /** Destination port. */
        public Builder destinationPort(int value) {
            destinationPort = OptionalInt.of(value);
            return this;
        }

        /** Type of service. */
        public Builder tos(int value) {
            tos = value;
            return this;
        }

        /** IPv6 flow label, 0..0xfffff. */
        public Builder flowLabel(int value) {
            flowLabel = OptionalInt.of(value);
            return this;
        }

        /** Whether to answer with the table's entry as it stands: {@code fibmatch}. */
        public Builder fibMatch(boolean value) {
            fibMatch = value;
            return this;
        }

        /** The whole. */
        public RouteLookup build() {
            return new RouteLookup(
                    destination,
                    source,
                    inputInterface,
                    outputInterface,
                    mark,
                    uid,
                    ipProtocol,
                    sourcePort,
                    destinationPort,
                    tos,
                    flowLabel,
                    fibMatch);
        }
    }
}
