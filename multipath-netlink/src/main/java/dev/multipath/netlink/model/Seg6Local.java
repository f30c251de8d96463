package dev.multipath.netlink.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What this machine does with packets for one of its own segments: {@code encap seg6local}, {@code SEG6_LOCAL_*}. Which
 * parts an action needs is in ip-route(8); the kernel refuses others.
 *
 * @param action what to do
 * @param table {@code table}: looked up, End.T and End.DT6
 * @param vrfTable "vrftable": the table of a VRF device, End.DT4, End.DT6, End.DT46
 * @param nextHop4 {@code nh4}, IPv4
 * @param nextHop6 {@code nh6}, IPv6
 * @param inputInterface {@code iif}, an index
 * @param outputInterface {@code oif}, an index
 * @param header {@code srh}: put in by End.B6 and End.B6.Encaps
 * @param flavors {@code flavors}
 * @param counters {@code count}: counting, and what was counted; written as zeros
 * @param program {@code endpoint}: what End.BPF runs
 * @param unknown attributes not typed here
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-route.8.html">ip-route(8)</a>, linux/seg6_local.h
 */
public record Seg6Local(
        Seg6Action action,
        OptionalLong table,
        OptionalLong vrfTable,
        Optional<IpAddress> nextHop4,
        Optional<IpAddress> nextHop6,
        OptionalInt inputInterface,
        OptionalInt outputInterface,
        Optional<SegmentRoutingHeader> header,
        Optional<Flavors> flavors,
        Optional<Counters> counters,
        Optional<Program> program,
        UnknownAttributes unknown)
        implements Encapsulation {

    /**
     * Variations of an action: {@code SEG6_LOCAL_FLAVORS}.
     *
     * @param operations bit n set means {@code SEG6_LOCAL_FLV_OP_} n: see the constants here; 32 bits
     * @param blockBits {@code lblen}: bits of the locator block, for next-csid
     * @param functionBits {@code nflen}: bits of node and function, for next-csid
     */
    public record Flavors(long operations, OptionalInt blockBits, OptionalInt functionBits) {
        /** Penultimate segment pop. */
        public static final long PSP = 1 << 1;
        /** Ultimate segment pop. */
        public static final long USP = 1 << 2;
        /** Ultimate segment decapsulation. */
        public static final long USD = 1 << 3;
        /** Compressed segments, next one shifted in. */
        public static final long NEXT_CSID = 1 << 4;

        /** @throws IllegalArgumentException for a number its field does not hold */
        public Flavors {
            OpenNumber.check(operations, 0xffff_ffffL, "flavors");
            OpenNumber.check(blockBits.orElse(0), 0xff, "locator block bits");
            OpenNumber.check(functionBits.orElse(0), 0xff, "node function bits");
        }

        /** These operations, nothing else said. */
        public static Flavors of(long operations) {
            return new Flavors(operations, OptionalInt.empty(), OptionalInt.empty());
        }
    }

    /** What a segment counted, each 64 bits: {@code SEG6_LOCAL_COUNTERS}. */
    public record Counters(long packets, long bytes, long errors) {
        /** Nothing yet. */
        public static final Counters ZERO = new Counters(0, 0, 0);
    }

    /**
     * A BPF program: {@code SEG6_LOCAL_BPF}. The trap: what a route is made with is a descriptor of the program, open in
     * this process, and what the kernel reports is the program's id. So a route that was listed cannot be added as it is.
     *
     * @param number the descriptor (in a request) or id (in a report), 32 bits
     * @param name what it shall be called, 1..255 bytes; the kernel demands it and makes nothing of it
     * @see <a href="https://man7.org/linux/man-pages/man2/bpf.2.html">bpf(2)</a>
     */
    public record Program(long number, String name) {
        /** @throws IllegalArgumentException for a number wider than 32 bits, and for a name with a zero character */
        public Program {
            OpenNumber.check(number, 0xffff_ffffL, "BPF program");
            if (name.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("the name of a BPF program has a zero character");
            }
        }
    }

    /** @throws IllegalArgumentException for a number its field does not hold, and for a next hop of the wrong family */
    public Seg6Local {
        OpenNumber.check(table.orElse(0), 0xffff_ffffL, "table");
        OpenNumber.check(vrfTable.orElse(0), 0xffff_ffffL, "table");
        if (nextHop4.isPresent() && !nextHop4.get().isIpv4()) {
            throw new IllegalArgumentException("nh4 " + nextHop4.get());
        }
        if (nextHop6.isPresent() && nextHop6.get().isIpv4()) {
            throw new IllegalArgumentException("nh6 " + nextHop6.get());
        }
    }

    /** This action and nothing else, to be completed with {@link #toBuilder()}. */
    public static Seg6Local of(Seg6Action action) {
        return new Seg6Local(
                action,
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                UnknownAttributes.NONE);
    }

    /** This, to be changed part by part. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    Seg6Local withoutCounts() {
        return counters.isEmpty() || counters.get().equals(Counters.ZERO)
                ? this
                : toBuilder().counting().build();
    }

    /** In the words of {@code ip route}. */
    @Override
    public String toString() {
        return Iproute2Encapsulation.words(this, InterfaceNames.NUMBERS);
    }

    /** Describes it part by part. */
    public static final class Builder {
        private Seg6Action action;
        private OptionalLong table;
        private OptionalLong vrfTable;
        private Optional<IpAddress> nextHop4;
        private Optional<IpAddress> nextHop6;
        private OptionalInt inputInterface;
        private OptionalInt outputInterface;
        private Optional<SegmentRoutingHeader> header;
        private Optional<Flavors> flavors;
        private Optional<Counters> counters;
        private Optional<Program> program;
        private UnknownAttributes unknown;

        private Builder(Seg6Local start) {
            action = start.action;
            table = start.table;
            vrfTable = start.vrfTable;
            nextHop4 = start.nextHop4;
            nextHop6 = start.nextHop6;
            inputInterface = start.inputInterface;
            outputInterface = start.outputInterface;
            header = start.header;
            flavors = start.flavors;
            counters = start.counters;
            program = start.program;
            unknown = start.unknown;
        }

        /** What to do. */
        public Builder action(Seg6Action value) {
            action = value;
            return this;
        }

        /** Looked up there. */
        public Builder table(long value) {
            table = OptionalLong.of(value);
            return this;
        }

        /** Looked up in the table of that VRF. */
        public Builder vrfTable(long value) {
            vrfTable = OptionalLong.of(value);
            return this;
        }

        /** To this neighbour, IPv4 or IPv6. */
        public Builder nextHop(IpAddress value) {
            if (value.isIpv4()) {
                nextHop4 = Optional.of(value);
            } else {
                nextHop6 = Optional.of(value);
            }
            return this;
        }

        /** Index of the device packets come in by. */
        public Builder inputInterface(int value) {
            inputInterface = OptionalInt.of(value);
            return this;
        }

        /** Index of the device packets go out by. */
        public Builder outputInterface(int value) {
            outputInterface = OptionalInt.of(value);
            return this;
        }

        /** The header put in. */
        public Builder header(SegmentRoutingHeader value) {
            header = Optional.of(value);
            return this;
        }

        /** A variation. */
        public Builder flavors(Flavors value) {
            flavors = Optional.of(value);
            return this;
        }

        /** Counting, from zero. */
        public Builder counting() {
            return counters(Counters.ZERO);
        }

        /** With this counted. */
        public Builder counters(Counters value) {
            counters = Optional.of(value);
            return this;
        }

        /** Running that; see {@link Program} for what its number is. */
        public Builder program(Program value) {
            program = Optional.of(value);
            return this;
        }

        /** Attributes of no type. */
        public Builder unknown(UnknownAttributes value) {
            unknown = value;
            return this;
        }

        /** The whole. */
        public Seg6Local build() {
            return new Seg6Local(
                    action,
                    table,
                    vrfTable,
                    nextHop4,
                    nextHop6,
                    inputInterface,
                    outputInterface,
                    header,
                    flavors,
                    counters,
                    program,
                    unknown);
        }
    }
}
