package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Nda.*;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Neighbours: {@code struct ndmsg} and {@code NDA_*}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>
 */
public final class NeighbourCodec {
    static final int HEADER = 12;

    private NeighbourCodec() {}

    /** Whether the message is about an IPv4 or IPv6 neighbour, which {@link #decode} takes. */
    public static boolean isTyped(MessageReader message) throws DecodeException {
        message.requireBody(1, "ndmsg");
        int family = message.u8(0);
        return family == AddressFamily.INET.value() || family == AddressFamily.INET6.value();
    }

    /**
     * Reads the neighbour the message is about.
     *
     * @throws DecodeException for broken bytes, for another family, and when there is no address in it
     */
    public static Neighbour decode(MessageReader message) throws DecodeException {
        message.requireBody(HEADER, "ndmsg");
        if (!isTyped(message)) {
            throw new DecodeException("ndm_family", 16, "family " + message.u8(0) + " is neither IPv4 nor IPv6");
        }
        AddressFamily family = AddressFamily.of(message.u8(0));
        @Nullable IpAddress address = null;
        Optional<HardwareAddress> hardware = Optional.empty();
        RawAttributes unknown = new RawAttributes();
        AttributeReader in = message.attributes(HEADER, Nda.NAMES);
        while (in.next()) {
            try {
                switch (in.type()) {
                    case NDA_DST -> address = Addresses.read(in, family);
                    case NDA_LLADDR -> hardware = Optional.of(new HardwareAddress(in.bytes()));
                    default -> unknown.keep(in);
                }
            } catch (IllegalArgumentException e) {
                throw in.error(e);
            }
        }
        if (address == null) {
            throw new DecodeException("NDA_DST", 16, "is not there");
        }
        return new Neighbour(
                message.s32(4), address, message.u16(8), message.u8(10), message.u8(11), hardware, unknown.toUnknown());
    }

    /** Writes header and attributes. */
    public static void encode(Neighbour neighbour, MessageWriter message) {
        message.u8(neighbour.address().family().value());
        message.u8(0);
        message.u16(0);
        message.u32(neighbour.interfaceIndex());
        message.u16(neighbour.state());
        message.u8(neighbour.flags());
        message.u8(neighbour.type());
        AttributeWriter out = message.attributes();
        Addresses.write(out, NDA_DST, neighbour.address());
        if (neighbour.hardwareAddress().isPresent()) {
            out.bytes(NDA_LLADDR, neighbour.hardwareAddress().get().toBytes());
        }
        RawAttributes.write(out, neighbour.unknown());
    }
}
