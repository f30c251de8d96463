package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Nha.*;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Encapsulation;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.NextHopGroupStatistics;
import dev.multipath.netlink.model.NextHopGroupType;
import dev.multipath.netlink.model.NextHopMember;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.NextHopResilience;
import dev.multipath.netlink.model.NextHopTarget;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.Scope;
import dev.multipath.netlink.model.UnknownAttributes;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A nexthop object while its attributes are read, in whatever order they come. */
final class NextHopObjectDraft {
    private final AddressFamily family;
    private final Scope scope;
    private final Protocol protocol;
    private final long flags;

    private long id;
    private long operationFlags;
    private boolean blackhole;
    private boolean fdb;
    private int interfaceIndex;
    private Optional<IpAddress> gateway = Optional.empty();
    private Optional<Encapsulation> encapsulation = Optional.empty();
    private @Nullable RawAttribute encapsulationType;

    private @Nullable List<NextHopMember> members;
    private Optional<NextHopGroupType> type = Optional.empty();
    private Optional<NextHopResilience> resilience = Optional.empty();
    private Optional<Boolean> hardwareStatistics = Optional.empty();
    private Optional<Boolean> hardwareUsed = Optional.empty();
    private Optional<NextHopGroupStatistics> statistics = Optional.empty();

    private final RawAttributes unknown = new RawAttributes();

    NextHopObjectDraft(MessageReader message) {
        family = AddressFamily.of(message.u8(0));
        scope = Scope.of(message.u8(1));
        protocol = Protocol.of(message.u8(2));
        flags = message.u32(4);
    }

    void accept(AttributeReader in) throws DecodeException {
        switch (in.type()) {
            case NHA_ID -> id = in.u32();
            case NHA_OIF -> interfaceIndex = in.s32();
            case NHA_GATEWAY -> gateway = Optional.of(Addresses.read(in, family));
            case NHA_ENCAP -> acceptEncapsulation(in);
            case NHA_ENCAP_TYPE -> encapsulationType = RawAttributes.raw(in);
            case NHA_BLACKHOLE -> blackhole = flag(in);
            case NHA_FDB -> fdb = flag(in);
            case NHA_OP_FLAGS -> operationFlags = in.u32();
            default -> acceptOfGroup(in);
        }
    }

    private void acceptOfGroup(AttributeReader in) throws DecodeException {
        switch (in.type()) {
            case NHA_GROUP -> members = NextHopGroupCodec.readMembers(in);
            case NHA_GROUP_TYPE -> type = Optional.of(new NextHopGroupType(in.u16()));
            case NHA_RES_GROUP ->
                resilience = Optional.of(NextHopGroupCodec.readResilience(in.nested(NhaResGroup.NAMES)));
            case NHA_HW_STATS_ENABLE -> hardwareStatistics = Optional.of(bool(in));
            case NHA_HW_STATS_USED -> hardwareUsed = Optional.of(bool(in));
            case NHA_GROUP_STATS ->
                statistics =
                        Optional.of(NextHopGroupCodec.readStatistics(in.nested(NhaGroupStats.NAMES), Optional.empty()));
            default -> unknown.keep(in);
        }
    }

    /** One whose kind nothing says is kept as it stands. */
    private void acceptEncapsulation(AttributeReader in) throws DecodeException {
        OptionalInt kind = EncapsulationCodec.type(in.again(), NHA_ENCAP_TYPE);
        if (kind.isPresent()) {
            encapsulation = Optional.of(EncapsulationCodec.read(kind.getAsInt(), in));
        } else {
            unknown.keep(in);
        }
    }

    NextHopObject toObject() {
        if (encapsulation.isEmpty() && encapsulationType != null) {
            unknown.keep(encapsulationType);
        }
        return new NextHopObject(id, target(), protocol, scope, flags, operationFlags, unknown.toUnknown());
    }

    private NextHopTarget target() {
        boolean way = interfaceIndex != 0 || gateway.isPresent() || encapsulation.isPresent();
        if (members != null) {
            refuse(way || blackhole, "a nexthop group with a device, gateway, encapsulation or blackhole");
            refuse(family.value() != 0, "a nexthop group of family " + family);
            return group(members);
        }
        boolean ofGroup = type.isPresent() || resilience.isPresent() || statistics.isPresent();
        refuse(ofGroup || hardwareStatistics.isPresent() || hardwareUsed.isPresent(), "no nexthop group, but its type");
        if (blackhole) {
            refuse(way || fdb, "a blackhole with a device, gateway, encapsulation or fdb");
            return new NextHopTarget.Blackhole(family);
        }
        if (fdb) {
            refuse(interfaceIndex != 0 || encapsulation.isPresent(), "fdb with a device or encapsulation");
            return new NextHopTarget.Fdb(family, gateway);
        }
        return way
                ? new NextHopTarget.Single(family, gateway, interfaceIndex, encapsulation)
                : new NextHopTarget.None(family);
    }

    private NextHopTarget.Group group(List<NextHopMember> of) {
        if (hardwareUsed.isPresent()) {
            List<NextHopGroupStatistics.Member> counted =
                    statistics.map(NextHopGroupStatistics::members).orElse(List.of());
            UnknownAttributes raw =
                    statistics.map(NextHopGroupStatistics::unknown).orElse(UnknownAttributes.NONE);
            statistics = Optional.of(new NextHopGroupStatistics(counted, hardwareUsed, raw));
        }
        return new NextHopTarget.Group(of, type, fdb, resilience, hardwareStatistics, statistics);
    }

    private static void refuse(boolean condition, String what) {
        if (condition) {
            throw new IllegalArgumentException(what);
        }
    }

    private static boolean flag(AttributeReader in) throws DecodeException {
        in.requireLength(0);
        return true;
    }

    /** A number that is a truth value. */
    private static boolean bool(AttributeReader in) throws DecodeException {
        long value = in.u32();
        if (value > 1) {
            throw in.error(value + " is neither 0 nor 1");
        }
        return value == 1;
    }
}
