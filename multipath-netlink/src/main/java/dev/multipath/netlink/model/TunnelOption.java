package dev.multipath.netlink.model;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An option of a tunnel protocol inside {@code encap ip}: {@code LWTUNNEL_IP_OPTS}. The kernel takes several of Geneve,
 * one of the others.
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/include/uapi/linux/lwtunnel.h">linux/lwtunnel.h</a>
 */
public sealed interface TunnelOption {

    /**
     * {@code geneve_opts CLASS:TYPE:DATA} (RFC 8926).
     *
     * @param optionClass 16 bits
     * @param type 8 bits, the highest meaning critical
     * @param data 4..127 bytes, a multiple of 4
     */
    record Geneve(int optionClass, int type, ByteString data) implements TunnelOption {
        /** @throws IllegalArgumentException for a number its field does not hold */
        public Geneve {
            OpenNumber.check(optionClass, 0xffff, "Geneve option class");
            OpenNumber.check(type, 0xff, "Geneve option type");
        }
    }

    /**
     * {@code vxlan_opts GBP}: a group policy.
     *
     * @param groupPolicy 32 bits
     */
    record Vxlan(long groupPolicy) implements TunnelOption {
        /** @throws IllegalArgumentException for more than 32 bits */
        public Vxlan {
            OpenNumber.check(groupPolicy, 0xffff_ffffL, "VXLAN group policy");
        }
    }

    /**
     * {@code erspan_opts VERSION:INDEX:DIRECTION:HARDWARE}.
     *
     * @param version 1 or 2
     * @param index version 1: the port's, 20 bits
     * @param direction version 2: 0 received, 1 sent
     * @param hardwareId version 2: of the engine, 6 bits
     */
    record Erspan(int version, OptionalLong index, OptionalInt direction, OptionalInt hardwareId)
            implements TunnelOption {
        /** @throws IllegalArgumentException for a number its field does not hold */
        public Erspan {
            OpenNumber.check(version, 0xff, "ERSPAN version");
            OpenNumber.check(index.orElse(0), 0xffff_ffffL, "ERSPAN index");
            OpenNumber.check(direction.orElse(0), 0xff, "ERSPAN direction");
            OpenNumber.check(hardwareId.orElse(0), 0xff, "ERSPAN hardware id");
        }

        /** Version 1, type II. */
        public static Erspan version1(long index) {
            return new Erspan(1, OptionalLong.of(index), OptionalInt.empty(), OptionalInt.empty());
        }

        /** Version 2, type III. */
        public static Erspan version2(int direction, int hardwareId) {
            return new Erspan(2, OptionalLong.empty(), OptionalInt.of(direction), OptionalInt.of(hardwareId));
        }
    }

    /** One this library has no type for, or that says what its type has no place for, as it stands on the wire. */
    record Other(RawAttribute attribute) implements TunnelOption {}
}
