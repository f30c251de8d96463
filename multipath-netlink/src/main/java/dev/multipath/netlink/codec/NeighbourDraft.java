package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Nda.*;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.NeighbourCacheInfo;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A neighbour while its attributes are read, in whatever order they come. */
final class NeighbourDraft {
    private final MessageReader message;
    private final AddressFamily family;

    private @Nullable IpAddress address;
    private Optional<HardwareAddress> hardwareAddress = Optional.empty();
    private OptionalLong extendedFlags = OptionalLong.empty();
    private Optional<Protocol> protocol = Optional.empty();
    private OptionalLong probes = OptionalLong.empty();
    private Optional<NeighbourCacheInfo> cacheInfo = Optional.empty();
    private final RawAttributes unknown = new RawAttributes();

    NeighbourDraft(MessageReader message) {
        this.message = message;
        this.family = AddressFamily.of(message.u8(0));
    }

    void accept(AttributeReader in) throws DecodeException {
        switch (in.type()) {
            case NDA_DST -> address = Addresses.read(in, family);
            case NDA_LLADDR -> hardwareAddress = Optional.of(LinkCodec.hardwareAddress(in));
            case NDA_FLAGS_EXT -> extendedFlags = OptionalLong.of(in.u32());
            case NDA_PROTOCOL -> protocol = Optional.of(Protocol.of(in.u8()));
            case NDA_PROBES -> probes = OptionalLong.of(in.u32());
            case NDA_CACHEINFO -> cacheInfo = Ndmsg.cacheInfo(in, unknown);
            default -> unknown.keep(in);
        }
    }

    Neighbour toNeighbour() throws DecodeException {
        if (address == null) {
            throw new DecodeException("NDA_DST", 16, "is not there");
        }
        return new Neighbour(
                message.s32(4),
                address,
                message.u16(8),
                message.u8(10),
                RouteType.of(message.u8(11)),
                hardwareAddress,
                extendedFlags,
                protocol,
                probes,
                cacheInfo,
                unknown.toUnknown());
    }
}
