package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Ifa.*;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.AddressLifetime;
import dev.multipath.netlink.model.GroupAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Scope;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Multicast and anycast addresses: {@code struct ifaddrmsg} with {@code IFA_MULTICAST} or {@code IFA_ANYCAST}.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/if_addr.h">linux/if_addr.h</a>
 */
public final class GroupAddressCodec {
    private GroupAddressCodec() {}

    /** Whether the message is about an IPv4 or IPv6 address, which {@link #decode} takes. */
    public static boolean isTyped(MessageReader message) throws DecodeException {
        return AddressCodec.isTyped(message);
    }

    /**
     * Reads the address the message is about, a reply or a notification.
     *
     * @throws DecodeException for broken bytes, for another family, and unless there is one address in it
     */
    public static GroupAddress decode(MessageReader message) throws DecodeException {
        message.requireBody(AddressCodec.HEADER, "ifaddrmsg");
        if (!isTyped(message)) {
            throw new DecodeException("ifa_family", 16, "family " + message.u8(0) + " is neither IPv4 nor IPv6");
        }
        AddressFamily family = AddressFamily.of(message.u8(0));
        @Nullable IpAddress multicast = null;
        @Nullable IpAddress anycast = null;
        Optional<AddressLifetime> lifetime = Optional.empty();
        OptionalInt targetNetNsId = OptionalInt.empty();
        RawAttributes unknown = new RawAttributes();
        AttributeReader in = message.attributes(AddressCodec.HEADER, Ifa.NAMES);
        while (in.next()) {
            switch (in.type()) {
                case IFA_MULTICAST -> multicast = Addresses.read(in, family);
                case IFA_ANYCAST -> anycast = Addresses.read(in, family);
                case IFA_CACHEINFO -> lifetime = AddressDraft.lifetime(in, unknown);
                case IFA_TARGET_NETNSID -> targetNetNsId = OptionalInt.of(in.s32());
                default -> unknown.keep(in);
            }
        }
        IpAddress address = multicast != null ? multicast : anycast;
        if (address == null || (multicast != null && anycast != null)) {
            throw new DecodeException("ifaddrmsg", 16, "one of IFA_MULTICAST and IFA_ANYCAST ought to be there");
        }
        try {
            return new GroupAddress(
                    multicast != null ? GroupAddress.Kind.MULTICAST : GroupAddress.Kind.ANYCAST,
                    message.s32(4),
                    address,
                    message.u8(1),
                    Scope.of(message.u8(3)),
                    message.u8(2),
                    lifetime,
                    targetNetNsId,
                    unknown.toUnknown());
        } catch (IllegalArgumentException e) {
            throw new DecodeException("ifaddrmsg", 16, String.valueOf(e.getMessage()), e);
        }
    }

    /** Writes header and attributes as the kernel reports the address. */
    public static void encode(GroupAddress address, MessageWriter message) {
        message.u8(address.family().value())
                .u8(address.prefixLength())
                .u8(address.flags())
                .u8(address.scope().value())
                .u32(address.interfaceIndex());
        AttributeWriter out = message.attributes();
        boolean multicast = address.kind() == GroupAddress.Kind.MULTICAST;
        Addresses.write(out, multicast ? IFA_MULTICAST : IFA_ANYCAST, address.address());
        if (address.lifetime().isPresent()) {
            AddressCodec.lifetime(address.lifetime().get(), out, true);
        }
        if (address.targetNetNsId().isPresent()) {
            out.u32(IFA_TARGET_NETNSID, address.targetNetNsId().getAsInt());
        }
        RawAttributes.write(out, address.unknown());
    }
}
