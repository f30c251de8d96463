package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Nda.NDA_CACHEINFO;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.NeighbourCacheInfo;
import dev.multipath.netlink.model.RouteType;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageWriter;
import dev.multipath.netlink.wire.NativeOrder;
import io.netty.buffer.ByteBuf;
import java.util.Optional;

/** {@code struct ndmsg} and the attributes that neighbours and forwarding entries share. */
final class Ndmsg {
    static final int HEADER = 12;

    private static final int CACHEINFO_LENGTH = 16;

    private Ndmsg() {}

    static void write(MessageWriter message, AddressFamily family, int index, int state, int flags, RouteType type) {
        message.u8(family.value()).u8(0).u16(0).u32(index).u16(state).u8(flags).u8(type.value());
    }

    /** Absent where the structure is longer than ours: it is then kept raw, so that nothing of it is lost. */
    static Optional<NeighbourCacheInfo> cacheInfo(AttributeReader in, RawAttributes unknown) throws DecodeException {
        if (in.length() > CACHEINFO_LENGTH) {
            unknown.keep(in);
            return Optional.empty();
        }
        return Optional.of(new NeighbourCacheInfo(in.u32At(0), in.u32At(4), in.u32At(8), in.u32At(12)));
    }

    static void cacheInfo(AttributeWriter out, NeighbourCacheInfo info) {
        int mark = out.open(NDA_CACHEINFO);
        ByteBuf bytes = out.out();
        NativeOrder.write32(bytes, (int) info.confirmed());
        NativeOrder.write32(bytes, (int) info.used());
        NativeOrder.write32(bytes, (int) info.updated());
        NativeOrder.write32(bytes, (int) info.references());
        out.close(mark);
    }
}
