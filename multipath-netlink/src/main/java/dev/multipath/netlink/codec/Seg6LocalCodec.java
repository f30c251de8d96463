package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Seg6LocalAttribute.*;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Seg6Action;
import dev.multipath.netlink.model.Seg6Local;
import dev.multipath.netlink.model.SegmentRoutingHeader;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What is inside {@code encap seg6local}: {@code SEG6_LOCAL_*}. */
final class Seg6LocalCodec {
    private Seg6LocalCodec() {}

    static Seg6Local read(AttributeReader in) throws DecodeException {
        Seg6Local.Builder local = Seg6Local.of(new Seg6Action(0)).toBuilder();
        RawAttributes unknown = new RawAttributes();
        while (in.next()) {
            switch (in.type()) {
                case SEG6_LOCAL_ACTION -> local.action(new Seg6Action(in.u32()));
                case SEG6_LOCAL_TABLE -> local.table(in.u32());
                case SEG6_LOCAL_VRFTABLE -> local.vrfTable(in.u32());
                case SEG6_LOCAL_NH4 -> local.nextHop(Addresses.read(in, AddressFamily.INET));
                case SEG6_LOCAL_NH6 -> local.nextHop(Addresses.read(in, AddressFamily.INET6));
                case SEG6_LOCAL_IIF -> local.inputInterface(in.s32());
                case SEG6_LOCAL_OIF -> local.outputInterface(in.s32());
                default -> acceptLonger(in, local, unknown);
            }
        }
        return local.unknown(unknown.toUnknown()).build();
    }

    private static void acceptLonger(AttributeReader in, Seg6Local.Builder local, RawAttributes unknown)
            throws DecodeException {
        boolean taken = false;
        switch (in.type()) {
            case SEG6_LOCAL_SRH -> {
                Optional<SegmentRoutingHeader> header = Seg6Codec.header(in, 0);
                header.ifPresent(local::header);
                taken = header.isPresent();
            }
            case SEG6_LOCAL_COUNTERS -> {
                Optional<Seg6Local.Counters> counters = counters(in.nested(Seg6LocalAttribute.COUNTERS));
                counters.ifPresent(local::counters);
                taken = counters.isPresent();
            }
            case SEG6_LOCAL_FLAVORS -> {
                Optional<Seg6Local.Flavors> flavors = flavors(in.nested(Seg6LocalAttribute.FLAVORS));
                flavors.ifPresent(local::flavors);
                taken = flavors.isPresent();
            }
            case SEG6_LOCAL_BPF -> {
                Optional<Seg6Local.Program> program = program(in.nested(Seg6LocalAttribute.BPF));
                program.ifPresent(local::program);
                taken = program.isPresent();
            }
            default -> {}
        }
        if (!taken) {
            unknown.keep(in);
        }
    }

    private static Optional<Seg6Local.Counters> counters(AttributeReader in) throws DecodeException {
        long packets = 0;
        long bytes = 0;
        long errors = 0;
        int found = 0;
        while (in.next()) {
            switch (in.type()) {
                case SEG6_LOCAL_CNT_PACKETS -> packets = in.u64();
                case SEG6_LOCAL_CNT_BYTES -> bytes = in.u64();
                case SEG6_LOCAL_CNT_ERRORS -> errors = in.u64();
                default -> {}
            }
            found |= in.type() < 32 ? 1 << in.type() : 1;
        }
        int all = 1 << SEG6_LOCAL_CNT_PACKETS | 1 << SEG6_LOCAL_CNT_BYTES | 1 << SEG6_LOCAL_CNT_ERRORS;
        return (found & ~(1 << SEG6_LOCAL_CNT_PAD)) == all
                ? Optional.of(new Seg6Local.Counters(packets, bytes, errors))
                : Optional.empty();
    }

    /** Number and name, as the kernel has them; anything else, or less, is no program it would take. */
    private static Optional<Seg6Local.Program> program(AttributeReader in) throws DecodeException {
        OptionalLong number = OptionalLong.empty();
        Optional<String> name = Optional.empty();
        while (in.next()) {
            switch (in.type()) {
                case SEG6_LOCAL_BPF_PROG -> number = OptionalLong.of(in.u32());
                case SEG6_LOCAL_BPF_PROG_NAME -> name = FormReader.text(in);
                default -> {
                    return Optional.empty();
                }
            }
        }
        return number.isPresent() && name.isPresent()
                ? Optional.of(new Seg6Local.Program(number.getAsLong(), name.get()))
                : Optional.empty();
    }

