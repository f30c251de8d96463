package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Nda.*;
import static dev.multipath.netlink.codec.Nfea.*;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.FdbActivity;
import dev.multipath.netlink.model.FdbEntry;
import dev.multipath.netlink.model.FdbFlush;
import dev.multipath.netlink.model.FdbTarget;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import java.util.OptionalInt;

/**
 * Forwarding entries of bridges and tunnels: {@code struct ndmsg} of family AF_BRIDGE and {@code NDA_*}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/bridge.8.html">bridge(8)</a>
 */
public final class FdbCodec {
    private FdbCodec() {}

    /** Whether the message is about a forwarding entry, which {@link #decode} takes. */
    public static boolean isTyped(MessageReader message) throws DecodeException {
        message.requireBody(1, "ndmsg");
        return message.u8(0) == AddressFamily.BRIDGE.value();
    }

    /**
     * Reads the entry the message is about, a reply, a notification or a request to add or delete.
     *
     * @throws DecodeException for broken bytes, for another family, and when there is no hardware address in it
     */
    public static FdbEntry decode(MessageReader message) throws DecodeException {
        message.requireBody(Ndmsg.HEADER, "ndmsg");
        if (!isTyped(message)) {
            throw new DecodeException("ndm_family", 16, "family " + message.u8(0) + " is not AF_BRIDGE");
        }
        FdbDraft draft = new FdbDraft(message);
        AttributeReader in = message.attributes(Ndmsg.HEADER, Nda.NAMES);
        while (in.next()) {
            draft.accept(in);
        }
        try {
            return draft.toEntry();
        } catch (IllegalArgumentException e) {
            throw new DecodeException("ndmsg", 16, String.valueOf(e.getMessage()), e);
        }
    }

    /** Writes header and attributes as the kernel reports the entry. */
    public static void encode(FdbEntry entry, MessageWriter message) {
        common(entry, entry.flags(), message);
        AttributeWriter out = message.attributes();
        if (entry.master().isPresent()) {
            out.u32(NDA_MASTER, entry.master().getAsInt());
        }
        if (entry.linkNetNsId().isPresent()) {
            out.u32(NDA_LINK_NETNSID, entry.linkNetNsId().getAsInt());
        }
        if (entry.cacheInfo().isPresent()) {
            Ndmsg.cacheInfo(out, entry.cacheInfo().get());
        }
        RawAttributes.write(out, entry.unknown());
    }

    /**
     * Writes header and attributes as a request to add, replace or delete the entry: to {@link FdbEntry#keeper}, and
     * without what only the kernel says.
     */
    public static void encodeRequest(FdbEntry entry, MessageWriter message) {
        common(entry, entry.flags() | entry.keeper(), message);
        RawAttributes.write(message.attributes(), entry.unknown());
    }

    /** Writes a request that asks for one entry: the kernel refuses anything more. */
    public static void encodeKey(FdbEntry entry, MessageWriter message) {
        Ndmsg.write(message, AddressFamily.BRIDGE, entry.interfaceIndex(), 0, entry.keeper(), RouteType.UNSPEC);
        AttributeWriter out = message.attributes();
        out.bytes(NDA_LLADDR, entry.address().toBytes());
        if (entry.vlan().isPresent()) {
            out.u16(NDA_VLAN, entry.vlan().getAsInt());
        }
        if (entry.sourceVni().isPresent()) {
            out.u32(NDA_VNI, entry.sourceVni().getAsLong());
        }
    }

    /**
     * Writes a request to list entries.
     *
     * @param interfaceIndex of one port or device only
     * @param bridge of the ports of one bridge, and of itself, only
     */
    public static void encodeDump(OptionalInt interfaceIndex, OptionalInt bridge, MessageWriter message) {
        Ndmsg.write(message, AddressFamily.BRIDGE, interfaceIndex.orElse(0), 0, 0, RouteType.UNSPEC);
        if (bridge.isPresent()) {
            message.attributes().u32(NDA_MASTER, bridge.getAsInt());
        }
    }

    /** Writes a request that deletes many entries at once. */
    public static void encodeFlush(FdbFlush flush, MessageWriter message) {
        Ndmsg.write(
                message,
                AddressFamily.BRIDGE,
                flush.interfaceIndex(),
                flush.state(),
                flush.flags() | FdbEntry.SELF,
                RouteType.UNSPEC);
        AttributeWriter out = message.attributes();
        if (flush.port().isPresent()) {
            out.u32(NDA_IFINDEX, flush.port().getAsInt());
        }
        if (flush.vlan().isPresent()) {
            out.u16(NDA_VLAN, flush.vlan().getAsInt());
        }
        if (flush.stateMask() != 0) {
            out.u16(NDA_NDM_STATE_MASK, flush.stateMask());
        }
        if (flush.flagsMask() != 0) {
            out.u8(NDA_NDM_FLAGS_MASK, flush.flagsMask());
        }
    }

    private static void common(FdbEntry entry, int flags, MessageWriter message) {
        Ndmsg.write(message, AddressFamily.BRIDGE, entry.interfaceIndex(), entry.state(), flags, entry.type());
        AttributeWriter out = message.attributes();
        out.bytes(NDA_LLADDR, entry.address().toBytes());
        if (entry.vlan().isPresent()) {
            out.u16(NDA_VLAN, entry.vlan().getAsInt());
        }
        if (entry.target() instanceof FdbTarget.Remote remote) {
            remote(remote, out);
        } else if (entry.target() instanceof FdbTarget.Group group) {
            out.u32(NDA_NH_ID, group.id());
        }
        if (entry.sourceVni().isPresent()) {
            out.u32(NDA_SRC_VNI, entry.sourceVni().getAsLong());
        }
        if (entry.extendedFlags().isPresent()) {
            out.u32(NDA_FLAGS_EXT, entry.extendedFlags().getAsLong());
        }
        if (entry.activity().isPresent()) {
            activity(entry.activity().get(), out);
        }
    }

    private static void remote(FdbTarget.Remote remote, AttributeWriter out) {
        if (remote.address().isPresent()) {
            Addresses.write(out, NDA_DST, remote.address().get());
        }
        if (remote.port().isPresent()) {
            out.be16(NDA_PORT, remote.port().getAsInt());
        }
        if (remote.vni().isPresent()) {
            out.u32(NDA_VNI, remote.vni().getAsLong());
        }
        if (remote.interfaceIndex().isPresent()) {
            out.u32(NDA_IFINDEX, remote.interfaceIndex().getAsInt());
        }
    }

    private static void activity(FdbActivity activity, AttributeWriter out) {
        int mark = out.open(NDA_FDB_EXT_ATTRS | AttributeReader.NESTED);
        if (activity.notification().isPresent()) {
            out.u8(NFEA_ACTIVITY_NOTIFY, activity.notification().getAsInt());
        }
        if (activity.dontRefresh()) {
            out.flag(NFEA_DONT_REFRESH);
        }
        RawAttributes.write(out, activity.unknown());
        out.close(mark);
    }
}
