package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Rta.*;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Encapsulation;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.LabelStack;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A next hop while its attributes are read: one leg, or the single way of an MPLS route. */
final class HopDraft {
    private final AddressFamily family;
    private Optional<IpAddress> gateway = Optional.empty();
    private OptionalLong realms = OptionalLong.empty();
    private Optional<Encapsulation> encapsulation = Optional.empty();
    private Optional<LabelStack> labels = Optional.empty();
    private Optional<IpAddress> newDestination = Optional.empty();
    private Optional<HardwareAddress> linkGateway = Optional.empty();
    private @Nullable RawAttribute encapsulationType;

    final RawAttributes unknown = new RawAttributes();

    HopDraft(AddressFamily family) {
        this.family = family;
    }

    /** Whether the attribute is one of a next hop, and taken. */
    boolean accept(AttributeReader in) throws DecodeException {
        switch (in.type()) {
            case RTA_GATEWAY -> {
                if (isMpls()) {
                    return false;
                }
                gateway = Optional.of(Addresses.read(in, family));
            }
            case RTA_VIA -> via(in);
            case RTA_FLOW -> realms = OptionalLong.of(in.u32());
            case RTA_NEWDST -> {
                labels = isMpls() ? Labels.read(in) : Optional.empty();
                newDestination = isMpls() ? Optional.empty() : NextHopCodec.newDestination(in, family);
                if (labels.isEmpty() && newDestination.isEmpty()) {
                    return false;
                }
            }
            case RTA_ENCAP -> {
                OptionalInt type = EncapsulationCodec.type(in.again(), RTA_ENCAP_TYPE);
                if (type.isEmpty()) {
                    return false;
                }
                encapsulation = Optional.of(EncapsulationCodec.read(type.getAsInt(), in));
            }
            case RTA_ENCAP_TYPE -> encapsulationType = RawAttributes.raw(in);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void via(AttributeReader in) throws DecodeException {
        if (!isMpls() || NextHopCodec.isIpVia(in)) {
            gateway = Optional.of(NextHopCodec.via(in));
            linkGateway = Optional.empty();
            return;
        }
        Optional<HardwareAddress> link = NextHopCodec.linkVia(in);
        if (link.isEmpty()) {
            unknown.keep(in);
            return;
        }
        gateway = Optional.empty();
        linkGateway = link;
    }

    private boolean isMpls() {
        return family.value() == AddressFamily.MPLS.value();
    }

    NextHop toHop(int interfaceIndex, int weight, int flags) {
        if (encapsulation.isEmpty() && encapsulationType != null) {
            unknown.keep(encapsulationType);
        }
        return new NextHop(
                gateway,
                interfaceIndex,
                weight,
                flags,
                realms,
                encapsulation,
                labels,
                newDestination,
                linkGateway,
                unknown.toUnknown());
    }
}
