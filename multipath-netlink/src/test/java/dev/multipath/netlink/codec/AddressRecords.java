package dev.multipath.netlink.codec;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.GroupAddress;
import dev.multipath.netlink.model.UnknownAttributes;
import dev.multipath.netlink.wire.AttributeReader;
import java.util.Random;

/** Makes arbitrary multicast and anycast addresses from a seed. */
final class AddressRecords {
    private final Random random;
    private final Records others;

    AddressRecords(long seed) {
        random = new Random(seed);
        others = new Records(seed);
    }

    GroupAddress groupAddress() {
        Address like = others.address();
        return new GroupAddress(
                random.nextBoolean() ? GroupAddress.Kind.MULTICAST : GroupAddress.Kind.ANYCAST,
                like.interfaceIndex(),
                like.local(),
                like.prefixLength(),
                like.scope(),
                random.nextInt(256),
                like.lifetime(),
                like.targetNetNsId(),
                withoutGroups(like.unknown()));
    }

    private static UnknownAttributes withoutGroups(UnknownAttributes unknown) {
        return new UnknownAttributes(unknown.attributes().stream()
                .filter(raw -> (raw.type() & AttributeReader.TYPE_MASK) != Ifa.IFA_MULTICAST)
                .toList());
    }
}
