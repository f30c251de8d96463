package dev.multipath.testkit.kernel;

import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.wire.AttributeNames;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import dev.multipath.netlink.wire.NativeOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A nexthop object of the fake kernel: one way out, or a group of them by id ({@code struct nhmsg}, {@code NHA_*}).
 *
 * @param id 0 in a request that lets the kernel choose
 * @param gateway null without one
 * @param members of a group, in order; empty for a single next hop
 */
record FakeNextHop(
        long id,
        int family,
        int protocol,
        int flags,
        int device,
        @Nullable IpAddress gateway,
        boolean blackhole,
        List<Member> members) {
    static final int HEADER = 8;

    private static final int NHA_ID = 1;
    private static final int NHA_GROUP = 2;
    private static final int NHA_GROUP_TYPE = 3;
    private static final int NHA_BLACKHOLE = 4;
    private static final int NHA_OIF = 5;
    private static final int NHA_GATEWAY = 6;
    private static final int MEMBER_BYTES = 8;

    /**
     * @param weight the real weight, 1..65536
     */
    record Member(long id, int weight) {}

    static FakeNextHop read(MessageReader message) throws DecodeException {
        message.requireBody(HEADER, "nhmsg");
        long id = 0;
        int device = 0;
        IpAddress gateway = null;
        boolean blackhole = false;
        List<Member> members = List.of();
        AttributeReader in = message.attributes(HEADER, AttributeNames.NUMBERS);
        while (in.next()) {
            switch (in.type()) {
                case NHA_ID -> id = in.u32();
                case NHA_GROUP -> members = members(in);
                case NHA_BLACKHOLE -> blackhole = true;
                case NHA_OIF -> device = in.s32();
                case NHA_GATEWAY -> gateway = address(in);
                default -> {}
            }
        }
        return new FakeNextHop(
                id, message.u8(0), message.u8(2), (int) message.u32(4), device, gateway, blackhole, members);
    }

    boolean isGroup() {
        return !members.isEmpty();
    }

    FakeNextHop id(long newId) {
        return new FakeNextHop(newId, family, protocol, flags, device, gateway, blackhole, members);
    }

    FakeNextHop members(List<Member> left) {
        return new FakeNextHop(id, family, protocol, flags, device, gateway, blackhole, List.copyOf(left));
    }

    /** As a route shows it; weights beyond 256 wrap there. */
    NextHop hop(int weight) {
        NextHop hop = gateway == null ? NextHop.dev(device) : NextHop.via(gateway, device);
        return hop.weight(((weight - 1) & 0xff) + 1).flags(flags & NextHop.CONFIGURED);
    }

    /** As {@code RTM_NEWNEXTHOP} and {@code RTM_DELNEXTHOP} show it. */
    void write(MessageWriter message) {
        message.u8(isGroup() ? 0 : family).u8(0).u8(protocol).u8(0).u32(flags);
        AttributeWriter out = message.attributes();
        out.u32(NHA_ID, id);
        if (isGroup()) {
            int mark = out.open(NHA_GROUP);
            for (Member member : members) {
                NativeOrder.write32(out.out(), (int) member.id());
                out.out().writeByte(member.weight() - 1);
                out.out().writeByte((member.weight() - 1) >> 8);
                NativeOrder.write16(out.out(), 0);
            }
            out.close(mark);
            out.u16(NHA_GROUP_TYPE, 0);
            return;
        }
        if (blackhole) {
            out.flag(NHA_BLACKHOLE);
            return;
        }
        out.u32(NHA_OIF, device);
        if (gateway != null) {
            out.bytes(NHA_GATEWAY, gateway.toBytes());
        }
    }

    private static List<Member> members(AttributeReader in) throws DecodeException {
        List<Member> members = new ArrayList<>();
        for (int at = 0; at + MEMBER_BYTES <= in.length(); at += MEMBER_BYTES) {
            members.add(new Member(in.u32At(at), (in.u8At(at + 4) | (in.u8At(at + 5) << 8)) + 1));
        }
        return List.copyOf(members);
    }

    private static IpAddress address(AttributeReader in) throws DecodeException {
        if (in.length() != 4 && in.length() != 16) {
            throw in.error(in.length() + " bytes, 4 or 16 expected");
        }
        return IpAddress.of(in.bytes());
    }
}
