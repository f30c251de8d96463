package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Nha.*;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.NextHopGroupStatistics;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.NextHopTarget;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import java.util.Optional;

/**
 * Nexthop objects: {@code struct nhmsg} and {@code NHA_*}. The legs of routes are {@link NextHopCodec}'s.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/nexthop.h">linux/nexthop.h</a>
 */
public final class NextHopObjectCodec {
    static final int HEADER = 8;

    private NextHopObjectCodec() {}

    /** Whether the message is about an IPv4 or IPv6 nexthop or a group, which {@link #decode} takes. */
    public static boolean isTyped(MessageReader message) throws DecodeException {
        message.requireBody(1, "nhmsg");
        int family = message.u8(0);
        return family == 0 || family == AddressFamily.INET.value() || family == AddressFamily.INET6.value();
    }

    /**
     * Reads the nexthop object the message is about, a reply, a notification or a request to add or delete.
     *
     * @throws DecodeException for broken bytes, for another family, and for attributes that exclude each other
     */
    public static NextHopObject decode(MessageReader message) throws DecodeException {
        message.requireBody(HEADER, "nhmsg");
        if (!isTyped(message)) {
            throw new DecodeException("nh_family", 16, "family " + message.u8(0) + " is neither IPv4 nor IPv6");
        }
        NextHopObjectDraft draft = new NextHopObjectDraft(message);
        AttributeReader in = message.attributes(HEADER, Nha.NAMES);
        while (in.next()) {
            try {
                draft.accept(in);
            } catch (IllegalArgumentException e) {
                throw in.error(e);
            }
        }
        try {
            return draft.toObject();
        } catch (IllegalArgumentException e) {
            throw new DecodeException("nhmsg", 16, String.valueOf(e.getMessage()), e);
        }
    }

    /** Writes header and attributes as the kernel reports the object. */
    public static void encode(NextHopObject object, MessageWriter message) {
        header(object, message, object.scope().value(), object.flags());
        AttributeWriter out = message.attributes();
        target(object, out, false);
        if (object.operationFlags() != 0) {
            out.u32(NHA_OP_FLAGS, object.operationFlags());
        }
        RawAttributes.write(out, object.unknown());
    }

    /**
     * Writes header and attributes as a request to add or replace the object. What only the kernel reports is left out:
     * scope, state flags, statistics.
     */
    public static void encodeRequest(NextHopObject object, MessageWriter message) {
        header(object, message, 0, object.flags() & NextHop.ONLINK);
        AttributeWriter out = message.attributes();
        target(object, out, true);
        RawAttributes.write(out, object.unknown());
    }

    /** Writes header and attributes as a request to look up or delete the object of this id. */
    public static void encodeId(long id, MessageWriter message) {
        message.u8(0).u8(0).u8(0).u8(0).u32(0);
        message.attributes().u32(NHA_ID, id);
    }

    private static void header(NextHopObject object, MessageWriter message, int scope, long flags) {
        message.u8(object.target().family().value());
        message.u8(scope);
        message.u8(object.protocol().value());
        message.u8(0);
        message.u32(flags);
    }

    private static void target(NextHopObject object, AttributeWriter out, boolean request) {
        if (object.id() != 0) {
            out.u32(NHA_ID, object.id());
        }
        if (object.target() instanceof NextHopTarget.Single single) {
            gateway(single.gateway(), out);
            out.u32(NHA_OIF, single.interfaceIndex());
            if (single.encapsulation().isPresent()) {
                EncapsulationCodec.write(single.encapsulation().get(), NHA_ENCAP, NHA_ENCAP_TYPE, out, request);
            }
        } else if (object.target() instanceof NextHopTarget.Blackhole) {
            out.flag(NHA_BLACKHOLE);
        } else if (object.target() instanceof NextHopTarget.Fdb fdb) {
            gateway(fdb.gateway(), out);
            out.flag(NHA_FDB);
        } else if (object.target() instanceof NextHopTarget.Group group) {
            group(group, out, request);
        }
    }

    private static void gateway(Optional<IpAddress> gateway, AttributeWriter out) {
        if (gateway.isPresent()) {
            Addresses.write(out, NHA_GATEWAY, gateway.get());
        }
    }

    private static void group(NextHopTarget.Group group, AttributeWriter out, boolean request) {
        NextHopGroupCodec.writeMembers(group.members(), out);
        if (group.type().isPresent()) {
            out.u16(NHA_GROUP_TYPE, group.type().get().value());
        }
        if (group.fdb()) {
            out.flag(NHA_FDB);
        }
        if (group.resilience().isPresent()) {
            NextHopGroupCodec.writeResilience(group.resilience().get(), out, request);
        }
        if (group.hardwareStatistics().isPresent()) {
            out.u32(NHA_HW_STATS_ENABLE, group.hardwareStatistics().get() ? 1 : 0);
        }
        if (group.statistics().isPresent() && !request) {
            NextHopGroupStatistics statistics = group.statistics().get();
            if (statistics.hardwareUsed().isPresent()) {
                out.u32(NHA_HW_STATS_USED, statistics.hardwareUsed().get() ? 1 : 0);
            }
            NextHopGroupCodec.writeStatistics(statistics, out);
        }
    }
}
