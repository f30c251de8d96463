package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Ifa.*;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.AddressLifetime;
import dev.multipath.netlink.model.AddressProtocol;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Scope;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** An address while its attributes are read, in whatever order they come. */
final class AddressDraft {
    private static final int CACHEINFO_LENGTH = 16;

    private final AddressFamily family;
    private final int prefixLength;
    private final Scope scope;
    private final int interfaceIndex;

    private long flags;
    private @Nullable IpAddress local;
    private @Nullable IpAddress address;
    private Optional<IpAddress> broadcast = Optional.empty();
    private Optional<String> label = Optional.empty();
    private Optional<AddressLifetime> lifetime = Optional.empty();
    private OptionalLong routePriority = OptionalLong.empty();
    private Optional<AddressProtocol> protocol = Optional.empty();
    private OptionalInt targetNetNsId = OptionalInt.empty();
    private final RawAttributes unknown = new RawAttributes();

    AddressDraft(MessageReader message) {
        family = AddressFamily.of(message.u8(0));
        prefixLength = message.u8(1);
        flags = message.u8(2);
        scope = Scope.of(message.u8(3));
        interfaceIndex = message.s32(4);
    }

    void accept(AttributeReader in) throws DecodeException {
        switch (in.type()) {
            case IFA_LOCAL -> local = Addresses.read(in, family);
            case IFA_ADDRESS -> address = Addresses.read(in, family);
            case IFA_BROADCAST -> broadcast = Optional.of(Addresses.read(in, family));
            case IFA_LABEL -> label = Optional.of(in.string());
            case IFA_FLAGS -> flags = in.u32();
            case IFA_RT_PRIORITY -> routePriority = OptionalLong.of(in.u32());
            case IFA_PROTO -> protocol = Optional.of(new AddressProtocol(in.u8()));
            case IFA_TARGET_NETNSID -> targetNetNsId = OptionalInt.of(in.s32());
            case IFA_CACHEINFO -> lifetime = lifetime(in, unknown);
            default -> unknown.keep(in);
        }
    }

    Address toAddress() throws DecodeException {
        IpAddress own = local != null ? local : address;
        if (own == null) {
            throw new DecodeException("IFA_ADDRESS", 16, "neither IFA_LOCAL nor IFA_ADDRESS is there");
        }
        return new Address(
                interfaceIndex,
                own,
                prefixLength,
                address == null || address.equals(own) ? Optional.empty() : Optional.of(address),
                broadcast,
                label,
                scope,
                flags,
                lifetime,
                routePriority,
                protocol,
                targetNetNsId,
                unknown.toUnknown());
    }

    /** Absent where the structure is longer than ours: it is then kept raw, so that nothing of it is lost. */
    static Optional<AddressLifetime> lifetime(AttributeReader in, RawAttributes unknown) throws DecodeException {
        if (in.length() > CACHEINFO_LENGTH) {
            unknown.keep(in);
            return Optional.empty();
        }
        return Optional.of(new AddressLifetime(in.u32At(0), in.u32At(4), in.u32At(8), in.u32At(12)));
    }
}