    private static Optional<Seg6Local.Flavors> flavors(AttributeReader in) throws DecodeException {
        OptionalLong operations = OptionalLong.empty();
        OptionalInt blockBits = OptionalInt.empty();
        OptionalInt functionBits = OptionalInt.empty();
        while (in.next()) {
            switch (in.type()) {
                case SEG6_LOCAL_FLV_OPERATION -> operations = OptionalLong.of(in.u32());
                case SEG6_LOCAL_FLV_LCBLOCK_BITS -> blockBits = OptionalInt.of(in.u8());
                case SEG6_LOCAL_FLV_LCNODE_FN_BITS -> functionBits = OptionalInt.of(in.u8());
                default -> {
                    return Optional.empty();
                }
            }
        }
        return operations.isEmpty()
                ? Optional.empty()
                : Optional.of(new Seg6Local.Flavors(operations.getAsLong(), blockBits, functionBits));
    }

    static void write(Seg6Local local, AttributeWriter out, boolean request) {
        out.u32(SEG6_LOCAL_ACTION, local.action().value());
        if (local.header().isPresent()) {
            int mark = out.open(SEG6_LOCAL_SRH);
            Seg6Codec.writeHeader(local.header().get(), out.out());
            out.close(mark);
        }
        if (local.table().isPresent()) {
            out.u32(SEG6_LOCAL_TABLE, local.table().getAsLong());
        }
        if (local.vrfTable().isPresent()) {
            out.u32(SEG6_LOCAL_VRFTABLE, local.vrfTable().getAsLong());
        }
        if (local.nextHop4().isPresent()) {
            Addresses.write(out, SEG6_LOCAL_NH4, local.nextHop4().get());
        }
        if (local.nextHop6().isPresent()) {
            Addresses.write(out, SEG6_LOCAL_NH6, local.nextHop6().get());
        }
        if (local.inputInterface().isPresent()) {
            out.u32(SEG6_LOCAL_IIF, local.inputInterface().getAsInt());
        }
        if (local.outputInterface().isPresent()) {
            out.u32(SEG6_LOCAL_OIF, local.outputInterface().getAsInt());
        }
        if (local.counters().isPresent()) {
            counters(request ? Seg6Local.Counters.ZERO : local.counters().get(), out, request);
        }
        if (local.flavors().isPresent()) {
            flavors(local.flavors().get(), out, request);
        }
        if (local.program().isPresent()) {
            Seg6Local.Program program = local.program().get();
            int mark = out.open(request ? SEG6_LOCAL_BPF | AttributeReader.NESTED : SEG6_LOCAL_BPF);
            out.u32(SEG6_LOCAL_BPF_PROG, program.number());
            out.string(SEG6_LOCAL_BPF_PROG_NAME, program.name());
            out.close(mark);
        }
        RawAttributes.write(out, local.unknown());
    }

    private static void counters(Seg6Local.Counters counters, AttributeWriter out, boolean request) {
        int mark = out.open(request ? SEG6_LOCAL_COUNTERS | AttributeReader.NESTED : SEG6_LOCAL_COUNTERS);
        out.u64(SEG6_LOCAL_CNT_PACKETS, counters.packets());
        out.u64(SEG6_LOCAL_CNT_BYTES, counters.bytes());
        out.u64(SEG6_LOCAL_CNT_ERRORS, counters.errors());
        out.close(mark);
    }

    private static void flavors(Seg6Local.Flavors flavors, AttributeWriter out, boolean request) {
        int mark = out.open(request ? SEG6_LOCAL_FLAVORS | AttributeReader.NESTED : SEG6_LOCAL_FLAVORS);
        out.u32(SEG6_LOCAL_FLV_OPERATION, flavors.operations());
        if (flavors.blockBits().isPresent()) {
            out.u8(SEG6_LOCAL_FLV_LCBLOCK_BITS, flavors.blockBits().getAsInt());
        }
        if (flavors.functionBits().isPresent()) {
            out.u8(SEG6_LOCAL_FLV_LCNODE_FN_BITS, flavors.functionBits().getAsInt());
        }
        out.close(mark);
    }
}
