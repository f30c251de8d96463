package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Nha.*;
import static dev.multipath.netlink.codec.NhaGroupStatsEntry.*;
import static dev.multipath.netlink.codec.NhaResGroup.*;

import dev.multipath.netlink.model.NextHopGroupStatistics;
import dev.multipath.netlink.model.NextHopMember;
import dev.multipath.netlink.model.NextHopResilience;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.NativeOrder;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a nexthop group has: {@code struct nexthop_grp}, {@code NHA_RES_GROUP}, {@code NHA_GROUP_STATS}. */
final class NextHopGroupCodec {
    private static final int NEXTHOP_GRP = 8;

    private NextHopGroupCodec() {}

    /** The members; a weight is the 16 bits of {@code weight_high} and {@code weight}, + 1. */
    static List<NextHopMember> readMembers(AttributeReader in) throws DecodeException {
        if (in.length() == 0 || in.length() % NEXTHOP_GRP != 0) {
            throw in.error(in.length() + " bytes, a multiple of " + NEXTHOP_GRP + " expected");
        }
        List<NextHopMember> members = new ArrayList<>(in.length() / NEXTHOP_GRP);
        for (int at = 0; at < in.length(); at += NEXTHOP_GRP) {
            int weight = ((in.u8At(at + 5) << 8) | in.u8At(at + 4)) + 1;
            members.add(new NextHopMember(in.u32At(at), weight, in.u16At(at + 6)));
        }
        return members;
    }

    static void writeMembers(List<NextHopMember> members, AttributeWriter attributes) {
        int mark = attributes.open(NHA_GROUP);
        ByteBuf out = attributes.out();
        for (int i = 0; i < members.size(); i++) {
            NextHopMember member = members.get(i);
            NativeOrder.write32(out, (int) member.id());
            out.writeByte(member.weight() - 1);
            out.writeByte((member.weight() - 1) >> 8);
            NativeOrder.write16(out, member.reserved());
        }
        attributes.close(mark);
    }

    static NextHopResilience readResilience(AttributeReader in) throws DecodeException {
        OptionalInt buckets = OptionalInt.empty();
        Optional<Duration> idleTimer = Optional.empty();
        Optional<Duration> unbalancedTimer = Optional.empty();
        Optional<Duration> unbalancedTime = Optional.empty();
        RawAttributes unknown = new RawAttributes();
        while (in.next()) {
            switch (in.type()) {
                case NHA_RES_GROUP_PAD -> {}
                case NHA_RES_GROUP_BUCKETS -> buckets = OptionalInt.of(in.u16());
                case NHA_RES_GROUP_IDLE_TIMER -> idleTimer = Optional.of(ClockTime.of(in.u32()));
                case NHA_RES_GROUP_UNBALANCED_TIMER -> unbalancedTimer = Optional.of(ClockTime.of(in.u32()));
                case NHA_RES_GROUP_UNBALANCED_TIME -> unbalancedTime = Optional.of(ClockTime.of(in.u64()));
                default -> unknown.keep(in);
            }
        }
        return new NextHopResilience(buckets, idleTimer, unbalancedTimer, unbalancedTime, unknown.toUnknown());
    }

    /** @param request leaves out for how long buckets have been out of balance */
    static void writeResilience(NextHopResilience table, AttributeWriter out, boolean request) {
        int mark = out.open(NHA_RES_GROUP | AttributeReader.NESTED);
        if (table.buckets().isPresent()) {
            out.u16(NHA_RES_GROUP_BUCKETS, table.buckets().getAsInt());
        }
        if (table.idleTimer().isPresent()) {
            out.u32(NHA_RES_GROUP_IDLE_TIMER, ClockTime.ticks(table.idleTimer().get()));
        }
        if (table.unbalancedTimer().isPresent()) {
            long ticks = ClockTime.ticks(table.unbalancedTimer().get());
            out.u32(NHA_RES_GROUP_UNBALANCED_TIMER, ticks);
        }
        if (table.unbalancedTime().isPresent() && !request) {
            long ticks = ClockTime.ticks(table.unbalancedTime().get());
            out.u64(NHA_RES_GROUP_UNBALANCED_TIME, ticks);
        }
        RawAttributes.write(out, table.unknown());
        out.close(mark);
    }

    /** @param hardwareUsed stands beside the nest */
    static NextHopGroupStatistics readStatistics(AttributeReader in, Optional<Boolean> hardwareUsed)
            throws DecodeException {
        List<NextHopGroupStatistics.Member> members = new ArrayList<>();
        RawAttributes unknown = new RawAttributes();
        while (in.next()) {
            if (in.type() == NhaGroupStats.NHA_GROUP_STATS_ENTRY) {
                members.add(readEntry(in.nested(NhaGroupStatsEntry.NAMES)));
            } else {
                unknown.keep(in);
            }
        }
        return new NextHopGroupStatistics(members, hardwareUsed, unknown.toUnknown());
    }

    private static NextHopGroupStatistics.Member readEntry(AttributeReader in) throws DecodeException {
        long id = 0;
        long packets = 0;
        OptionalLong hardware = OptionalLong.empty();
        RawAttributes unknown = new RawAttributes();
        while (in.next()) {
            switch (in.type()) {
                case NHA_GROUP_STATS_ENTRY_ID -> id = in.u32();
                case NHA_GROUP_STATS_ENTRY_PACKETS -> packets = uint(in);
                case NHA_GROUP_STATS_ENTRY_PACKETS_HW -> hardware = OptionalLong.of(uint(in));
                default -> unknown.keep(in);
            }
        }
        return new NextHopGroupStatistics.Member(id, packets, hardware, unknown.toUnknown());
    }

    static void writeStatistics(NextHopGroupStatistics statistics, AttributeWriter out) {
        int nest = out.open(NHA_GROUP_STATS | AttributeReader.NESTED);
        for (NextHopGroupStatistics.Member member : statistics.members()) {
            int entry = out.open(NhaGroupStats.NHA_GROUP_STATS_ENTRY | AttributeReader.NESTED);
            out.u32(NHA_GROUP_STATS_ENTRY_ID, member.id());
            uint(out, NHA_GROUP_STATS_ENTRY_PACKETS, member.packets());
            if (member.hardwarePackets().isPresent()) {
                uint(
                        out,
                        NHA_GROUP_STATS_ENTRY_PACKETS_HW,
                        member.hardwarePackets().getAsLong());
            }
            RawAttributes.write(out, member.unknown());
            out.close(entry);
        }
        RawAttributes.write(out, statistics.unknown());
        out.close(nest);
    }

    /** {@code NLA_UINT}: 4 bytes where they suffice, else 8. */
    private static long uint(AttributeReader in) throws DecodeException {
        return in.length() == 4 ? in.u32() : in.u64();
    }

    private static void uint(AttributeWriter out, int type, long value) {
        if (value >>> 32 == 0) {
            out.u32(type, value);
        } else {
            out.u64(type, value);
        }
    }
}
