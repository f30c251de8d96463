package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Ifa.*;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.AddressLifetime;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import dev.multipath.netlink.wire.NativeOrder;
import io.netty.buffer.ByteBuf;
import java.util.OptionalInt;

/**
 * Addresses: {@code struct ifaddrmsg} and {@code IFA_*}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>
 */
public final class AddressCodec {
    static final int HEADER = 8;

    private AddressCodec() {}

    /** Whether the message is about an IPv4 or IPv6 address, which {@link #decode} takes. */
    public static boolean isTyped(MessageReader message) throws DecodeException {
        message.requireBody(1, "ifaddrmsg");
        int family = message.u8(0);
        return family == AddressFamily.INET.value() || family == AddressFamily.INET6.value();
    }

    /**
     * Reads the address the message is about, a reply, a notification or a request to add or delete.
     *
     * @throws DecodeException for broken bytes, for another family, and when there is no address in it
     */
    public static Address decode(MessageReader message) throws DecodeException {
        message.requireBody(HEADER, "ifaddrmsg");
        if (!isTyped(message)) {
            throw new DecodeException("ifa_family", 16, "family " + message.u8(0) + " is neither IPv4 nor IPv6");
        }
        AddressDraft draft = new AddressDraft(message);
        AttributeReader in = message.attributes(HEADER, Ifa.NAMES);
        while (in.next()) {
            draft.accept(in);
        }
        try {
            return draft.toAddress();
        } catch (IllegalArgumentException e) {
            throw new DecodeException("ifaddrmsg", 16, String.valueOf(e.getMessage()), e);
        }
    }

    /** Writes header and attributes as the kernel reports the address. */
    public static void encode(Address address, MessageWriter message) {
        header(address, (int) (address.flags() & 0xff), message);
        AttributeWriter out = message.attributes();
        Addresses.write(out, IFA_ADDRESS, address.peer().orElse(address.local()));
        if (address.local().isIpv4() || address.peer().isPresent()) {
            Addresses.write(out, IFA_LOCAL, address.local());
        }
        out.u32(IFA_FLAGS, address.flags());
        if (address.targetNetNsId().isPresent()) {
            out.u32(IFA_TARGET_NETNSID, address.targetNetNsId().getAsInt());
        }
        common(address, out, true);
    }

    /**
     * Writes header and attributes as a request to add, replace or delete the address. Whether it is permanent,
     * tentative, a secondary or a duplicate is for the kernel to say and left out.
     */
    public static void encodeRequest(Address address, MessageWriter message) {
        long flags = address.flags() & ~Address.REPORTED_FLAGS;
        header(address, flags > 0xff ? 0 : (int) flags, message);
        AttributeWriter out = message.attributes();
        Addresses.write(out, IFA_LOCAL, address.local());
        Addresses.write(out, IFA_ADDRESS, address.peer().orElse(address.local()));
        if (flags > 0xff) {
            out.u32(IFA_FLAGS, flags);
        }
        common(address, out, false);
    }

    /** Writes a request that asks for one IPv6 address: the kernel refuses anything more, and knows none for IPv4. */
    public static void encodeKey(int interfaceIndex, IpAddress local, MessageWriter message) {
        message.u8(local.family().value()).u8(0).u8(0).u8(0).u32(interfaceIndex);
        Addresses.write(message.attributes(), IFA_ADDRESS, local);
    }

    /**
     * Writes a request to list addresses.
     *
     * @param interfaceIndex of one interface only
     * @param targetNetNsId of the namespace with this number, instead of the socket's
     */
    public static void encodeDump(
            AddressFamily family, OptionalInt interfaceIndex, OptionalInt targetNetNsId, MessageWriter message) {
        message.u8(family.value()).u8(0).u8(0).u8(0).u32(interfaceIndex.orElse(0));
        if (targetNetNsId.isPresent()) {
            message.attributes().u32(IFA_TARGET_NETNSID, targetNetNsId.getAsInt());
        }
    }

    private static void header(Address address, int flags, MessageWriter message) {
        message.u8(address.family().value());
        message.u8(address.prefixLength());
        message.u8(flags);
        message.u8(address.scope().value());
        message.u32(address.interfaceIndex());
    }

    private static void common(Address address, AttributeWriter out, boolean stamps) {
        if (address.broadcast().isPresent()) {
            Addresses.write(out, IFA_BROADCAST, address.broadcast().get());
        }
        if (address.label().isPresent()) {
            out.string(IFA_LABEL, address.label().get());
        }
        if (address.lifetime().isPresent()) {
            lifetime(address.lifetime().get(), out, stamps);
        }
        if (address.routePriority().isPresent()) {
            out.u32(IFA_RT_PRIORITY, address.routePriority().getAsLong());
        }
        if (address.protocol().isPresent()) {
            out.u8(IFA_PROTO, address.protocol().get().value());
        }
        RawAttributes.write(out, address.unknown());
    }

    /** @param stamps also when it was made and changed, which only the kernel says */
    static void lifetime(AddressLifetime lifetime, AttributeWriter out, boolean stamps) {
        int mark = out.open(IFA_CACHEINFO);
        ByteBuf bytes = out.out();
        NativeOrder.write32(bytes, (int) lifetime.preferred());
        NativeOrder.write32(bytes, (int) lifetime.valid());
        NativeOrder.write32(bytes, stamps ? (int) lifetime.created() : 0);
        NativeOrder.write32(bytes, stamps ? (int) lifetime.updated() : 0);
        out.close(mark);
    }
}
