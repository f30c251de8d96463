package dev.multipath.netlink;

import dev.multipath.netlink.codec.LinkCodec;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Interfaces as a kernel reports them, whatever else the record has. */
final class ViewObjects {
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_MASTER = 10;

    private ViewObjects() {}

    static Link link(int index, String name, boolean up) {
        return link(index, name, up, 0);
    }

    static Link enslaved(Link link, int master) {
        return link(link.index(), link.name(), link.isUp(), master);
    }

    private static Link link(int index, String name, boolean up, int master) {
        ByteBuf out = Unpooled.buffer();
        MessageWriter message = new MessageWriter(out).begin(16, 0, 0);
        message.u8(0)
                .u8(0)
                .u16(1)
                .u32(index)
                .u32(up ? Link.UP | Link.LOWER_UP : 0)
                .u32(0);
        AttributeWriter attributes = message.attributes();
        attributes.string(IFLA_IFNAME, name);
        if (master > 0) {
            attributes.u32(IFLA_MASTER, master);
        }
        message.end();
        MessageReader reader = new MessageReader(out);
        try {
            reader.next();
            return LinkCodec.decode(reader);
        } catch (DecodeException e) {
            throw new AssertionError(e);
        }
    }
}
