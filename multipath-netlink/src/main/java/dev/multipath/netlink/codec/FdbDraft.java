package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Nda.*;
import static dev.multipath.netlink.codec.Nfea.*;

import dev.multipath.netlink.model.FdbActivity;
import dev.multipath.netlink.model.FdbEntry;
import dev.multipath.netlink.model.FdbTarget;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NeighbourCacheInfo;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A forwarding entry while its attributes are read, in whatever order they come. */
final class FdbDraft {
    private final MessageReader message;

    private @Nullable HardwareAddress address;
    private OptionalInt vlan = OptionalInt.empty();
    private OptionalInt master = OptionalInt.empty();
    private Optional<IpAddress> remote = Optional.empty();
    private OptionalInt port = OptionalInt.empty();
    private OptionalLong vni = OptionalLong.empty();
    private OptionalInt via = OptionalInt.empty();
    private OptionalLong nextHopId = OptionalLong.empty();
    private OptionalLong sourceVni = OptionalLong.empty();
    private OptionalInt linkNetNsId = OptionalInt.empty();
    private OptionalLong extendedFlags = OptionalLong.empty();
    private Optional<FdbActivity> activity = Optional.empty();
    private Optional<NeighbourCacheInfo> cacheInfo = Optional.empty();
    private final RawAttributes unknown = new RawAttributes();

    FdbDraft(MessageReader message) {
        this.message = message;
    }

    void accept(AttributeReader in) throws DecodeException {
        switch (in.type()) {
            case NDA_LLADDR -> address = LinkCodec.hardwareAddress(in);
            case NDA_VLAN -> vlan = OptionalInt.of(in.u16());
            case NDA_MASTER -> master = OptionalInt.of(in.s32());
            case NDA_DST -> remote = Optional.of(address(in));
            case NDA_PORT -> port = OptionalInt.of(port(in));
            case NDA_VNI -> vni = OptionalLong.of(in.u32());
            case NDA_IFINDEX -> via = OptionalInt.of(in.s32());
            case NDA_NH_ID -> nextHopId = OptionalLong.of(in.u32());
            case NDA_SRC_VNI -> sourceVni = OptionalLong.of(in.u32());
            case NDA_LINK_NETNSID -> linkNetNsId = OptionalInt.of(in.s32());
            case NDA_FLAGS_EXT -> extendedFlags = OptionalLong.of(in.u32());
            case NDA_FDB_EXT_ATTRS -> activity = Optional.of(activity(in));
            case NDA_CACHEINFO -> cacheInfo = Ndmsg.cacheInfo(in, unknown);
            default -> unknown.keep(in);
        }
    }

    FdbEntry toEntry() throws DecodeException {
        if (address == null) {
            throw new DecodeException("NDA_LLADDR", 16, "is not there");
        }
        return new FdbEntry(
                message.s32(4),
                address,
                message.u16(8),
                message.u8(10),
                RouteType.of(message.u8(11)),
                vlan,
                master,
                target(),
                sourceVni,
                linkNetNsId,
                extendedFlags,
                activity,
                cacheInfo,
                unknown.toUnknown());
    }

    private FdbTarget target() {
        boolean said = remote.isPresent() || port.isPresent() || vni.isPresent() || via.isPresent();
        if (nextHopId.isEmpty()) {
            return said ? new FdbTarget.Remote(remote, port, vni, via) : FdbTarget.NONE;
        }
        if (said) {
            throw new IllegalArgumentException("a nexthop group together with a remote end");
        }
        return new FdbTarget.Group(nextHopId.getAsLong());
    }

    /** The length tells which family it is of. */
    private static IpAddress address(AttributeReader in) throws DecodeException {
        try {
            return IpAddress.of(in.bytes());
        } catch (IllegalArgumentException e) {
            throw in.error(e);
        }
    }

    /** In network order. */
    private static int port(AttributeReader in) throws DecodeException {
        in.requireLength(2);
        return in.u8At(0) << 8 | in.u8At(1);
    }

    private static FdbActivity activity(AttributeReader outer) throws DecodeException {
        OptionalInt notify = OptionalInt.empty();
        boolean dontRefresh = false;
        RawAttributes unknown = new RawAttributes();
        AttributeReader in = outer.nested(Nfea.NAMES);
        while (in.next()) {
            switch (in.type()) {
                case NFEA_ACTIVITY_NOTIFY -> notify = OptionalInt.of(in.u8());
                case NFEA_DONT_REFRESH -> {
                    in.requireLength(0);
                    dontRefresh = true;
                }
                default -> unknown.keep(in);
            }
        }
        return new FdbActivity(notify, dontRefresh, unknown.toUnknown());
    }
}
